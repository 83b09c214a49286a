"""What does the page of a gathering show? What was said, for those who came; that it took place, for the others."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supervision.gatherings import reading
from supervision.gatherings.keeping import kept_in
from supervision.gatherings.loading import load, note_read, person_of
from supervision.sessions.services.gathering_sign_off import missing_in


@never_cache
@require_safe
def show(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    context = reading.about(record, standing) | {"tag": reading.tag(record)}
    person = person_of(request)
    cases = reading.cases_of(record, person, standing)
    if context["reads"]:
        written = reading.written(record, context)
        context |= reading.content(record, written, person, cases)
        if context["may_write"]:
            context["missing"] = missing_in(record, written, on=timezone.localdate(), cases=cases)
        if record.supervisor_id == person.pk:
            context["kept"] = kept_in(record, person)
        note_read(request, record)
    if cases:
        context |= reading.clinic(record, cases, standing)
    return render(request, "gatherings/show.html", context)
