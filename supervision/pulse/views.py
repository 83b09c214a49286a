"""What does a manager of the whole organisation do with a pulse? Start it, watch how many answer, read its results."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from accounts.queries import scopes_of
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.policy import check_read_results, check_run_pulse
from supervision.times import long_day
from supervision.vocabulary import AuditAction

from . import queries, services
from .forms import ResultFilter, StartForm
from .models import Pulse
from .words import Matters


def _manager(request: HttpRequest) -> Person:
    person = person_of(request)
    check_run_pulse(manages_all=scopes_of(person).organisation)
    return person


@require_safe
def pulses(request: HttpRequest) -> HttpResponse:
    _manager(request)
    found = list(queries.pulses())
    context = {
        "open": next((pulse for pulse in found if pulse.closed_at is None), None),
        "closed": [pulse for pulse in found if pulse.closed_at],
    }
    return render(request, "pulse/pulses.html", context)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    manager = _manager(request)
    form = StartForm(request.POST or None, initial={"key": uuid.uuid4(), "first": Matters.TEAM})
    if request.method == "POST" and form.is_valid() and (pulse := _started(form, manager)):
        messages.success(request, f"The pulse is open until {long_day(pulse.closes_on)}. The mails are on their way.")
        return redirect("pulse:pulses")
    context = {"form": form, "many": queries.to_be_asked().distinct().count()}
    return render(request, "pulse/start.html", context, status=422 if form.errors else 200)


def _started(form: StartForm, manager: Person) -> Pulse | None:
    said = form.cleaned_data
    try:
        return services.start(
            closes_on=said["closes_on"], first=Matters(said["first"]), key=said["key"], by=manager, at=timezone.now()
        )
    except ValidationError as error:
        form.add_error(None, error)
    return None


@require_POST
def remind(request: HttpRequest, pulse_id: uuid.UUID) -> HttpResponse:
    manager = _manager(request)
    pulse = get_object_or_404(Pulse, pk=pulse_id)
    try:
        many = services.remind(pulse=pulse, by=manager, at=timezone.now())
        messages.success(request, f"{many} {'person is' if many == 1 else 'people are'} reminded by mail.")
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect("pulse:pulses")


@require_safe
def results(request: HttpRequest, pulse_id: uuid.UUID) -> HttpResponse:
    """One group of a closed pulse, beside the pulse before; a group that is not told apart is not found."""
    manager = _manager(request)
    pulse = get_object_or_404(Pulse, pk=pulse_id)
    check_read_results(manages_all=True, is_closed=pulse.closed_at is not None)
    groups = queries.groups_of(pulse)
    form = ResultFilter(request.GET or None, groups=groups)
    if form.is_bound and not form.is_valid():
        raise Http404
    asked_for = form.cleaned_data["group"] if form.is_bound else ""
    group = next((one for one in groups if one[0] == asked_for), queries.WHOLE)
    form.initial = {"group": group[0]}
    asked, answered = queries.asked_and_answered(pulse, group[0])
    audit(actor=manager, action=AuditAction.READ, kind="pulse", object_id=pulse.pk, group=group[0])
    context = {"pulse": pulse, "form": form, "group": group[1], "asked": asked, "answered": answered}
    return render(request, "pulse/results.html", context | _rows(pulse, groups, group[0]))


def _rows(pulse: Pulse, groups: queries.Groups, group: str) -> dict[str, Any]:
    items, before = queries.items(), queries.closed_before(pulse)
    now = queries.results(pulse, groups, items)
    earlier = queries.results(before, queries.groups_of(before), items) if before else {}
    rows = [
        {"item": item, "now": now[item.key].get(group), "before": earlier.get(item.key, {}).get(group)}
        for item in items
        if item.question == "" or int(item.key) in pulse.domains
    ]
    return {"rows": rows, "before": before}
