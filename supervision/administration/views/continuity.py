"""How does an administrator see to it that supervision goes on? Each plan is shown in full before it is made."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from supervision.administration import previews
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.continuity import CasesForm, CoverForm, DepartureForm, GroupsForm, HandoverForm
from supervision.casenotes.queries import led_by, left_behind
from supervision.sessions import continuity_queries as queries
from supervision.sessions import leaving_queries as leaving
from supervision.sessions.models import Departure, SupervisionArrangement
from supervision.sessions.services import case_leading, passing_groups
from supervision.sessions.services import continuity as services
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind

F = TypeVar("F", bound=Form)
form_methods = require_http_methods(["GET", "POST"])


@require_safe
def continuity(request: HttpRequest) -> HttpResponse:
    administrator(request)
    today = timezone.localdate()
    context = {
        "today": today,
        "covers": queries.covers_now_and_ahead(today),
        "handovers": queries.handovers_ahead(),
        "departures": queries.departures_ahead(),
        "people": queries.people_who_lead(today),
        "without_lead": leaving.without_lead(today),
        "left_behind": left_behind(),
        "left_with_groups": leaving.left_with_groups(),
    }
    return render(request, "administration/continuity.html", context)


@form_methods
def set_cover(request: HttpRequest, person_id: int) -> HttpResponse:
    by, person = administrator(request), get_object_or_404(Person, pk=person_id)
    form = CoverForm(request.POST or None, person=person, led=queries.leads(person, timezone.localdate()))

    def plan() -> None:
        services.set_cover(**form.cleaned_data, by=by, at=timezone.now())

    title = f"Set cover for {person.name}"
    return _planned(request, form, plan, previews.of_cover, title=title, button="Set this cover")


@form_methods
def hand_over(request: HttpRequest, person_id: int) -> HttpResponse:
    by, person = administrator(request), get_object_or_404(Person, pk=person_id)
    form = HandoverForm(request.POST or None, person=person, led=queries.leads(person, timezone.localdate()))

    def plan() -> None:
        services.plan_handover(**form.cleaned_data, by=by, at=timezone.now())

    title = f"Hand over the people of {person.name}"
    return _planned(request, form, plan, previews.of_handover, title=title, button="Plan this handover")


@form_methods
def leave(request: HttpRequest, person_id: int) -> HttpResponse:
    by, person = administrator(request), get_object_or_404(Person, pk=person_id)
    led, cases = queries.led_after(person, timezone.localdate()), led_by(person).count()
    form = DepartureForm(request.POST or None, person=person, led=led, cases=cases)

    def plan() -> None:
        given = form.cleaned_data
        services.plan_departure(
            person=person, last_on=given["last_on"], successor=given["successor"], each=form.each(),
            cases_to=given.get("cases_to"), by=by, at=timezone.now(),
        )  # fmt: skip

    def preview(given: DepartureForm) -> "previews.Preview":
        return previews.of_departure(person, given)

    title = f"{person.name} leaves"
    return _planned(request, form, plan, preview, title=title, button="Plan this departure")


@form_methods
def pass_cases(request: HttpRequest, person_id: int) -> HttpResponse:
    """Of somebody who has left already: at once."""
    by, person = administrator(request), get_object_or_404(left_behind(), pk=person_id)
    form, back = CasesForm(request.POST or None, person=person), reverse("administration:continuity")
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        passed = case_leading.pass_all(lead=person, to=to, by=by, at=timezone.now())
        messages.success(
            request, f"Cases that passed on: {passed}. Where nobody was named before, {to.name} leads them."
        )
        return redirect(back)
    title = f"Cases of {person.name}, who has left"
    lead = "Each passes at once to whoever was named for it, and to this person where nobody was."
    return form_page(request, form, title=title, button="Pass these cases on", back=back, lead=lead)


@form_methods
def pass_groups(request: HttpRequest, person_id: int) -> HttpResponse:
    """The same for what they were facilitating."""
    by, person = administrator(request), get_object_or_404(leaving.left_with_groups(), pk=person_id)
    form, back = GroupsForm(request.POST or None, person=person), reverse("administration:continuity")
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        passed = passing_groups.pass_all(facilitator=person, to=to, by=by, at=timezone.now())
        messages.success(request, f"Groups that passed on: {passed}. {to.name} facilitates them.")
        return redirect(back)
    title = f"Groups of {person.name}, who has left"
    lead = "They read what was written for all so far, and go on with it. What somebody keeps to themselves stays so."
    return form_page(request, form, title=title, button="Pass these groups on", back=back, lead=lead)


def _planned(
    request: HttpRequest,
    form: F,
    plan: Callable[[], None],
    preview: Callable[[F], "previews.Preview"],
    *,
    title: str,
    button: str,
) -> HttpResponse:
    """A form, then what it would do, then one button that does it. Nothing typed is lost on the way back."""
    back = reverse("administration:continuity")
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        try:
            shown = preview(form)
            if "confirm" in request.POST:
                plan()
                messages.success(request, "It is planned.")
                return redirect(back)
            _try(plan)
        except ValidationError as error:
            put(form, error)
        else:
            context = {"title": title, "button": button, "preview": shown, "posted": _posted(request), "back": back}
            return render(request, "administration/preview.html", context)
    lead = "You see what will happen before anything is planned."
    return form_page(request, form, title=title, button="Show what will happen", back=back, lead=lead)


class _OnlyTried(Exception):
    """What was tried is taken back."""


def _try(plan: Callable[[], None]) -> None:
    """Raises ValidationError if the plan could not be made; nothing of it stays."""
    try:
        with transaction.atomic():
            plan()
            raise _OnlyTried
    except _OnlyTried:
        return


def _posted(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, one) for name, values in request.POST.lists() for one in values if name != "csrfmiddlewaretoken"]


@form_methods
def end_cover(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    by = administrator(request)
    known = SupervisionArrangement.objects.filter(kind=ArrangementKind.COVER).select_related("practitioner")
    cover = get_object_or_404(known, pk=arrangement_id)

    def act() -> None:
        services.end_cover(cover=cover, by=by, at=timezone.now())

    title = f"End the cover by {cover.supervisor.name} for {cover.practitioner.name}"
    lead = "They no longer read or sign in the supervisor's place from the next request. Their own records stay theirs."
    return _once_more(request, act, title=title, button="End it now", lead=lead, done="The cover has ended.")


@form_methods
def cancel_handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    by = administrator(request)
    handover = get_object_or_404(queries.handovers_ahead(), pk=handover_id)

    def act() -> None:
        services.cancel_handover(handover=handover, by=by, at=timezone.now())

    old = handover.from_arrangement
    title = f"Cancel the handover of {old.practitioner.name}"
    lead = f"{old.supervisor.name} goes on supervising them after {long_day(handover.on)}."
    return _once_more(request, act, title=title, button="Cancel this handover", lead=lead, done="It is cancelled.")


@form_methods
def cancel_departure(request: HttpRequest, departure_id: int) -> HttpResponse:
    by = administrator(request)
    departure = get_object_or_404(Departure.objects.filter(applied_at=None), pk=departure_id)

    def act() -> None:
        services.cancel_departure(departure=departure, by=by, at=timezone.now())

    title = f"Cancel the departure of {departure.person.name}"
    lead = "The account stays open, and they go on supervising the people who would have passed on. "
    lead += (
        "A handover that was brought forward keeps its new day, and what had not begun stays with whom it passed to."
    )
    return _once_more(request, act, title=title, button="Cancel this departure", lead=lead, done="It is cancelled.")


def _once_more(
    request: HttpRequest, act: Callable[[], None], *, title: str, button: str, lead: str, done: str
) -> HttpResponse:
    form, back = Form(request.POST or None), reverse("administration:continuity")
    if request.method == "POST":
        try:
            act()
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, done)
        return redirect(back)
    return form_page(request, form, title=title, button=button, lead=lead, back=back, is_warning=True)
