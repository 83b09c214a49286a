"""How is progress on an action point recorded, and how is it closed?"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record
from supervision.policy import check_follow_up
from supervision.vocabulary import AuditAction, ProgressKind

from ..models import ActionPoint, ActionPointProgress
from ..models.action_point import CLOSING
from ..queries import standing_of


def said_last(point: ActionPoint, *, kind: str, body: str, by: Person) -> ActionPointProgress | None:
    """The latest progress if this person has just said this: a button pressed twice has nothing left to do."""
    last = point.progress.last()
    return last if last and (last.kind, last.by_id, last.body) == (kind, by.pk, body) else None


@transaction.atomic
def follow_up(
    *, action_point: ActionPoint, kind: ProgressKind, body: str, by: Person, at: datetime
) -> ActionPointProgress:
    """Add progress. Closing needs the evidence in `body`; opening again needs the reason. A double click is one."""
    point = ActionPoint.objects.select_for_update().get(pk=action_point.pk)
    session = point.supervision_session
    check_follow_up(standing_of(by, session, on=localdate(at)), is_owner=point.held_by_id == by.pk)
    if known := said_last(point, kind=kind, body=body, by=by):
        return known
    _check(point, kind, body)
    progress = ActionPointProgress.objects.create(action_point=point, kind=kind, by=by, at=at, body=body)
    if kind is not ProgressKind.UPDATE:
        ActionPoint.objects.filter(pk=point.pk).update(closed_at=at if kind in CLOSING else None)
    record(actor=by, action=AuditAction.CHANGED, kind="action_point", object_id=point.pk, at=at, progress=kind)
    return progress


def _check(point: ActionPoint, kind: ProgressKind, body: str) -> None:
    if (kind is ProgressKind.REOPENED) != (point.closed_at is not None):
        raise ValidationError({"kind": "This action point has been opened or closed meanwhile."})
    if not body.strip():
        raise ValidationError({"body": "Write what was done, or why it is no longer needed."})
