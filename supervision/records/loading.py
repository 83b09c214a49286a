"""How does a page get its record? Not visible is 404; visible but not open is 403, by Denied."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.models import Person
from accounts.signed_in import person_of as person_of
from supervision.audit.services import record as audit
from supervision.policy import Denied, Part, Standing
from supervision.sessions import queries
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import AuditAction


@transaction.atomic
def load(
    request: HttpRequest,
    record_id: UUID,
    part: Part = Part.CONTENT,
    *,
    reads: bool = False,
    ahead: datetime | None = None,
    naming: bool = False,
) -> tuple[SupervisionSession, Standing]:
    """The record, and how the person stands to it. `reads` puts the opening on the trail; the rest as in queries."""
    person = person_of(request)
    try:
        record, standing = queries.get_record(
            person, record_id, on=timezone.localdate(), part=part, ahead=ahead, naming=naming
        )
    except SupervisionSession.DoesNotExist:
        raise Http404 from None
    request.nothing_carried = not record.has_carried  # type: ignore[attr-defined]
    if reads:
        audit(actor=person, action=AuditAction.READ, kind="record", object_id=record.pk)
    return record, standing


def note_read(person: Person, page: str, object_id: object, rows: Iterable[Model] = ()) -> None:
    """One row on the trail for a page that showed what somebody wrote, listing the ids of what it showed."""
    audit(actor=person, action=AuditAction.READ, kind=page, object_id=object_id, ids=[str(row.pk) for row in rows])


def load_arrangement(request: HttpRequest, arrangement_id: int) -> SupervisionArrangement:
    """One's own arrangement. Whoever covers it knows of it, and works in their own: Denied."""
    person = person_of(request)
    try:
        return queries.get_arrangement(person, arrangement_id)
    except SupervisionArrangement.DoesNotExist:
        if queries.covers_arrangement(person, arrangement_id, on=timezone.localdate()):
            raise Denied("Only the two people in an arrangement can do this. Begin from your own cover.") from None
        raise Http404 from None


def load_shared_arrangement(request: HttpRequest, arrangement_id: int) -> SupervisionArrangement:
    """The arrangement whose agenda and agreement this person shares, with a cover's leading to the lead one."""
    try:
        return queries.get_shared_arrangement(person_of(request), arrangement_id, on=timezone.localdate())
    except SupervisionArrangement.DoesNotExist:
        raise Http404 from None
