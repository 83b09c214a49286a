"""How does a record belong to the session that was booked, and come away from it again?"""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.models import Person
from supervision.vocabulary import PlanChange, PlanState

from .. import limits
from ..models import PlannedSession, PlannedSessionChange, SessionKind, SupervisionArrangement, SupervisionSession
from ..planned_queries import booked_in, overlapping


def note_change(planned: PlannedSession, change: PlanChange, *, by: Person, at: datetime) -> None:
    """Put a change into the history of a planned session, and raise its number for calendars."""
    PlannedSessionChange.objects.create(planned=planned, change=change, starts_at=planned.starts_at, by=by, at=at)


def mark_held(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> PlannedSession | None:
    """Say of the session booked for a record's day that this is its record, if there is one."""
    record = supervision_session
    planned = booked_on(record.arrangement, record.held_on, record.kind_id)
    if planned:
        link(planned, record, PlanState.HELD, PlanChange.HELD, by=by, at=at)
    return planned


def booked_on(arrangement: SupervisionArrangement, day: date, kind_id: str) -> PlannedSession | None:
    """What is booked in a supervision for a day, locked. An unplanned record is not that of a booked session."""
    counts = SessionKind.objects.filter(pk=kind_id).values("counts_towards_due")[:1]
    return (
        booked_in(arrangement)
        .select_for_update(of=("self",))
        .filter(starts_at__date=day, kind__counts_towards_due=counts)
        .first()
    )


def cancellation(
    arrangement: SupervisionArrangement, booked: PlannedSession | None, planned_on: date, kind_id: str, at: datetime
) -> dict[str, Any]:
    """When it was cancelled, whether that was at short notice, and by when another one should take place.

    Working days count from the day it was planned for, or from the day it was cancelled when that was later.
    """
    day = max(planned_on, timezone.localdate(at))
    wanted = SessionKind.objects.get(pk=kind_id).counts_towards_due
    return {
        "cancelled_at": at,
        "is_short_notice": booked is not None
        and limits.is_short_notice(arrangement, starts_at=booked.starts_at, cancelled_at=at),
        "rebook_by": limits.rebook_by(arrangement, cancelled_on=day) if wanted else None,
    }


def link(
    planned: PlannedSession,
    record: SupervisionSession,
    state: PlanState,
    change: PlanChange,
    *,
    by: Person,
    at: datetime,
) -> None:
    planned.record, planned.state, planned.sequence = record, state, planned.sequence + 1
    planned.save(update_fields=["record", "state", "sequence"])
    note_change(planned, change, by=by, at=at)


def release(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> None:
    """Book a planned session again whose record counts no longer, unless its time has been given away since."""
    linked = PlannedSession.objects.filter(record=supervision_session).select_related("arrangement").first()
    if linked is None:
        return
    one_at_a_time(linked.arrangement)
    planned = PlannedSession.objects.select_for_update().get(pk=linked.pk)
    if planned.record_id != supervision_session.pk or _is_taken(planned):
        return
    planned.record, planned.state, planned.sequence = None, PlanState.BOOKED, planned.sequence + 1
    planned.save(update_fields=["record", "state", "sequence"])
    note_change(planned, PlanChange.BOOKED, by=by, at=at)


def follow(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> None:
    """After a record's day was corrected: it belongs to what was booked for that day, and to nothing else."""
    planned = PlannedSession.objects.filter(record=supervision_session).first()
    if planned and timezone.localdate(planned.starts_at) == supervision_session.held_on:
        return
    release(supervision_session=supervision_session, by=by, at=at)
    if not PlannedSession.objects.filter(record=supervision_session).exists():
        mark_held(supervision_session=supervision_session, by=by, at=at)


def one_at_a_time(arrangement: SupervisionArrangement) -> None:
    """Two bookings for one person wait for each other, so that the second one sees the first."""
    people = (arrangement.practitioner_id, arrangement.supervisor_id)
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values("pk"))


def _is_taken(planned: PlannedSession) -> bool:
    """Whether one of the two has something else booked for any part of its time."""
    people = {planned.arrangement.practitioner_id, planned.arrangement.supervisor_id}
    return overlapping(people, planned.starts_at, planned.minutes).exclude(pk=planned.pk).exists()
