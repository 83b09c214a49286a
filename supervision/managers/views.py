"""What does a manager find in their room? What has come up: whose, what, since when; never what was written."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.queries import roles_of
from supervision.carrying import filled
from supervision.policy import check_manage
from supervision.reminders import queries
from supervision.reminders import services as reminders
from supervision.times import long_day
from supervision.vocabulary import Matter

from .forms import AcknowledgeForm, PeopleFilter
from .queries import people_within

PAGE = 50


def manager_of(request: HttpRequest) -> Person:
    """Who is signed in, when they manage. Raises Denied."""
    assert isinstance(request.user, Person)
    check_manage(roles_of(request.user))
    return request.user


@require_safe
def escalations(request: HttpRequest) -> HttpResponse:
    manager, today = manager_of(request), timezone.localdate()
    page = Paginator(queries.escalation_rows(manager), PAGE).get_page(request.GET.get("page"))
    rows = [
        {"one": one, "days": one.days_past(today), "in_hand": one.in_hand(today)}
        for one in queries.escalations(page.object_list)
    ]  # fmt: skip
    return render(request, "managers/escalations.html", {"rows": rows, "page": page, "today": today})


@require_http_methods(["GET", "POST"])
def acknowledge(request: HttpRequest, matter: str, about_id: str, about_on: str) -> HttpResponse:
    """One thing that has come up: who had it in hand before, and the form to take it in hand."""
    manager, today = manager_of(request), timezone.localdate()
    one = _found(manager, matter, about_id, about_on)
    form = filled(request, AcknowledgeForm(request.POST or None))
    if request.method == "POST" and form.is_valid() and form.is_looked_at() and _acknowledged(one, form, manager):
        until = long_day(form.cleaned_data["until"])
        messages.success(request, f"You have it in hand until {until}. Nobody further up hears of it before.")
        return redirect("managers:escalations")
    context = {"one": one, "days": one.days_past(today), "form": form, "known": queries.acknowledgements_of(one)}
    return render(request, "managers/acknowledge.html", context, status=422 if form.errors else 200)


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Whoever works within the manager's reach, with what they may do here."""
    manager = manager_of(request)
    form = PeopleFilter(request.GET or None, manager=manager)
    asked = form.cleaned_data if form.is_valid() else {}
    found = people_within(manager, on=timezone.localdate(), team=asked.get("team"), role=asked.get("role", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "managers/people.html", {"form": form, "page": page})


def _found(manager: Person, matter: str, about_id: str, about_on: str) -> queries.Escalation:
    try:
        one = queries.escalation(manager, Matter(matter), about_id, date.fromisoformat(about_on))
    except ValueError as error:
        raise Http404 from error
    if one is None:
        raise Http404
    return one


def _acknowledged(one: queries.Escalation, form: AcknowledgeForm, by: Person) -> bool:
    try:
        reminders.acknowledge(
            matter=one.matter, about_id=one.about_id, about_on=one.about_on, by=by, at=timezone.now(),
            reason=form.cleaned_data["reason"], until=form.cleaned_data["until"],
        )  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
