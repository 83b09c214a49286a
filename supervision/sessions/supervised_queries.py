"""Whom does a person supervise on a day? For what stands below sessions and cannot ask."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from supervision.vocabulary import ArrangementKind

from .models import Departure, SupervisionArrangement


@dataclass(frozen=True)
class Supervision:
    """A practitioner somebody supervises: as their lead supervisor or not, and whether they leave or have left."""

    practitioner_id: int
    is_lead: bool
    leaves: bool


def supervised_by(person: Person, *, on: date) -> list[Supervision]:
    """Everybody whom this person supervises on that day, and whom they led last before they left."""
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
    """A cover ends with what it covers. Of somebody who has left, the last lead supervisor stays the one to ask."""
    still_led = Q(covers=None) | Q(covers__ends_on=None) | Q(covers__ends_on__gte=on)
    runs = Q(ends_on=None) | Q(ends_on__gte=on)
    leads = SupervisionArrangement.objects.lead().filter(practitioner=OuterRef("practitioner"))
    last = ~Exists(leads.filter(starts_on__gt=OuterRef("starts_on")))
    was_last = Q(last, kind=ArrangementKind.LEAD, practitioner__is_active=False)
    return SupervisionArrangement.objects.filter(was_last | (still_led & runs), supervisor=person, starts_on__lte=on)
