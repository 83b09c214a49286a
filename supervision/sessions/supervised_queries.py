"""Whom does a person supervise on a day? For what stands below sessions and cannot ask."""

from datetime import date

from django.db.models import Q

from accounts.models import Person
from supervision.vocabulary import ArrangementKind

from .models import SupervisionArrangement


def supervised_by(person: Person, *, on: date) -> dict[int, bool]:
    """The practitioners, and of each whether as their lead supervisor. A cover ends with what it covers."""
    still_led = Q(covers=None) | Q(covers__ends_on=None) | Q(covers__ends_on__gte=on)
    rows = SupervisionArrangement.objects.current(on).filter(still_led, supervisor=person)
    found: dict[int, bool] = {}
    for practitioner_id, kind in rows.values_list("practitioner", "kind"):
        found[practitioner_id] = found.get(practitioner_id, False) or kind == ArrangementKind.LEAD
    return found
