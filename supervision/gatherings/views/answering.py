"""How does the facilitator sign and send the record, and how does each who came answer it?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.formpack.password import is_confirmed
from supervision.gathering_policy import (
    GatheringRelation,
    GatheringStanding,
    check_gathering_step,
    check_read_gathering,
)
from supervision.gathering_vocabulary import AttendeeResponse
from supervision.gatherings import reading
from supervision.gatherings.forms import ConfirmForm, SendForm
from supervision.gatherings.loading import load, note_read, person_of, put
from supervision.policy import Part
from supervision.sessions.content import as_sent, hash_of
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import gathering_sign_off
from supervision.sessions.services.sign_off import Changed
from supervision.vocabulary import RecordState, RecordStep

SENT = {RecordState.SENT, RecordState.LOCKED}
form_page = require_http_methods(["GET", "POST"])


def _page(
    request: HttpRequest, record: SupervisionSession, standing: GatheringStanding, form: Form, **words: object
) -> HttpResponse:
    """The whole record, with the form under it: nobody signs what they have not before them."""
    about = reading.about(record, standing)
    note_read(request, record)
    person = person_of(request)
    cases = reading.cases_of(record, person, standing)
    content = reading.content(record, reading.written(record, about), person, cases)
    return put(request, "gatherings/sign.html", form, **about, **content, **words)


@never_cache
@form_page
@sensitive_post_parameters()
def send(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    if request.method == "POST" and GatheringRelation.FACILITATOR in standing.relations and record.state in SENT:
        return redirect("gatherings:show", record.pk)  # the button was pressed twice
    check_gathering_step(RecordStep.SEND, standing)
    form = SendForm(request.POST or None, initial={"shown": hash_of(as_sent(record))})
    if (
        request.method == "POST"
        and form.is_valid()
        and is_confirmed(form, person_of(request))
        and _sent(request, record, form)
    ):
        return redirect("gatherings:show", record.pk)
    return _page(request, record, standing, form, title="Sign and send", button="Sign and send for confirmation",
                 lead="Everybody who came reads this, and confirms it or says what they saw differently.")  # fmt: skip


def _sent(request: HttpRequest, record: SupervisionSession, form: Form) -> bool:
    shown = form.cleaned_data["shown"]
    try:
        gathering_sign_off.send(supervision_session=record, shown=shown, by=person_of(request), at=timezone.now())
    except Changed as changed:
        form.add_error(None, str(changed))
        form.data = again = request.POST.copy()
        again["shown"] = hash_of(as_sent(record))
        return False
    except ValidationError as missing:
        form.add_error(None, missing)
        return False
    messages.success(request, "You signed this record. Those who came are asked to confirm it.")
    return True


@never_cache
@form_page
@sensitive_post_parameters()
def confirm(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    form = ConfirmForm(request.POST or None, initial={"shown_version": record.content_version})
    if request.method == "POST" and _has_answered(request, record, form):
        return redirect("gatherings:show", record.pk)
    check_read_gathering(Part.CONTENT, standing)
    check_gathering_step(RecordStep.SIGN, standing)
    form = filled(request, form)
    is_whole = request.method == "POST" and form.is_valid() and form.is_looked_at()
    if is_whole and is_confirmed(form, person_of(request)) and _answered(request, record, form):
        return redirect("gatherings:show", record.pk)
    return _page(request, record, standing, form, title="Read and confirm", button="Give your answer",
                 lead="When everybody who came has answered, the record is locked.")  # fmt: skip


def _has_answered(request: HttpRequest, record: SupervisionSession, form: ConfirmForm) -> bool:
    """Whether this form has been answered: the button was pressed twice."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    return gathering_sign_off.has_answered(
        record, person_of(request), version=given["shown_version"], response=AttendeeResponse(given["response"]),
        statement=given["statement"],
    )  # fmt: skip


def _answered(request: HttpRequest, record: SupervisionSession, form: ConfirmForm) -> bool:
    given = form.cleaned_data
    try:
        record = gathering_sign_off.confirm(
            supervision_session=record, response=AttendeeResponse(given["response"]), statement=given["statement"],
            shown_version=given["shown_version"], by=person_of(request), at=timezone.now(),
        )  # fmt: skip
    except Changed as changed:
        form.add_error(None, str(changed))
        form.data = again = request.POST.copy()
        again["shown_version"] = str(record.content_version)
        return False
    locked = " Everybody has answered, and it is now locked." if record.locked_at else ""
    messages.success(request, f"Thank you. Your answer stands with the record.{locked}")
    return True
