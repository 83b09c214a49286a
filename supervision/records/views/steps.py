"""How do the two people move a record on: sign, return, comment, take back, add, strike through?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.formpack.password import is_confirmed
from supervision.formpack.ratings import feelings_in, ratings_in
from supervision.policy import check_rate_beside, check_step
from supervision.records import reading
from supervision.records.forms import AddendumForm, CommentForm, RatingsForm, SignForm, StrikeForm
from supervision.records.loading import load, note_read, person_of
from supervision.sessions.models import ConfidenceDomain, SupervisionSession
from supervision.sessions.queries import version_now
from supervision.sessions.services import records, sign_off
from supervision.sessions.services.history import was_last
from supervision.vocabulary import Party, RecordStep, SignatureResponse

form_page = require_http_methods(["GET", "POST"])


def _ask(
    request: HttpRequest, record: SupervisionSession, form: Form, template: str = "records/step.html", **words: object
) -> HttpResponse:
    context = {"record": record, "form": form, "has_errors": bool(form.errors), **words}
    return render(request, template, context, status=422 if form.errors else 200)


@never_cache
@form_page
def sign(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    form = SignForm(request.POST or None, initial={"shown_version": record.content_version})
    if request.method == "POST" and _has_signed(request, record, form):
        return redirect("records:show", record.pk)
    check_step(RecordStep.SIGN, standing)
    form = filled(request, form)
    if request.method == "POST" and form.is_valid() and form.is_looked_at() and _signed(request, record, form):
        return redirect("records:show", record.pk)
    note_read(person_of(request), "record", record.pk)
    context = reading.page(record, person_of(request), standing) | {"form": form, "has_errors": bool(form.errors)}
    return render(request, "records/sign.html", context, status=422 if form.errors else 200)


def _has_signed(request: HttpRequest, record: SupervisionSession, form: SignForm) -> bool:
    """Whether this form has been answered: the button was pressed twice."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    response = SignatureResponse(given["response"])
    return sign_off.has_signed(
        record, person_of(request), version=given["shown_version"], response=response, statement=given["statement"]
    )


def _signed(request: HttpRequest, record: SupervisionSession, form: SignForm) -> bool:
    person, given = person_of(request), form.cleaned_data
    if not is_confirmed(form, person):
        return False
    try:
        record = sign_off.sign(
            supervision_session=record,
            response=SignatureResponse(given["response"]),
            statement=given["statement"],
            shown_version=given["shown_version"],
            by=person,
            at=timezone.now(),
        )
    except sign_off.Changed as changed:
        form.add_error(None, str(changed))
        form.data = again = request.POST.copy()
        again["shown_version"] = str(version_now(record))
        return False
    both = record.signatures.filter(voided_at=None).count() == len(Party)
    locked = f" It is now {'signed by both and ' if both else ''}locked." if record.locked_at else ""
    messages.success(request, f"You signed this record.{locked}")
    return True


def _pressed_twice(request: HttpRequest, record: SupervisionSession, step: RecordStep) -> bool:
    return request.method == "POST" and was_last(record, step, by=person_of(request))


@form_page
def return_for_changes(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    if _pressed_twice(request, record, RecordStep.RETURN):
        return redirect("records:show", record.pk)
    check_step(RecordStep.RETURN, standing)
    form = filled(request, CommentForm(request.POST or None))
    form.fields["text"].label = "What should change?"
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        records.return_for_changes(
            supervision_session=record, text=form.cleaned_data["text"], by=person_of(request), at=timezone.now()
        )
        messages.success(request, f"Returned to {record.writer.name} for changes.")
        return redirect("records:show", record.pk)
    return _ask(request, record, form, title="Return for changes", button="Return for changes",
                lead="Any signature already given is set aside and has to be given again.")  # fmt: skip


@form_page
def comment(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    check_step(RecordStep.COMMENT, standing)
    form = filled(request, CommentForm(request.POST or None))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        records.comment(
            supervision_session=record, text=form.cleaned_data["text"], by=person_of(request), at=timezone.now()
        )
        return redirect("records:show", record.pk)
    return _ask(request, record, form, title="Add a comment", button="Add comment",
                lead="Both of you can read it in the record's history.")  # fmt: skip


@form_page
def take_back(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    if _pressed_twice(request, record, RecordStep.TAKE_BACK):
        return redirect("records:edit", record.pk)
    check_step(RecordStep.TAKE_BACK, standing)
    if request.method == "POST":
        records.take_back(supervision_session=record, by=person_of(request), at=timezone.now())
        return redirect("records:edit", record.pk)
    return _ask(request, record, Form(), title="Take this record back to change it", button="Take back",
                lead="Any signature already given is set aside and has to be given again.")  # fmt: skip


@form_page
def discard(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    check_step(RecordStep.DISCARD, standing)
    if request.method == "POST":
        records.discard(supervision_session=record, by=person_of(request), at=timezone.now())
        messages.success(request, "The draft has been discarded.")
        return redirect("practitioners:home")
    lead = "Everything written in it, your private note too, is deleted and cannot be brought back."
    return _ask(request, record, Form(), title="Discard this draft", button="Discard draft", is_warning=True, lead=lead)


@form_page
def strike(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    if _pressed_twice(request, record, RecordStep.STRIKE):
        return redirect("records:show", record.pk)
    check_step(RecordStep.STRIKE, standing)
    form = filled(request, StrikeForm(request.POST or None))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        records.strike(
            supervision_session=record, reason=form.cleaned_data["text"], by=person_of(request), at=timezone.now()
        )
        return redirect("records:show", record.pk)
    lead = "The record stays readable, is shown as struck through, and counts nowhere."
    title = "Mark as entered in error"
    return _ask(request, record, form, title=title, button=title, is_warning=True, lead=lead)


@form_page
def addendum(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    check_step(RecordStep.ADDENDUM, standing)
    form = filled(request, AddendumForm(request.POST or None))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        sign_off.add_addendum(supervision_session=record, **form.cleaned_data, by=person_of(request), at=timezone.now())
        return redirect("records:show", record.pk)
    lead = "The record itself does not change. What you add stands beside it with your name, the time and the reason."
    return _ask(request, record, form, title="Add to this record", button="Add to the record", lead=lead)


@form_page
def rate(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id)
    check_rate_beside(standing)
    person = person_of(request)
    assert record.template_version is not None
    form = RatingsForm(
        request.POST or None,
        domains=ConfidenceDomain.objects.filter(is_asked=True),
        scale=record.template_version.scale,
        feelings=person.pk == record.practitioner_id,
        initial=_given(record, person.pk),
    )
    form = filled(request, form)
    if request.method == "POST" and form.is_valid():
        try:
            sign_off.rate_beside(
                supervision_session=record,
                ratings=ratings_in(form.cleaned_data),
                feelings=feelings_in(form.cleaned_data),
                by=person,
                at=timezone.now(),
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect("records:show", record.pk)
    return _ask(request, record, form, template="records/rate.html", other=record.writer)


def _given(record: SupervisionSession, person_id: int) -> dict[str, int | str]:
    ratings = record.ratings.filter(rater_id=person_id)
    feelings = record.emotional_ratings.filter(rater_id=person_id)
    return {f"rating_{r.domain_id}": r.score or "not_used" for r in ratings} | {
        f"feeling_{f.item}": f.score for f in feelings
    }
