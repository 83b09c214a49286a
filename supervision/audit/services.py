"""How is an act put on the trail? In the transaction of the act itself."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from supervision.vocabulary import AuditAction

from .models import AuditEvent

if TYPE_CHECKING:
    from accounts.models import Person

EDIT_WINDOW = timedelta(minutes=10)


def record(
    *,
    actor: "Person | None",
    action: AuditAction,
    kind: str,
    object_id: object = "",
    at: datetime | None = None,
    **detail: Any,
) -> AuditEvent:
    """Add one row. `detail` takes ids, counts and states only."""
    return AuditEvent.objects.create(
        actor=actor,
        action=action,
        kind=kind,
        object_id=str(object_id),
        at=at or timezone.now(),
        detail=detail,
    )


def record_edit(*, actor: "Person", kind: str, object_id: object, at: datetime) -> None:
    """Add an "edited" row unless this person's last one for this object is under ten minutes old.

    Autosaving would otherwise bury the trail under one row for every pause in typing.
    """
    recent = AuditEvent.objects.filter(
        actor=actor,
        action=AuditAction.EDITED,
        kind=kind,
        object_id=str(object_id),
        at__gt=at - EDIT_WINDOW,
    )
    if not recent.exists():
        record(actor=actor, action=AuditAction.EDITED, kind=kind, object_id=object_id, at=at)
