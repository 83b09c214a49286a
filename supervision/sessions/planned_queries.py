"""Which sessions are booked, what came of them, and what would be a good next one?"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
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
from django.db.models.functions import JSONObject, TruncDate
from django.utils import timezone

from accounts.models import Person
from supervision.rules.booking import proposed_day, start_of
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.rules.working_days import is_open, next_open_day
from supervision.vocabulary import ArrangementKind, BankHolidays, Place, PlanState, RecordState

from .closed_days import ClosedDays, closed_days_for
from .models import (
    CalendarFeed,
    ClosedDay,
    FrequencyPolicy,
    PlannedSession,
    PlannedSessionChange,
    SupervisionAgreement,
    SupervisionArrangement,
    SupervisionSession,
)

USUAL_TIME = time(10)
USUAL_KIND = "one_to_one"
USUAL_INTERVAL = timedelta(weeks=4)
OF_PAST = timedelta(days=92)  # how far back a calendar shows what was
CANCELLED_SHOWN = timedelta(weeks=6)  # so that a calendar which was offline for long learns of it


@dataclass(frozen=True)
class Proposal:
    """A next session that one press of a button books."""

    starts_at: datetime
    minutes: int
    place: str
    kind_id: str = USUAL_KIND


@dataclass(frozen=True)
class Outlook:
    """What comes next in one supervision. `rebook_by` when a session that did not happen has not been made up for."""

    booked: UUID | None
    booked_at: datetime | None
    proposal: Proposal | None
    rebook_by: date | None


def planned_for(person: Person) -> QuerySet[PlannedSession]:
    """The planned sessions of a person's own supervision, on either side."""
    return PlannedSession.objects.filter(
        Q(arrangement__practitioner=person) | Q(arrangement__supervisor=person)
    ).select_related("arrangement__practitioner__team__service__agency", "arrangement__supervisor", "kind", "record")


def get_planned(person: Person, planned_id: UUID) -> PlannedSession:
    """One's own planned session, on either side. Raises PlannedSession.DoesNotExist."""
    return planned_for(person).get(pk=planned_id)


def history_of(planned: PlannedSession) -> QuerySet[PlannedSessionChange]:
    return planned.changes.select_related("by").order_by("-at", "-pk")


def booked(person: Person) -> QuerySet[PlannedSession]:
    """What is booked and has no record yet, the earliest first. One in the past waits for its record."""
    return planned_for(person).filter(state=PlanState.BOOKED).order_by("starts_at")


def booked_between(practitioner_id: int, supervisor_id: int) -> QuerySet[PlannedSession]:
    """What is booked of the supervision of these two, whichever arrangement of theirs it belongs to."""
    return (
        PlannedSession.objects.filter(
            arrangement__practitioner=practitioner_id, arrangement__supervisor=supervisor_id, state=PlanState.BOOKED
        )
        .select_related("kind")
        .order_by("starts_at")
    )


def to_record(arrangement: SupervisionArrangement, *, on: date) -> PlannedSession | None:
    """The latest session that was booked for today or before and has no record yet."""
    between = booked_between(arrangement.practitioner_id, arrangement.supervisor_id)
    return between.filter(starts_at__date__lte=on).last()


def next_booked(arrangements: Iterable[SupervisionArrangement], *, at: datetime) -> dict[int, PlannedSession]:
    """By arrangement, its next booked session that is still to come."""
    rows = (
        PlannedSession.objects.filter(arrangement__in=arrangements, state=PlanState.BOOKED, starts_at__gt=at)
        .select_related("kind")
        .order_by("arrangement_id", "starts_at")
        .distinct("arrangement_id")
    )
    return {row.arrangement_id: row for row in rows}


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
    by_year = {day.year: closed_days_of(practitioner, around=day) for day in days}
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


def closed_days_of(practitioner: Person, *, around: date) -> frozenset[date]:
    """The days on which the practitioner's own agency is closed."""
    return closed_days_for(_bank_holidays(practitioner), around=around)


def with_outlook(rows: QuerySet[Any], *, at: datetime, arrangement: str = "arrangement") -> QuerySet[Any]:
    """Rows that belong to an arrangement, with all that their outlook is made from, so that it asks nothing more."""
    planned = PlannedSession.objects.filter(arrangement=OuterRef(arrangement))
    to_come = planned.filter(state=PlanState.BOOKED, starts_at__gt=at)
    agreement = SupervisionAgreement.objects.filter(arrangement=OuterRef(arrangement)).order_by("-number")
    said = JSONObject(day="day", bank_holidays="bank_holidays", is_open="is_open")
    ready: QuerySet[Any] = rows.annotate(
        next_booked=Subquery(to_come.order_by("starts_at").values("pk")[:1]),
        next_booked_at=Subquery(to_come.order_by("starts_at").values("starts_at")[:1]),
        last_booked_at=Subquery(to_come.order_by("-starts_at").values("starts_at")[:1]),
        last_start=Subquery(planned.order_by("-starts_at").values("starts_at")[:1]),
        agreed_minutes=Subquery(agreement.values("minutes")[:1]),
        agreed_place=Subquery(agreement.values("place")[:1]),
        said_of_days=ArraySubquery(ClosedDay.objects.values(said=said)),
    )
    return ready


def outlook_of(arrangement_id: int, *, at: datetime, not_held: SupervisionSession | None = None) -> Outlook:
    """What is booked next in a supervision, and what would be a good next session after that.

    `not_held` is the record of a session that did not happen, and has perhaps to be made up for.
    """
    rows = SupervisionArrangement.objects.select_related("policy", "practitioner__team__service__agency")
    arrangement = with_outlook(rows, at=at, arrangement="pk").get(pk=arrangement_id)
    wanted = to_rebook(arrangement.practitioner_id).filter(pk=not_held.pk).first() if not_held else None
    return _outlook(arrangement, arrangement, wanted.rebook_by if wanted else None, at)


def outlook_after(record: Any, *, at: datetime) -> Outlook:
    """The same, after a record from `with_outlook` and `with_rebooking`."""
    return _outlook(record, record.arrangement, record.rebook_by if record.wants_rebooking else None, at)


def _outlook(row: Any, arrangement: SupervisionArrangement, rebook_by: date | None, at: datetime) -> Outlook:
    return Outlook(row.next_booked, row.next_booked_at, _proposal(row, arrangement, rebook_by, at), rebook_by)


def _proposal(row: Any, arrangement: SupervisionArrangement, rebook_by: date | None, at: datetime) -> Proposal | None:
    """As long and where it was agreed, at the usual time, on a day that is worked.

    None when the supervision comes to its end before.
    """
    day = proposed_day(due_on=rebook_by or _due_on(row, arrangement, at), today=timezone.localdate(at))
    said = [ClosedDay(**one | {"day": date.fromisoformat(one["day"])}) for one in row.said_of_days]
    day = next_open_day(day, ClosedDays(said).around(_bank_holidays(arrangement.practitioner), day))
    if arrangement.ends_on and day > arrangement.ends_on:
        return None
    usual = timezone.localtime(row.last_start).time() if row.last_start else USUAL_TIME
    return Proposal(
        starts_at=start_of(day, usual, timezone.get_default_timezone()),
        minutes=row.agreed_minutes or (arrangement.policy or FrequencyPolicy()).minutes,
        place=row.agreed_place or Place.IN_PERSON.value,
    )


def _bank_holidays(practitioner: Person) -> str:
    """Those of the practitioner's own agency."""
    team = practitioner.team
    return team.service.agency.bank_holidays if team else BankHolidays.ENGLAND_AND_WALES


def _due_on(row: Any, arrangement: SupervisionArrangement, at: datetime) -> date:
    """When the next one is due; as long after the last one that is booked already."""
    usual = timedelta(days=arrangement.interval_days) if arrangement.interval_days else USUAL_INTERVAL
    if row.last_booked_at:
        return timezone.localdate(row.last_booked_at) + usual
    is_lead = arrangement.kind == ArrangementKind.LEAD
    return arrangement.next_due_on if is_lead else timezone.localdate(at) + usual


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


def to_rebook(practitioner_id: int) -> QuerySet[Any]:
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
        planned_for(person)
        .filter(starts_at__gte=at - OF_PAST)
        .filter(~cancelled | Q(record__cancelled_at__gte=at - CANCELLED_SHOWN))
        .annotate(changed_at=Max("changes__at"))
        .order_by("starts_at", "pk")
    )


def feed_of(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person).first()
