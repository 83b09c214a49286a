"""How is the record of a group taken back, locked, discarded, struck through or added to?"""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.gathering_policy import GatheringRelation, check_gathering_step
from supervision.gatherings.forms import AddendumForm, ReasonForm
from supervision.gatherings.loading import load, person_of, put
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import gathering_sign_off, gatherings
from supervision.vocabulary import RecordState, RecordStep

form_page = require_http_methods(["GET", "POST"])


# The state in which a second press of the button finds what the first has done.
DONE = {RecordStep.TAKE_BACK: RecordState.RETURNED, RecordStep.LOCK: RecordState.LOCKED}


def _load(request: HttpRequest, gathering_id: UUID, step: RecordStep) -> SupervisionSession:
    record, standing = load(request, gathering_id)
    check_gathering_step(step, standing)
    return record


def _is_done(request: HttpRequest, gathering_id: UUID, step: RecordStep) -> bool:
    """Whether the facilitator's button was pressed twice."""
    record, standing = load(request, gathering_id)
    by_facilitator = GatheringRelation.FACILITATOR in standing.relations
    return request.method == "POST" and by_facilitator and record.state == DONE[step]


def _ask(request: HttpRequest, record: SupervisionSession, form: Form, title: str, **words: object) -> HttpResponse:
    return put(request, "gatherings/form.html", form, record=record, title=title, **{"button": title, **words})


@form_page
def take_back(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    if _is_done(request, gathering_id, RecordStep.TAKE_BACK):
        return redirect("gatherings:show", gathering_id)
    record = _load(request, gathering_id, RecordStep.TAKE_BACK)
    if request.method == "POST":
        gathering_sign_off.take_back(supervision_session=record, by=person_of(request), at=timezone.now())
        return redirect("gatherings:show", record.pk)
    lead = "What was signed and answered is set aside: you sign again, and everybody who came is asked again."
    return _ask(request, record, Form(), "Take it back to change it", lead=lead)


@form_page
def lock(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    if _is_done(request, gathering_id, RecordStep.LOCK):
        return redirect("gatherings:show", gathering_id)
    record = _load(request, gathering_id, RecordStep.LOCK)
    if request.method == "POST":
        gathering_sign_off.lock(supervision_session=record, by=person_of(request), at=timezone.now())
        messages.success(request, "The record is locked.")
        return redirect("gatherings:show", record.pk)
    lead = "It is not changed after that. Its history says who had not answered."
    return _ask(request, record, Form(), "Lock this record", lead=lead)


@form_page
def discard(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record = _load(request, gathering_id, RecordStep.DISCARD)
    if request.method == "POST":
        gatherings.discard(supervision_session=record, by=person_of(request), at=timezone.now())
        messages.success(request, "The draft has been discarded.")
        return redirect("gatherings:gatherings")
    lead = "Everything written in it, your private note too, is deleted and cannot be brought back."
    return _ask(request, record, Form(), "Discard this draft", lead=lead, is_warning=True)


@form_page
def strike(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record = _load(request, gathering_id, RecordStep.STRIKE)
    form = filled(request, ReasonForm(request.POST or None))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        gathering_sign_off.strike(
            supervision_session=record, reason=form.cleaned_data["text"], by=person_of(request), at=timezone.now()
        )
        return redirect("gatherings:show", record.pk)
    lead = "The record stays readable, is shown as struck through, and no time is credited from it."
    return _ask(request, record, form, "Mark as entered in error", lead=lead, is_warning=True)


@form_page
def addendum(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record = _load(request, gathering_id, RecordStep.ADDENDUM)
    form = filled(request, AddendumForm(request.POST or None))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        gathering_sign_off.add_addendum(
            supervision_session=record, **form.cleaned_data, by=person_of(request), at=timezone.now()
        )
        return redirect("gatherings:show", record.pk)
    lead = "The record itself does not change. What you add stands beside it with your name, the time and the reason."
    return _ask(request, record, form, "Add to this record", lead=lead)
