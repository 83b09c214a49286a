"""How is the record of a group or a clinic taken away on paper? As far as its reader reads it, and on the trail.

Nobody's own part is in it, not even the reader's: a paper is passed on.
"""

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
from supervision.gatherings import reading
from supervision.gatherings.loading import load, person_of
from supervision.policy import Denied, Part
from supervision.times import long_day, moment
from supervision.vocabulary import AuditAction


@never_cache
@require_safe
def pdf(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id, Part.CONTENT)
    if not record.content_version:
        raise Denied("A draft cannot be downloaded before it has been signed.")
    person, about = person_of(request), reading.about(record, standing)
    cases = reading.cases_of(record, person, standing)
    content = reading.content(record, reading.written(record, about), person, cases)
    title = f"{record.kind.name} on {long_day(record.held_on)}"
    context = about | content | {"title": title, "made": moment(timezone.now()), "by": person, "on_paper": True}
    try:
        html, name = render_to_string("gatherings/document.html", context), f"{record.kind_id}-{record.held_on}.pdf"
        response = documents.as_file(html, title=title, name=name)
    except (documents.DocumentUnavailable, documents.DocumentTooSlow) as error:
        messages.warning(request, str(error))
        return redirect("gatherings:show", record.pk)
    audit(actor=person, action=AuditAction.DOWNLOADED, kind="gathering", object_id=record.pk)
    return response
