"""What does a manager read of a record that was opened for them? What was written and signed, and no ratings."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supervision.audit.services import record as audit
from supervision.opening_policy import check_read_opened
from supervision.policy import Part
from supervision.records import reading
from supervision.records.loading import load, person_of
from supervision.sessions import opening_queries
from supervision.vocabulary import AuditAction

# A score is between the two; what somebody put on the agenda is before the session, and not signed.
NOT_OPENED: dict[str, list[str]] = {"areas": [], "feelings": [], "agenda": []}


@never_cache
@require_safe
def opened(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Each reading is on the trail, with the request by which it was open."""
    record, standing = load(request, record_id, Part.METADATA)
    person, now = person_of(request), timezone.now()
    opening = opening_queries.last_of(person, record.pk)
    check_read_opened(opening_queries.standing_to(person, opening) if opening else None, now)
    assert opening is not None
    audit(actor=person, action=AuditAction.READ, kind="record", object_id=record.pk, opening=str(opening.pk))
    context = reading.page(record, person, standing) | NOT_OPENED | {"opening": opening}
    return render(request, "records/opened.html", context)
