"""Who opened what in the demonstration? The two of a session open its record once more after they signed."""

from datetime import date, datetime, timedelta

from supervision.audit.services import record as audit
from supervision.sessions.models import SupervisionSession
from supervision.vocabulary import AuditAction, RecordState

LATELY = timedelta(days=28)


def open_records(today: date, now: datetime) -> None:
    signed = SupervisionSession.objects.filter(state=RecordState.LOCKED, locked_at__date__gte=today - LATELY)
    for record in signed.select_related("practitioner", "supervisor").order_by("locked_at", "pk"):
        assert record.locked_at is not None
        for person, later in ((record.supervisor, 2), (record.practitioner, 5)):
            at = min(now, record.locked_at + timedelta(hours=later))
            audit(actor=person, action=AuditAction.READ, kind="record", object_id=record.pk, at=at)
