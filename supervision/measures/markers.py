"""What happened between one rating and the next? Learning and clinics, as far as the reader may know of them."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from supervision.gathering_vocabulary import AttendanceState, GatheringKind
from supervision.learning.queries import learning_of
from supervision.learning.words import LearningKind
from supervision.sessions.gathering_queries import HELD, visible_to


@dataclass(frozen=True)
class Marker:
    """Something that happened on a day. Without areas it was about the work as a whole."""

    on: date
    label: str
    domain_ids: frozenset[int] = frozenset()

    def is_about(self, domain_id: int) -> bool:
        return not self.domain_ids or domain_id in self.domain_ids


def markers_for(person: Person, *, reader: Person, since: date, until: date) -> list[Marker]:
    """What a reader may know of that happened to somebody in these days, the earliest first."""
    found = [*_learning(person, reader), *_clinics(person, reader)]
    return sorted((one for one in found if since <= one.on <= until), key=lambda one: (one.on, one.label))


def _learning(person: Person, reader: Person) -> list[Marker]:
    """A log of learning is its owner's alone. Its kinds and days are shown, never its words."""
    if reader != person:
        return []
    return [
        Marker(entry.done_on, LearningKind(entry.kind).label, frozenset(area.pk for area in entry.domains.all()))
        for entry in learning_of(person).only("done_on", "kind", "person")
    ]


def _clinics(person: Person, reader: Person) -> list[Marker]:
    """Case clinics that the person came to, if the reader may know of them."""
    came = visible_to(reader).filter(
        kind=GatheringKind.CLINIC, state__in=HELD, attendances__person=person,
        attendances__state=AttendanceState.ATTENDED,
    )  # fmt: skip
    return [Marker(held_on, GatheringKind.CLINIC.label) for held_on in came.values_list("held_on", flat=True)]
