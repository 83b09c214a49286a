"""How does an administrator keep the people of the organisation?"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services
from accounts.models import Person
from supervision.administration import queries
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.people import PeopleFilter, PersonForm
from supervision.administration.services import change_person
from supervision.sessions.continuity_queries import gets_stuck
from supervision.sessions.services.continuity import settle_records

PAGE = 50
DETAILS = ("name", "email", "job_role", "team", "started_on", "is_part_time", "hsb_training")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    administrator(request)
    form = PeopleFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    team = asked.get("team")
    found = queries.people(
        words=asked.get("words", ""), team_id=team.pk if team else None, active=asked.get("active", "")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "administration/people.html", {"form": form, "page": page})


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    administrator(request)
    shown = get_object_or_404(queries.people(), pk=person_id)
    context = {
        "shown": shown,
        "invitation": shown.invitations.order_by("-created_at").first(),
        "has_password": shown.has_usable_password(),
        "arrangements": queries.arrangements_about(shown),
        "now": timezone.now(),
    }
    return render(request, "administration/person.html", context)


@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    form = PersonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invited = services.invite(**_details(form), by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, f"An invitation is on its way to {invited.email}. Give them a role next.")
            return redirect("administration:person", invited.pk)
    back = reverse("administration:people")
    lead = "They get a link by e-mail that works for seven days, and choose a password."
    return form_page(request, form, title="Invite a person", button="Send the invitation", back=back, lead=lead)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, person_id: int) -> HttpResponse:
    by = administrator(request)
    shown = get_object_or_404(Person, pk=person_id)
    form = PersonForm(request.POST or None, initial={name: getattr(shown, name) for name in DETAILS})
    if request.method == "POST" and form.is_valid():
        try:
            change_person(person=shown, by=by, at=timezone.now(), **_details(form))
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, "The details are saved.")
            return redirect("administration:person", shown.pk)
    title = f"Change the details of {shown.name}"
    return form_page(request, form, title=title, button="Save", back=_page_of(shown))


def _details(form: PersonForm) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in DETAILS}


def _page_of(shown: Person) -> str:
    return reverse("administration:person", args=[shown.pk])


def _step(request: HttpRequest, person_id: int, act: Callable[..., Any], done: str, **words: Any) -> HttpResponse:
    """One act on one person, asked for once more on a page of its own."""
    by = administrator(request)
    shown = get_object_or_404(Person, pk=person_id)
    form = Form(request.POST or None)
    if request.method == "POST":
        try:
            act(person=shown, by=by, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, done)
        return redirect(_page_of(shown))
    title = words.pop("title").format(name=shown.name)
    return form_page(request, form, title=title, back=_page_of(shown), **words)


@require_http_methods(["GET", "POST"])
def invite_again(request: HttpRequest, person_id: int) -> HttpResponse:
    return _step(
        request, person_id, services.invite_again, "A new invitation is on its way.",
        title="Invite {name} again", button="Send a new invitation", lead="Earlier links stop working.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def sign_out(request: HttpRequest, person_id: int) -> HttpResponse:
    return _step(
        request, person_id, services.sign_out_everywhere, "They are signed out everywhere.",
        title="Sign {name} out everywhere", button="Sign out everywhere",
        lead="For a lost laptop, for example. What was marked as saved is kept.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, person_id: int) -> HttpResponse:
    administrator(request)
    waiting = gets_stuck(get_object_or_404(Person, pk=person_id))
    return _step(
        request, person_id, _close, "The account is closed.",
        title="Close the account of {name}", button="Close it without that" if waiting else "Close the account",
        is_warning=True, waiting=waiting, leaver_id=person_id, template="administration/close.html",
        lead="They are signed out at once and cannot sign in. Their records stay, and the account can be opened again.",
    )  # fmt: skip


@transaction.atomic
def _close(*, person: Person, by: Person, at: datetime) -> None:
    """At once, as for a lost account. What can go on without the person does."""
    services.deactivate(person=person, by=by, at=at)
    settle_records(person=person, by=by, at=at)


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, person_id: int) -> HttpResponse:
    return _step(
        request, person_id, services.reactivate, "The account is open again.",
        title="Open the account of {name} again", button="Open the account",
        lead="They sign in with the password and have the roles they had.",
    )  # fmt: skip
