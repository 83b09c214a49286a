"""How many sessions were held when they were due? Each number is the count of its own rows."""

from django.db.models import Count, DateField, ExpressionWrapper, F, Q, QuerySet

from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions.models import SupervisionSession
from supervision.vocabulary import Timeliness

# PostgreSQL adds a number of days to a date.
LAST_DAY_OF_GRACE = ExpressionWrapper(F("due_on_then") + F("grace_days_then"), output_field=DateField())
KNOWN = Q(state__in=COUNTED_AS_HELD, due_on_then__isnull=False)
HELD = {
    Timeliness.ON_TIME: KNOWN & Q(held_on__lte=F("due_on_then")),
    Timeliness.WITHIN_GRACE: KNOWN & Q(held_on__gt=F("due_on_then"), held_on__lte=LAST_DAY_OF_GRACE),
    Timeliness.LATER: KNOWN & Q(held_on__gt=LAST_DAY_OF_GRACE),
}


def count_held(found: QuerySet[SupervisionSession]) -> dict[Timeliness, int]:
    """Of these sessions, so many for each; those of which it is not known are in none."""
    counts = found.order_by().aggregate(**{when.value: Count("pk", filter=wanted) for when, wanted in HELD.items()})
    return {when: counts[when.value] for when in HELD}
