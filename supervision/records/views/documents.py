"""How is a record taken away on paper? As a tagged PDF, and the download is on the trail."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supervision.audit.services import record as audit
from supervision.documents import pdf as documents
from supervision.policy import Denied
from supervision.records import reading
from supervision.records.loading import load, person_of
from supervision.rules.record_states import EDITABLE
from supervision.times import long_day, moment
from supervision.vocabulary import AuditAction


@never_cache
@require_safe
def pdf(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    if record.state in EDITABLE and not record.content_version:
        raise Denied("A draft cannot be downloaded before it has been sent.")
    person = person_of(request)
    title = f"{record.kind.name} on {long_day(record.held_on)}"
    context = reading.page(record, person, standing) | {"title": title, "made": moment(timezone.now()), "by": person}
    context["agenda"] = [item for item in context["agenda"] if item.is_shared]  # a paper is passed on
    try:
        html, name = render_to_string("records/document.html", context), f"supervision-{record.held_on}.pdf"
        response = documents.as_file(html, title=title, name=name)
    except (documents.DocumentUnavailable, documents.DocumentTooSlow) as error:
        messages.warning(request, str(error))
        return redirect("records:show", record.pk)
    audit(actor=person, action=AuditAction.DOWNLOADED, kind="record", object_id=record.pk)
    return response
