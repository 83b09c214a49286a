"""How is a step of a record noted? In its own history and on the trail, with its row locked."""

from datetime import datetime

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.vocabulary import AuditAction, RecordStep

from ..models import RecordEvent, SupervisionSession


def lock_row(record: SupervisionSession) -> SupervisionSession:
    return SupervisionSession.every.select_for_update().get(pk=record.pk)


def was_last(record: SupervisionSession, step: RecordStep, *, by: Person) -> bool:
    """Whether this person did just this last: a button pressed twice has nothing left to do."""
    last = record.events.last()
    return last is not None and (last.step, last.by_id) == (step, by.pk)


def add_event(record: SupervisionSession, step: RecordStep, *, by: Person, at: datetime, comment: str = "") -> None:
    """Put a step into the record's history and on the audit trail."""
    RecordEvent.objects.create(supervision_session=record, step=step, by=by, at=at, comment=comment)
    audit(
        actor=by, action=AuditAction.STEPPED, kind="record", object_id=record.pk, at=at,
        step=step, state=record.state, version=record.content_version,
    )  # fmt: skip
