"""How does a manager read a signed record that is closed for them? By asking, with a reason and a second manager."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.carrying import filled
from supervision.formpack.password import is_confirmed
from supervision.opening_policy import check_ask_to_open, check_decide, check_open, check_review
from supervision.opening_vocabulary import OpeningDecision, OpeningFinding
from supervision.policy import Denied, Part, allowed
from supervision.sessions import opening_queries, queries
from supervision.sessions.models import RecordOpening, SupervisionSession
from supervision.sessions.services import openings
from supervision.vocabulary import AuditAction

from .opening_forms import AskToOpenForm, DecideForm, MonthForm, ReviewForm, WhoseForm
from .views import manager_of

PAGE = 50


@require_safe
def openings_of_month(request: HttpRequest) -> HttpResponse:
    """What waits for a second manager, and every opening of a month within the manager's reach."""
    manager, now = manager_of(request), timezone.now()
    form = MonthForm(request.GET or None, today=timezone.localdate(now))
    page = Paginator(opening_queries.of_month(manager, form.first_day()), PAGE).get_page(request.GET.get("page"))
    waiting = list(opening_queries.waiting_for(manager))
    context = {"form": form, "page": page, "waiting": waiting, "now": now, "today": timezone.localdate(now)}
    return render(request, "managers/openings.html", context)


@require_safe
def choose_record(request: HttpRequest) -> HttpResponse:
    """Whose record, and which: by kind and day, without a word of it."""
    manager = manager_of(request)
    form = WhoseForm(request.GET or None, manager=manager, today=timezone.localdate())
    whose = form.cleaned_data["person"] if form.is_valid() else None
    page = Paginator(opening_queries.signed_records_of(manager, whose), PAGE).get_page(request.GET.get("page"))
    return render(request, "managers/choose_record.html", {"form": form, "whose": whose, "page": page})


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def ask_to_open(request: HttpRequest, record_id: UUID) -> HttpResponse:
    manager = manager_of(request)
    try:
        record, standing = queries.get_record(manager, record_id, on=timezone.localdate(), part=Part.METADATA)
    except SupervisionSession.DoesNotExist:
        raise Http404 from None
    check_ask_to_open(standing)
    form = filled(request, AskToOpenForm(request.POST or None))
    sent = request.method == "POST" and form.is_valid() and form.is_looked_at()
    if sent and (opening := _asked(form, record, manager)):
        return redirect("managers:opening", opening.pk)
    context = {"form": form, "record": record, "has_errors": bool(form.errors)}
    return render(request, "managers/ask_to_open.html", context, status=422 if form.errors else 200)


def _asked(form: AskToOpenForm, record: SupervisionSession, manager: Person) -> RecordOpening | None:
    given = form.cleaned_data
    if not is_confirmed(form, manager):
        return None
    try:
        return openings.ask(
            supervision_session=record, reason=given["reason"], is_at_risk=given["at_risk"] == "yes",
            key=given["key"], by=manager, at=timezone.now(),
        )  # fmt: skip
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return None


def _load(request: HttpRequest, opening_id: UUID) -> tuple[RecordOpening, Person]:
    manager = manager_of(request)
    try:
        return opening_queries.get_opening(manager, opening_id), manager
    except RecordOpening.DoesNotExist:
        raise Http404 from None


@never_cache
@require_safe
def opening(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    """One request: why, how far it has come, and what this manager can do about it."""
    one, manager = _load(request, opening_id)
    audit(actor=manager, action=AuditAction.READ, kind=openings.KIND, object_id=one.pk)
    return render(request, "managers/opening.html", _context(one, manager, timezone.now()))


def _context(one: RecordOpening, manager: Person, now: datetime) -> dict[str, Any]:
    asked = opening_queries.standing_to(manager, one)
    return {
        "one": one,
        "record": one.supervision_session,
        "now": now,
        "may_open": allowed(check_open, asked, now),
        "reads_now": asked.is_own and one.closes_at is not None and now < one.closes_at,
        "decide": DecideForm() if allowed(check_decide, asked) else None,
        "review": ReviewForm() if allowed(check_review, asked) else None,
    }


@require_POST
def decide(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    one, manager = _load(request, opening_id)
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _again(request, one, manager, decide=form)
    if not _said_before(one.decided_by_id, one.decision, manager, form.cleaned_data["decision"]):
        decision = OpeningDecision(form.cleaned_data["decision"])
        openings.decide(opening=one, decision=decision, by=manager, at=timezone.now())
        messages.success(request, f"{one.asked_by.name} is told what you decided.")
    return redirect("managers:opening", one.pk)


@require_POST
def review(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    one, manager = _load(request, opening_id)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return _again(request, one, manager, review=form)
    if not _said_before(one.reviewed_by_id, one.finding, manager, form.cleaned_data["finding"]):
        finding = OpeningFinding(form.cleaned_data["finding"])
        openings.review(opening=one, finding=finding, by=manager, at=timezone.now())
        messages.success(request, "Your review is kept with the request.")
    return redirect("managers:opening", one.pk)


def _said_before(by_id: int | None, said: str, manager: Person, now_said: str) -> bool:
    """Whether the button was pressed twice."""
    return by_id == manager.pk and said == now_said


def _again(request: HttpRequest, one: RecordOpening, manager: Person, **forms: Any) -> HttpResponse:
    """The page with what was missing; whoever may not answer at all is told so."""
    context = _context(one, manager, timezone.now())
    for name in forms:
        if context[name] is None:
            raise Denied("There is nothing for you to say about this request.")
    return render(request, "managers/opening.html", context | forms | {"has_errors": True}, status=422)


@require_POST
def open_now(request: HttpRequest, opening_id: UUID) -> HttpResponse:
    one, manager = _load(request, opening_id)
    if not (one.opened_at and one.asked_by_id == manager.pk):  # pressed twice
        openings.open_now(opening=one, by=manager, at=timezone.now())
    return redirect("records:opened", one.supervision_session_id)
