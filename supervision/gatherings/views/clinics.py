"""How is a clinic planned: its day, and a slot for each case?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.queries import roles_of
from supervision.carrying import filled
from supervision.gathering_policy import check_start_gathering, check_write_gathering
from supervision.gathering_vocabulary import GatheringKind
from supervision.gatherings.forms.clinics import PlanForm, SlotForm
from supervision.gatherings.loading import done_once, load_clinic, load_slot, person_of, put
from supervision.sessions import clinic_queries
from supervision.sessions.services import clinics

form_page = require_http_methods(["GET", "POST"])


@never_cache
@form_page
def plan(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    check_start_gathering(roles_of(person), GatheringKind.CLINIC)
    form = filled(request, PlanForm(request.POST or None, by=person))
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("held_on", "starts", "venue", "start_key")}
        invited = [*form.cleaned_data["invited"], *form.cleaned_data["others"]]
        now: dict[str, Any] = {"by": person, "at": timezone.now()}
        if record := done_once(form, "start_key", lambda: clinics.plan(invited=invited, **given, **now)):
            return redirect("gatherings:show", record.pk)
    return put(request, "gatherings/plan.html", form)


@never_cache
@form_page
@sensitive_post_parameters()
def add_slot(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load_clinic(request, gathering_id)
    check_write_gathering(standing)
    cases = clinic_queries.cases_for_a_slot(person_of(request), record, on=timezone.localdate())
    form = filled(request, SlotForm(request.POST or None, cases=cases))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        clinics.add_slot(supervision_session=record, **form.cleaned_data, by=person_of(request), at=timezone.now())
        messages.success(request, "The case is added.")
        return redirect("gatherings:show", record.pk)
    return put(request, "gatherings/form.html", form, record=record, title="Add a case", button="Add this case")


@require_POST
def remove_slot(request: HttpRequest, gathering_id: UUID, slot_id: UUID) -> HttpResponse:
    record, standing = load_clinic(request, gathering_id)
    check_write_gathering(standing)
    try:
        clinics.remove_slot(slot=load_slot(record, slot_id), by=person_of(request), at=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, "The case is taken out.")
    return redirect("gatherings:show", record.pk)
