"""How is a request for support answered, and what does whoever asked do next?"""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Person
from accounts.signed_in import person_of
from supervision.carrying import filled
from supervision.formpack.guard import GuardedForm
from supervision.support_policy import check_support_step
from supervision.support_vocabulary import SupportKind, SupportState, SupportStep

from . import queries, services
from .forms import DoneForm, OfferForm, OtherForm
from .models import SupportRequest
from .views import load

D = SupportStep
form_page = require_http_methods(["GET", "POST"])
READERS = "Read by the two of you, and by whoever is asked instead. A court can ask for it"


def _opened(request: HttpRequest, support_id: UUID, step: SupportStep) -> tuple[SupportRequest, Person, bool]:
    """The request, the person, and whether the button was pressed twice. Raises Denied."""
    found, relations, person = load(request, support_id)
    if request.method == "POST" and queries.was_last(found, step, by=person):
        return found, person, True
    check_support_step(step, relations, SupportState(found.state))
    return found, person, False


def _asked(
    request: HttpRequest, found: SupportRequest, form: Form, do: Callable[[], object], *, done: str, **words: object
) -> HttpResponse:
    """Takes the step when all is whole and was looked at; else the form again."""
    if request.method == "POST" and form.is_valid() and (not isinstance(form, GuardedForm) or form.is_looked_at()):
        try:
            do()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect("support:requests")
    context = {"one": found, "form": filled(request, form), "has_errors": bool(form.errors), **words}
    return render(request, "support/step.html", context, status=422 if form.errors else 200)


@never_cache
@form_page
@sensitive_post_parameters()
def offer(request: HttpRequest, support_id: UUID) -> HttpResponse:
    found, person, twice = _opened(request, support_id, D.OFFER)
    if twice:
        return redirect("support:show", found.pk)
    form = OfferForm(request.POST or None, readers=READERS)

    def do() -> None:
        services.offer(
            request=found, could_be_at=form.moment(), note=form.cleaned_data["note"], by=person, at=timezone.now()
        )

    lead = f"{found.requester.name} is told when it could be, and says whether it suits."
    done = f"Your offer is with {found.requester.name}."
    return _asked(request, found, form, do, done=done, title="Offer support", button="Offer support", lead=lead)


@require_POST
def accept(request: HttpRequest, support_id: UUID) -> HttpResponse:
    found, person, twice = _opened(request, support_id, D.ACCEPT)
    if not twice:
        services.accept(request=found, by=person, at=timezone.now())
        messages.success(request, "It is agreed.")
    return redirect("support:show", found.pk)


@never_cache
@form_page
@sensitive_post_parameters()
def ask_again(request: HttpRequest, support_id: UUID) -> HttpResponse:
    found, person, twice = _opened(request, support_id, D.ASK_AGAIN)
    if twice:
        return redirect("support:show", found.pk)
    form = OtherForm(
        request.POST or None, without={person.pk}, specialists=_specialists(), needs_why=False, readers=READERS,
        initial={"to": found.to_person_id},
    )  # fmt: skip

    def do() -> None:
        given = form.cleaned_data
        services.ask_again(request=found, to=given["to"], note=given["note"], by=person, at=timezone.now())

    lead = "Ask somebody else, or the same people for another time. An offer that was made is set aside."
    return _asked(
        request, found, form, do, done="Your request is sent again.", title="Ask again", button="Ask again", lead=lead
    )


@never_cache
@form_page
@sensitive_post_parameters()
def pass_on(request: HttpRequest, support_id: UUID) -> HttpResponse:
    try:
        found, person, _ = _opened(request, support_id, D.PASS_ON)
    except Http404:
        if request.method == "POST" and queries.passed_on_by(person_of(request), support_id):
            return redirect("support:requests")  # pressed twice
        raise
    is_theirs = found.to_person_id is None and found.state == SupportState.ASKED  # they ask nobody but themselves
    form = OtherForm(
        request.POST or None, without={person.pk, found.requester_id}, needs_why=True, readers=READERS,
        specialists=[] if is_theirs else _specialists(),
    )  # fmt: skip

    def do() -> None:
        given = form.cleaned_data
        services.pass_on(request=found, to=given["to"], reason=given["note"], by=person, at=timezone.now())

    lead = f"{found.requester.name} is told that somebody else is asked, and reads why. You no longer see the request."
    return _asked(
        request, found, form, do, done="The request is passed on.", title="Pass it on", button="Pass it on", lead=lead
    )


def _specialists() -> list[Person]:
    return list(queries.specialists(on=timezone.localdate()))


@form_page
def done(request: HttpRequest, support_id: UUID) -> HttpResponse:
    found, person, twice = _opened(request, support_id, D.DONE)
    if twice:
        return redirect("support:show", found.pk)
    form = DoneForm(request.POST or None, initial={"given": found.kind, "done_on": timezone.localdate()})

    def do() -> None:
        given = form.cleaned_data
        kind = SupportKind(given["given"])
        services.finish(request=found, given=kind, done_on=given["done_on"], by=person, at=timezone.now())

    lead = "It shows as a mark beside the ratings of whoever asked."
    return _asked(
        request, found, form, do, done="It is recorded.", title="Support was given", button="Record it", lead=lead
    )


@form_page
def withdraw(request: HttpRequest, support_id: UUID) -> HttpResponse:
    found, person, twice = _opened(request, support_id, D.WITHDRAW)
    if twice:
        return redirect("support:show", found.pk)

    def do() -> None:
        services.withdraw(request=found, by=person, at=timezone.now())

    lead = "Whoever offered support is told. You can ask anew at any time."
    title = "Withdraw this request"
    return _asked(
        request, found, Form(request.POST or None), do, done="The request is withdrawn.", title=title,
        button="Withdraw", lead=lead,
    )  # fmt: skip
