"""What happened between one rating and the next? Support, learning and clinics, as far as the reader may know."""

from datetime import date

from accounts.models import Person
from supervision.gathering_vocabulary import AttendanceState, GatheringKind
from supervision.learning.queries import learning_of
from supervision.learning.words import LearningKind
from supervision.sessions.gathering_queries import HELD, visible_to
from supervision.support.queries import Marker, support_of


def is_about(marker: Marker, domain_id: int) -> bool:
    """Without areas it was about the work as a whole."""
    return not marker.domain_ids or domain_id in marker.domain_ids


def markers_for(person: Person, *, reader: Person, since: date, until: date) -> list[Marker]:
    """What happened to somebody in these days, for them or for whoever answers for their supervision, in its order."""
    found = [*support_of(person), *_learning(person, reader), *_clinics(person, reader)]
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
    return [
        Marker(held_on, GatheringKind.CLINIC.label, frozenset()) for held_on in came.values_list("held_on", flat=True)
    ]
