"""Whom does a person supervise on a day? For what stands below sessions and cannot ask."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Person
from supervision.vocabulary import ArrangementKind

from .models import SupervisionArrangement


def supervised_by(person: Person, *, on: date) -> dict[int, bool]:
    """The practitioners, and of each whether as their lead supervisor. A cover ends with what it covers."""
    found: dict[int, bool] = {}
    for practitioner_id, kind in _arrangements(person, on).values_list("practitioner", "kind"):
        found[practitioner_id] = found.get(practitioner_id, False) or kind == ArrangementKind.LEAD
    return found


def practitioners_of(person: Person, *, on: date) -> QuerySet[SupervisionArrangement, int]:
    """The same practitioners, to be asked for inside another question."""
    return _arrangements(person, on).values_list("practitioner", flat=True)


def _arrangements(person: Person, on: date) -> QuerySet[SupervisionArrangement]:
    still_led = Q(covers=None) | Q(covers__ends_on=None) | Q(covers__ends_on__gte=on)
    return SupervisionArrangement.objects.current(on).filter(still_led, supervisor=person)
