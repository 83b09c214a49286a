"""What does a record page show? What was written, the signatures, and its history."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Person
from supervision.policy import Part, allowed, check_private_note, check_read, check_step, check_write_draft
from supervision.records import keeping, reading
from supervision.records.booking import book_next
from supervision.records.loading import load, note_read, person_of
from supervision.rules.confidence import LOW
from supervision.sessions.models import SupervisionSession
from supervision.sessions.outlook_queries import outlook_after
from supervision.sessions.rating_queries import rated_in
from supervision.vocabulary import RecordState, RecordStep

FOLLOWED = {RecordState.SENT, RecordState.RETURNED, RecordState.LOCKED, RecordState.NOT_HELD}


@never_cache
@require_safe
def show(request: HttpRequest, record_id: UUID) -> HttpResponse:
    now = timezone.now()
    record, standing = load(request, record_id, Part.METADATA, ahead=now)
    if allowed(check_write_draft, standing) and not record.content_version:
        return redirect("records:edit", record.pk)
    if not allowed(check_read, Part.CONTENT, standing) and allowed(check_read, Part.HISTORY, standing):
        return render(request, "records/draft_elsewhere.html", {"record": record})
    check_read(Part.CONTENT, standing)
    person = person_of(request)
    note_read(person, "record", record.pk)
    context = reading.page(record, person, standing) | {
        "may": {step.name: allowed(check_step, step, standing) for step in RecordStep},
        "may_edit": allowed(check_write_draft, standing),
        "may_note": allowed(check_private_note, standing),
        "kept": keeping.kept_of(record, person),
        "offers_support": _offers_support(record, person),
        "today": timezone.localdate(),
    }
    if context["is_party"] and record.state in FOLLOWED:
        context |= book_next(outlook_after(record, at=now))
    return render(request, "records/show.html", context)


def _offers_support(record: SupervisionSession, person: Person) -> bool:
    """After low ratings of their own, the practitioner is offered to ask for support."""
    own = [rating["score"] for rating in rated_in(record) if rating["who"] == person.pk]
    return record.practitioner_id == person.pk and any(score and score <= LOW for score in own)
