"""How is a record started, or a session recorded as not held?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.records.forms import NotHeldForm, StartForm
from supervision.records.loading import load_arrangement, person_of
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.planned_queries import to_record
from supervision.sessions.services import records
from supervision.vocabulary import NotHeldBy, NotHeldReason


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement = load_arrangement(request, arrangement_id)
    initial = _as_booked(request, arrangement)
    form = filled(request, StartForm(request.POST or None, today=timezone.localdate(), initial=initial))
    if request.method == "POST" and form.is_valid():
        try:
            record = records.start(
                arrangement=arrangement,
                kind_id=form.cleaned_data["kind"].pk,
                template_version=form.cleaned_data["template"].versions.first(),
                held_on=form.cleaned_data["held_on"],
                start_key=form.cleaned_data["start_key"],
                by=person_of(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("records:edit", record.pk)
    return _page(request, "records/start.html", arrangement, form)


@require_http_methods(["GET", "POST"])
def not_held(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement = load_arrangement(request, arrangement_id)
    offered = _as_booked(request, arrangement, on="planned_on")
    form = filled(request, NotHeldForm(request.POST or None, today=timezone.localdate(), initial=offered))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        try:
            record = records.record_not_held(
                arrangement=arrangement,
                kind_id=form.cleaned_data["kind"].pk,
                planned_on=form.cleaned_data["planned_on"],
                not_held_by=NotHeldBy(form.cleaned_data["not_held_by"]),
                reason=NotHeldReason(form.cleaned_data["reason"]),
                explanation=form.cleaned_data["explanation"],
                start_key=form.cleaned_data["start_key"],
                by=person_of(request),
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "You recorded that this session did not happen.")
            return redirect("records:show", record.pk)
    return _page(request, "records/not_held.html", arrangement, form)


def _as_booked(request: HttpRequest, arrangement: SupervisionArrangement, on: str = "held_on") -> dict[str, Any]:
    """The day and the kind of the session that was booked, as the first values of the form."""
    if request.method == "POST":
        return {}
    planned = to_record(arrangement, on=timezone.localdate())
    return {on: timezone.localdate(planned.starts_at), "kind": planned.kind_id} if planned else {}


def _page(
    request: HttpRequest, template: str, arrangement: SupervisionArrangement, form: StartForm | NotHeldForm
) -> HttpResponse:
    person = person_of(request)
    mine = arrangement.practitioner_id == person.pk
    other = arrangement.supervisor if mine else arrangement.practitioner
    has_errors = bool(form.errors)
    context = {"arrangement": arrangement, "form": form, "other": other, "has_errors": has_errors}
    return render(request, template, context, status=422 if has_errors else 200)
