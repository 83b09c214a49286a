"""Which sessions are booked, what came of them, and which are to be made up for?"""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import (
    BooleanField,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import TruncDate
from django.utils import timezone

from accounts.models import Person
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.rules.working_days import is_open
from supervision.vocabulary import PlanState, RecordState

from .closed_days import closed_days_for
from .limits import bank_holidays_of
from .models import (
    PlannedSession,
    PlannedSessionChange,
    SupervisionArrangement,
    SupervisionSession,
)

OF_PAST = timedelta(days=92)  # how far back a calendar shows what was
CANCELLED_SHOWN = timedelta(weeks=6)  # so that a calendar which was offline for long learns of it


def planned_for(person: Person, *, on: date) -> QuerySet[PlannedSession]:
    """The planned sessions of a person's own supervision, on either side; on a day of cover both supervisors'."""
    covering = SupervisionArrangement.objects.current(on).filter(supervisor=person, covers=OuterRef("arrangement"))
    return PlannedSession.objects.filter(
        Q(arrangement__practitioner=person)
        | Q(arrangement__supervisor=person)
        | Q(arrangement__covers__supervisor=person)
        | Exists(covering)
    ).select_related(
        "arrangement__practitioner__team", "arrangement__supervisor", "arrangement__covers", "kind", "record"
    )


def side_of(person: Person, arrangement: SupervisionArrangement, *, on: date) -> SupervisionArrangement | None:
    """The arrangement in which a person is one of the two: this one or, of a cover and the lead, the other one."""
    covers = SupervisionArrangement.objects.current(on).filter(covers=arrangement)
    known = [arrangement, *([arrangement.covers] if arrangement.covers else []), *covers]
    return next((one for one in known if person.pk in (one.practitioner_id, one.supervisor_id)), None)


def get_planned(person: Person, planned_id: UUID, *, on: date) -> PlannedSession:
    """One's own planned session, on either side. Raises PlannedSession.DoesNotExist."""
    return planned_for(person, on=on).get(pk=planned_id)


def history_of(planned: PlannedSession) -> QuerySet[PlannedSessionChange]:
    return planned.changes.select_related("by").order_by("-at", "-pk")


def booked(person: Person, *, on: date) -> QuerySet[PlannedSession]:
    """What is booked and has no record yet, the earliest first. One in the past waits for its record."""
    return planned_for(person, on=on).filter(state=PlanState.BOOKED).order_by("starts_at")


def booked_in(arrangement: SupervisionArrangement) -> QuerySet[PlannedSession]:
    """What is booked in this supervision; a cover's and the lead's are one."""
    family = {arrangement.pk, arrangement.covers_id} - {None}
    return (
        PlannedSession.objects.filter(
            Q(arrangement__in=family) | Q(arrangement__covers=arrangement), state=PlanState.BOOKED
        )
        .select_related("kind")
        .order_by("starts_at")
    )


def to_record(arrangement: SupervisionArrangement, *, on: date) -> PlannedSession | None:
    """The latest session that was booked for today or before and has no record yet."""
    return booked_in(arrangement).filter(starts_at__date__lte=on).last()


def of_arrangement(path: str) -> QuerySet[PlannedSession]:
    """Planned sessions of the arrangement that an outer row names, of its cover and of the lead it covers."""
    lead = "covers" if path == "pk" else f"{path}__covers"
    return PlannedSession.objects.filter(
        Q(arrangement=OuterRef(path)) | Q(arrangement__covers=OuterRef(path)) | Q(arrangement=OuterRef(lead))
    )


def with_bookings(arrangements: QuerySet[SupervisionArrangement], *, at: datetime) -> QuerySet[Any]:
    """Says of each what is booked next, what was booked and has no record, and by when one is to be rebooked."""
    booked = of_arrangement("pk").filter(state=PlanState.BOOKED)
    to_come, past = booked.filter(starts_at__gt=at).order_by("starts_at"), booked.filter(starts_at__lte=at)
    return arrangements.annotate(
        next_booked=Subquery(to_come.values("pk")[:1]),
        next_booked_at=Subquery(to_come.values("starts_at")[:1]),
        unrecorded=Subquery(past.order_by("-starts_at").values("pk")[:1]),
        unrecorded_at=Subquery(past.order_by("-starts_at").values("starts_at")[:1]),
        rebook_by=Subquery(to_rebook(OuterRef("practitioner")).values("rebook_by")[:1]),
    )


def rest_of_series(planned: PlannedSession) -> QuerySet[PlannedSession]:
    """This session and the later ones that were booked together with it and are still booked."""
    if planned.series is None:
        return PlannedSession.objects.none()
    return PlannedSession.objects.filter(
        series=planned.series, state=PlanState.BOOKED, starts_at__gte=planned.starts_at
    ).order_by("starts_at")


def others_of_series(planned: PlannedSession) -> QuerySet[PlannedSession]:
    """The other sessions that were booked together with this one."""
    if planned.series is None:
        return PlannedSession.objects.none()
    return PlannedSession.objects.filter(series=planned.series).exclude(pk=planned.pk).order_by("starts_at")


def days_not_worked(practitioner: Person, rows: Iterable[PlannedSession]) -> list[date]:
    """The days among these on which the practitioner's agency does not work."""
    days = [timezone.localdate(row.starts_at) for row in rows]
    kept = bank_holidays_of(practitioner)
    by_year = {day.year: closed_days_for(kept, around=day) for day in days}
    return [day for day in days if not is_open(day, by_year[day.year])]


def overlapping(people: Collection[int], starts_at: datetime, minutes: int) -> QuerySet[PlannedSession]:
    """Booked sessions of any of these people that take part of the same time."""
    ends_at = starts_at + timedelta(minutes=minutes)
    length = ExpressionWrapper(F("minutes") * timedelta(minutes=1), output_field=DurationField())
    their_end = ExpressionWrapper(F("starts_at") + length, output_field=DateTimeField())
    return (
        PlannedSession.objects.filter(
            Q(arrangement__practitioner__in=people) | Q(arrangement__supervisor__in=people),
            state=PlanState.BOOKED,
            starts_at__lt=ends_at,
        )
        .alias(their_end=their_end)
        .filter(their_end__gt=starts_at)
        .select_related("arrangement")
    )


def with_rebooking(records: QuerySet[SupervisionSession]) -> QuerySet[Any]:
    """Says of each record whether it `wants_rebooking`.

    That is: it did not happen, and no other session has been held since, is booked within the limit, or was booked
    since.
    """
    in_want = Q(state=RecordState.NOT_HELD, rebook_by__isnull=False) & ~Exists(_held_since()) & ~Exists(_booked())
    cancelled_on = TruncDate("cancelled_at", tzinfo=timezone.get_default_timezone())
    return records.alias(cancelled_on=cancelled_on).annotate(
        wants_rebooking=ExpressionWrapper(in_want, output_field=BooleanField())
    )


def to_rebook(practitioner_id: int | OuterRef) -> QuerySet[Any]:
    """Sessions of somebody's that did not happen and have not been made up for, the most urgent first."""
    mine = SupervisionSession.objects.filter(practitioner=practitioner_id)
    return with_rebooking(mine).filter(wants_rebooking=True).order_by("rebook_by")


def _held_since() -> QuerySet[SupervisionSession]:
    return SupervisionSession.objects.filter(
        Q(held_on__gt=OuterRef("held_on")) | Q(held_on__gte=OuterRef("cancelled_on")),
        practitioner=OuterRef("practitioner"),
        state__in=COUNTED_AS_HELD,
        kind__counts_towards_due=True,
    )


def _booked() -> QuerySet[PlannedSession]:
    day = TruncDate("starts_at", tzinfo=timezone.get_default_timezone())
    since = PlannedSessionChange.objects.filter(planned=OuterRef("pk"), at__gte=OuterRef(OuterRef("cancelled_at")))
    return PlannedSession.objects.annotate(day=day).filter(
        Q(day__lte=OuterRef("rebook_by")) | Q(Exists(since)),
        arrangement__practitioner=OuterRef("practitioner"),
        state=PlanState.BOOKED,
        starts_at__gt=OuterRef("cancelled_at"),
        kind__counts_towards_due=True,
    )


def in_calendar(person: Person, *, at: datetime) -> QuerySet[PlannedSession]:
    """What a person's calendar shows: three months back and all that is to come; what was cancelled for some weeks."""
    cancelled = Q(state=PlanState.NOT_HELD)
    return (
        planned_for(person, on=timezone.localdate(at))
        .filter(starts_at__gte=at - OF_PAST)
        .filter(~cancelled | Q(record__cancelled_at__gte=at - CANCELLED_SHOWN))
        .annotate(changed_at=Max("changes__at"))
        .order_by("starts_at", "pk")
    )
