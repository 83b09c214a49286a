"""Whose supervision does a person answer for on a day: as lead, or as cover? A specialist answers for none."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from supervision.vocabulary import ArrangementKind

from .models import Departure, SupervisionArrangement

ANSWERS = [ArrangementKind.LEAD, ArrangementKind.COVER]


def answered_for(person: Person, *, on: date) -> QuerySet[SupervisionArrangement]:
    """The arrangements this person leads or covers on that day.

    A specialist reads what was said in their own sessions, as the session's supervisor, and nothing of the lead's.
    """
    return led_or_covered(person).filter(_runs(on), starts_on__lte=on)


def answered_for_at_any_time(*, since: date, until: date) -> QuerySet[SupervisionArrangement]:
    """Those that ran on some day between, and who was asked last about a person who has left."""
    ran = SupervisionArrangement.objects.filter(_runs(since) | _was_last(), kind__in=ANSWERS)
    return ran.filter(starts_on__lte=until)


def led_or_covered(person: Person) -> QuerySet[SupervisionArrangement]:
    """On whatever days."""
    return SupervisionArrangement.objects.filter(supervisor=person, kind__in=ANSWERS)


def _runs(on: date) -> Q:
    """A cover ends with what it covers."""
    still_led = Q(covers=None) | Q(covers__ends_on=None) | Q(covers__ends_on__gte=on)
    return still_led & (Q(ends_on=None) | Q(ends_on__gte=on))


@dataclass(frozen=True)
class Supervision:
    """A practitioner somebody supervises: as their lead supervisor or not, and whether they leave or have left."""

    practitioner_id: int
    is_lead: bool
    leaves: bool


def supervised_by(person: Person, *, on: date) -> list[Supervision]:
    """Everybody whom this person leads or covers on that day, and whom they led last before they left."""
    plans_to_leave = Exists(Departure.objects.filter(person=OuterRef("practitioner"), applied_at=None))
    rows = _arrangements(person, on).values_list("practitioner", "kind", "practitioner__is_active", plans_to_leave)
    return [
        Supervision(practitioner_id, kind == ArrangementKind.LEAD, plans or not is_here)
        for practitioner_id, kind, is_here, plans in rows
    ]


def practitioners_of(person: Person, *, on: date) -> QuerySet[SupervisionArrangement, int]:
    """The same practitioners, to be asked for inside another question."""
    return _arrangements(person, on).values_list("practitioner", flat=True)


def _arrangements(person: Person, on: date) -> QuerySet[SupervisionArrangement]:
    return led_or_covered(person).filter(_was_last() | _runs(on), starts_on__lte=on)


def _was_last() -> Q:
    """Of somebody who has left, the last lead supervisor stays the one to ask."""
    leads = SupervisionArrangement.objects.lead().filter(practitioner=OuterRef("practitioner"))
    last = ~Exists(leads.filter(starts_on__gt=OuterRef("starts_on")))
    return Q(last, kind=ArrangementKind.LEAD, practitioner__is_active=False)
