"""How is a clinic planned: its day, a slot for each case, and what those who come to it are given to read?"""

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
from supervision.gathering_policy import (
    GatheringStanding,
    check_open_slot,
    check_prepare_slot,
    check_start_gathering,
    check_write_gathering,
)
from supervision.gathering_vocabulary import GatheringKind
from supervision.gatherings.forms.clinics import PackForm, PlanForm, SlotForm
from supervision.gatherings.loading import done_once, load_clinic, load_slot, note_read, person_of, put
from supervision.policy import allowed
from supervision.sessions import clinic_queries
from supervision.sessions.models import ClinicSlot, SupervisionSession
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


def _open(
    request: HttpRequest, gathering_id: UUID, slot_id: UUID
) -> tuple[SupervisionSession, GatheringStanding, ClinicSlot, bool]:
    """A slot, for its lead and the facilitator."""
    record, standing = load_clinic(request, gathering_id)
    slot = load_slot(record, slot_id)
    is_lead = clinic_queries.leads(person_of(request), slot)
    check_open_slot(standing, is_lead=is_lead)
    return record, standing, slot, is_lead


@never_cache
@form_page
@sensitive_post_parameters()
def pack(request: HttpRequest, gathering_id: UUID, slot_id: UUID) -> HttpResponse:
    record, standing, slot, is_lead = _open(request, gathering_id, slot_id)
    notes = clinic_queries.notes_to_choose_from(person_of(request), slot, on=timezone.localdate())
    form = filled(request, PackForm(request.POST or None, notes=notes))
    if request.method == "POST":
        check_prepare_slot(standing, is_lead=is_lead)
        if form.is_valid() and form.is_looked_at(*form.whole()):
            given: dict[str, Any] = {"slot": slot, "body": form.chosen(), "key": form.cleaned_data["key"]}
            given |= {"by": person_of(request), "at": timezone.now()}
            if done_once(form, "key", lambda: clinics.add_to_pack(**given)):
                messages.success(request, "The extract is added.")
                return redirect("gatherings:pack", record.pk, slot.pk)
    note_read(request, record)
    may_prepare = allowed(lambda: check_prepare_slot(standing, is_lead=is_lead))
    items = list(clinic_queries.pack_of(slot))
    return put(request, "gatherings/pack.html", form, record=record, slot=slot, items=items, may_prepare=may_prepare)


@require_POST
def take(request: HttpRequest, gathering_id: UUID, slot_id: UUID, extract_id: UUID) -> HttpResponse:
    record, standing, slot, is_lead = _open(request, gathering_id, slot_id)
    check_prepare_slot(standing, is_lead=is_lead)
    clinics.take_from_pack(slot=slot, item_id=extract_id, by=person_of(request), at=timezone.now())
    messages.success(request, "The extract is taken out.")
    return redirect("gatherings:pack", record.pk, slot.pk)
