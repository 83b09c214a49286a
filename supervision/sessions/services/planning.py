"""How is a session booked, moved and cancelled? By either of the two, for both."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.policy import Denied, check_plan
from supervision.rules.booking import MOST_IN_A_SERIES, WEEKS_APART, series
from supervision.times import moment
from supervision.vocabulary import AuditAction, NotHeldBy, NotHeldReason, Place, PlanChange, PlanState

from .. import planned_queries as queries
from ..models import PlannedSession, SupervisionArrangement, SupervisionSession
from . import plan_telling, records
from .plan_links import mark_held, note_change, one_at_a_time

__all__ = ["Slot", "book", "book_series", "cancel", "cancel_rest", "mark_held", "move"]
FURTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True)
class Slot:
    """When, for how long and where."""

    starts_at: datetime
    minutes: int
    place: Place


@transaction.atomic
def book(
    *, arrangement: SupervisionArrangement, slot: Slot, kind_id: str, booking_key: UUID, by: Person, at: datetime
) -> PlannedSession:
    """Book one session. The same `booking_key` again, as from a double click, gives the same one."""
    return book_series(
        arrangement=arrangement, slot=slot, kind_id=kind_id, every_weeks=1, times=1,
        booking_key=booking_key, by=by, at=at,
    )[0]  # fmt: skip


@transaction.atomic
def book_series(
    *,
    arrangement: SupervisionArrangement,
    slot: Slot,
    kind_id: str,
    every_weeks: int,
    times: int,
    booking_key: UUID,
    by: Person,
    at: datetime,
) -> list[PlannedSession]:
    """Book a session every so many weeks, at the same time of day. All of them, or none.

    Raises ValidationError, with the reason in words, when one of them cannot be booked.
    """
    check_plan(is_party=_is_party(arrangement, by))
    _check_series(every_weeks, times)
    one_at_a_time(arrangement)
    if found := _booked_before(arrangement, booking_key):
        return found
    _check_when(slot.starts_at, at)
    starts = series(timezone.localtime(slot.starts_at), every_weeks=every_weeks, times=times)
    rows = [
        PlannedSession(
            arrangement=arrangement,
            kind_id=kind_id,
            starts_at=start,
            minutes=slot.minutes,
            place=slot.place,
            series=booking_key if times > 1 else None,
            booking_key=uuid5(booking_key, str(number)) if number else booking_key,
        )
        for number, start in enumerate(starts)
    ]
    for row in rows:
        _check_free(row, at)
        row.save()
        note_change(row, PlanChange.BOOKED, by=by, at=at)
        audit(actor=by, action=AuditAction.CREATED, kind="planned_session", object_id=row.pk, at=at)
    plan_telling.booked(rows[0], by=by, at=at)
    return rows


@transaction.atomic
def move(*, planned: PlannedSession, slot: Slot, by: Person, at: datetime) -> PlannedSession:
    """Move a booked session, or change its length or place. The same again changes nothing."""
    _side(planned, by, at)
    _check_when(slot.starts_at, at)
    one_at_a_time(planned.arrangement)
    row = _lock(planned)
    check_plan(is_party=True, state=PlanState(row.state))
    if Slot(row.starts_at, row.minutes, Place(row.place)) == slot:
        return row
    row.starts_at, row.minutes, row.place = slot.starts_at, slot.minutes, slot.place
    _check_free(row, at)
    row.sequence += 1
    row.save(update_fields=["starts_at", "minutes", "place", "sequence"])
    note_change(row, PlanChange.MOVED, by=by, at=at)
    audit(actor=by, action=AuditAction.CHANGED, kind="planned_session", object_id=row.pk, at=at)
    plan_telling.moved(row, by=by, at=at)
    return row


@transaction.atomic
def cancel(
    *,
    planned: PlannedSession,
    not_held_by: NotHeldBy,
    reason: NotHeldReason,
    explanation: str,
    is_told: bool = True,
    by: Person,
    at: datetime,
) -> SupervisionSession:
    """Record that a booked session will not, or did not, take place. The same again gives the same record."""
    mine = _side(planned, by, at)
    row = _lock(planned)
    if row.state == PlanState.NOT_HELD and row.record:
        return row.record
    check_plan(is_party=True, state=PlanState(row.state))
    if reason is NotHeldReason.DID_NOT_ATTEND and row.starts_at > at:
        raise ValidationError({"reason": "This session has not started yet. Choose another reason"})
    return records.record_not_held(
        arrangement=mine,
        kind_id=row.kind_id,
        planned_on=timezone.localdate(row.starts_at),
        not_held_by=not_held_by,
        reason=reason,
        explanation=explanation,
        start_key=uuid5(row.pk, f"not held {row.sequence}"),
        planned=row,
        is_told=is_told,
        by=by,
        at=at,
    )


@transaction.atomic
def cancel_rest(
    *,
    planned: PlannedSession,
    not_held_by: NotHeldBy,
    reason: NotHeldReason,
    explanation: str,
    by: Person,
    at: datetime,
) -> list[SupervisionSession]:
    """Cancel this session and the later ones that were booked together with it. The other person is told once."""
    why: dict[str, Any] = {"not_held_by": not_held_by, "reason": reason, "explanation": explanation}
    return [
        cancel(planned=row, **why, is_told=number == 0, by=by, at=at)
        for number, row in enumerate(queries.rest_of_series(planned))
    ]


def _is_party(arrangement: SupervisionArrangement, by: Person) -> bool:
    return by.pk in (arrangement.practitioner_id, arrangement.supervisor_id)


def _side(planned: PlannedSession, by: Person, at: datetime) -> SupervisionArrangement:
    """The arrangement in which somebody acts on a session: its own, or that of the cover or the covered."""
    mine = queries.side_of(by, planned.arrangement, on=timezone.localdate(at))
    check_plan(is_party=mine is not None)
    assert mine is not None
    return mine


def _check_series(every_weeks: int, times: int) -> None:
    if not 1 <= times <= MOST_IN_A_SERIES:
        raise ValidationError({"times": f"Book between 1 and {MOST_IN_A_SERIES} sessions at once"})
    if not 1 <= every_weeks <= WEEKS_APART:
        raise ValidationError({"every_weeks": f"Choose between 1 and {WEEKS_APART} weeks"})


def _booked_before(arrangement: SupervisionArrangement, booking_key: UUID) -> list[PlannedSession]:
    """What the same form has booked already."""
    first = PlannedSession.objects.filter(booking_key=booking_key).first()
    if first is None:
        return []
    if first.arrangement_id != arrangement.pk:
        raise Denied("This form has been used for another booking.")
    series = Q(pk=first.pk) if first.series is None else Q(series=first.series)
    return list(PlannedSession.objects.filter(series).order_by("starts_at"))


def _lock(planned: PlannedSession) -> PlannedSession:
    return PlannedSession.objects.select_related("arrangement").select_for_update(of=("self",)).get(pk=planned.pk)


def _check_when(starts_at: datetime, at: datetime) -> None:
    if starts_at <= at:
        raise ValidationError({"starts_on": "Enter a day and a time that are still to come"})
    if starts_at > at + FURTHEST:
        raise ValidationError({"starts_on": "Enter days within the next two years"})


def _check_free(row: PlannedSession, at: datetime) -> None:
    """Raises ValidationError unless both can be there then."""
    _check_when(row.starts_at, at)
    arrangement, day = row.arrangement, timezone.localdate(row.starts_at)
    if day < arrangement.starts_on:
        raise ValidationError({"starts_on": "Enter a day on which this supervision has begun"})
    if arrangement.ends_on and day > arrangement.ends_on:
        raise ValidationError(
            {"starts_on": f"This supervision ends before {moment(row.starts_at)}. Enter an earlier day"}
        )
    _check_not_double(row)


def _check_not_double(row: PlannedSession) -> None:
    people = {row.arrangement.practitioner_id, row.arrangement.supervisor_id}
    other = queries.overlapping(people, row.starts_at, row.minutes).exclude(pk=row.pk).first()
    if other is None:
        return
    when = moment(other.starts_at)
    if {other.arrangement.practitioner_id, other.arrangement.supervisor_id} == people:
        raise ValidationError({"starts_on": f"The two of you already have a session booked for {when}"})
    raise ValidationError(
        {"starts_on": f"One of you already has another session booked for {when}. Choose another time"}
    )
