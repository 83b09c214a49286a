"""Who is told that a session was booked, moved or cancelled? The other of the two, once for each change."""

from datetime import datetime

from django.utils.timezone import localdate

from accounts.models import Person
from supervision.outbox.notices import notify, settle
from supervision.vocabulary import ArrangementKind, NoticeKind

from ..models import PlannedSession, SupervisionArrangement

OF_PLANS = (
    NoticeKind.SESSION_BOOKED, NoticeKind.SESSION_MOVED, NoticeKind.SESSION_CANCELLED, NoticeKind.AGENDA_AHEAD,
)  # fmt: skip


def booked(planned: PlannedSession, *, by: Person, at: datetime) -> None:
    """Tell the other; nobody need be reminded any longer that one is due."""
    if planned.kind.counts_towards_due:
        for arrangement_id in {planned.arrangement_id, planned.arrangement.covers_id} - {None}:
            settle(kinds=NoticeKind.SESSION_DUE, about_id=arrangement_id, at=at)
    _tell(planned, NoticeKind.SESSION_BOOKED, by, at)


def moved(planned: PlannedSession, *, by: Person, at: datetime) -> None:
    """What was said of the earlier time holds no longer."""
    settle(kinds=OF_PLANS, about_id=planned.pk, at=at)
    _tell(planned, NoticeKind.SESSION_MOVED, by, at)


def cancelled(planned: PlannedSession, *, is_told: bool, by: Person, at: datetime) -> None:
    """Tell of one that was still to come; of one that is past, its record says it."""
    settle(kinds=OF_PLANS, about_id=planned.pk, at=at)
    if is_told and planned.starts_at > at:
        _tell(planned, NoticeKind.SESSION_CANCELLED, by, at)


def _tell(planned: PlannedSession, kind: NoticeKind, by: Person, at: datetime) -> None:
    for person_id in _others(planned.arrangement, by, at):
        notify(
            person_id=person_id,
            kind=kind,
            key=f"{kind}:{planned.pk}:{planned.sequence}:{person_id}",
            about_id=planned.pk,
            about_person_id=planned.arrangement.practitioner_id,
            about_on=localdate(planned.starts_at),
            at=at,
            mail_after=at,
        )


def _others(arrangement: SupervisionArrangement, by: Person, at: datetime) -> set[int]:
    """The practitioner, or the supervisor with whoever covers for them today."""
    if by.pk != arrangement.practitioner_id:
        return {arrangement.practitioner_id}
    covering = SupervisionArrangement.objects.current(localdate(at)).filter(
        kind=ArrangementKind.COVER, covers=arrangement
    )
    return {arrangement.supervisor_id} | set(covering.values_list("supervisor", flat=True))
