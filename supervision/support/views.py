"""Which requests for support concern somebody, what does one say, and how is one asked?"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.queries import roles_of
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.carrying import filled
from supervision.casenotes.models import Case
from supervision.casenotes.queries import Supervised
from supervision.casenotes.queries import visible_to as cases_of
from supervision.policy import allowed
from supervision.sessions.models import SupervisionSession
from supervision.sessions.queries import LIVE
from supervision.sessions.queries import visible_to as records_of
from supervision.support_policy import (
    SupportRelation,
    check_ask_support,
    check_read_support,
    check_support_step,
)
from supervision.support_vocabulary import SupportKind, SupportState, SupportStep
from supervision.vocabulary import AuditAction, Role

from . import queries, services
from .forms import AskForm
from .models import SupportRequest

READERS = (
    "Read by whom you ask, and by whoever they pass it on to. Whoever leads or covers your supervision sees that you "
    "asked, for what and how it goes. Managers see only that a request waits. A court can ask for it"
)


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What this person asked, what waits for them, and what waits among those they supervise."""
    person, today = person_of(request), timezone.localdate()
    supervises = Role.SUPERVISOR in roles_of(person)
    inbox = list(queries.inbox_of(person, on=today)) if supervises else []
    context = {
        "asked": list(queries.asked_by(person)[: queries.MOST_SHOWN]),
        "inbox": inbox,
        "held": list(queries.held_by(person)[: queries.MOST_SHOWN]) if supervises else [],
        "team": [one for one in queries.waiting_for(person, on=today) if one not in inbox] if supervises else [],
        "supervises": supervises,
        "may_ask": allowed(check_ask_support, roles_of(person)),
    }
    return render(request, "support/requests.html", context)


def load(request: HttpRequest, support_id: UUID) -> tuple[SupportRequest, frozenset[SupportRelation], Person]:
    """The request, how the person stands to it, and the person. Not visible is 404."""
    person = person_of(request)
    try:
        found, relations = queries.get_request(person, support_id, on=timezone.localdate())
    except SupportRequest.DoesNotExist:
        raise Http404 from None
    return found, relations, person


@never_cache
@require_safe
def show(request: HttpRequest, support_id: UUID) -> HttpResponse:
    """Its words for those who read them; for the supervisor of whoever asked, how far it has come."""
    found, relations, person = load(request, support_id)
    reads, state = allowed(check_read_support, relations), SupportState(found.state)
    if reads:
        audit(actor=person, action=AuditAction.READ, kind="support", object_id=found.pk)
    context = {
        "one": found,
        "is_own": SupportRelation.REQUESTER in relations,
        "reads": reads,
        "events": list(queries.events_of(found)) if reads else [],
        "may": {
            step.name: allowed(check_support_step, step, relations, state)
            for step in SupportStep
            if step is not SupportStep.ASK
        },
    }
    return render(request, "support/show.html", context)


@dataclass(frozen=True)
class Origin:
    """What led to a request: a session of one's own, or a case that one works with, or neither."""

    record: SupervisionSession | None = None
    case: Case | None = None


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def ask(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    check_ask_support(roles_of(person))
    origin = _origin(request, person)
    low = queries.low_areas(person, origin.record.pk) if origin.record else []
    form = AskForm(
        request.POST or None, by=person, specialists=list(queries.specialists(on=today)), readers=READERS,
        initial={"domains": low},
    )  # fmt: skip
    form = filled(request, form)
    looked_at = request.method == "POST" and form.is_valid() and form.is_looked_at()
    if looked_at and (asked := _asked(form, origin, person)):
        messages.success(request, "Your request is sent. You can see here how it moves on.")
        return redirect("support:show", asked.pk)
    before = queries.from_record(person, origin.record.pk) if origin.record else None
    context = {"form": form, "origin": origin, "before": before, "has_errors": bool(form.errors)}
    return render(request, "support/ask.html", context, status=422 if form.errors else 200)


def _origin(request: HttpRequest, person: Person) -> Origin:
    """What the address names; 404 for what is not the person's own."""
    today = timezone.localdate()
    record_id, case_id = (_id(request.GET.get(name, "")) for name in ("record", "case"))
    own = records_of(person, on=today).filter(Q(practitioner=person), state__in=LIVE)
    cases = cases_of(person, on=today, supervised=Supervised())
    origin = Origin(
        record=own.filter(pk=record_id).first() if record_id else None,
        case=cases.filter(pk=case_id).first() if case_id else None,
    )
    if (record_id and not origin.record) or (case_id and not origin.case):
        raise Http404
    return origin


def _id(text: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def _asked(form: AskForm, origin: Origin, person: Person) -> SupportRequest | None:
    given: dict[str, Any] = form.cleaned_data
    wanted = services.Wanted(
        kind=SupportKind(given["kind"]), is_urgent=given["urgent"] == "yes", to=given["to"], why=given["why"],
        domain_ids=[domain.pk for domain in given["domains"]], record=origin.record, case=origin.case,
    )  # fmt: skip
    try:
        return services.ask(wanted=wanted, key=given["key"], by=person, at=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
