"""How does an administrator say who hears of what, and how many days before or after its date?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supervision.administration.access import administrator, form_page
from supervision.administration.forms.reminders import StepForm, in_words
from supervision.reminders import queries, services
from supervision.reminders.models import ReminderStep
from supervision.vocabulary import Audience, Matter


@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    administrator(request)
    found = list(queries.steps())
    matters = [(matter, [step for step in found if step.matter == matter]) for matter in Matter]
    return render(request, "administration/steps.html", {"matters": matters})


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, matter: str) -> HttpResponse:
    by = administrator(request)
    about = _known(matter)
    form = StepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        audience = Audience(form.cleaned_data["audience"])
        try:
            services.add_step(matter=about, days=form.days(), audience=audience, by=by, at=timezone.now())
        except ValidationError as error:
            _put(form, error)
        else:
            messages.success(request, "The step is added.")
            return redirect("administration:steps")
    return _page(request, form, title=f"Add a step: {about.label.lower()}", button="Add the step")


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, step_id: int) -> HttpResponse:
    by = administrator(request)
    step = get_object_or_404(queries.steps(), pk=step_id)
    form = StepForm(request.POST or None, initial={**in_words(step.days), "audience": step.audience})
    if request.method == "POST" and form.is_valid():
        audience = Audience(form.cleaned_data["audience"])
        try:
            services.change_step(step=step, days=form.days(), audience=audience, by=by, at=timezone.now())
        except ValidationError as error:
            _put(form, error)
        else:
            messages.success(request, "The step is changed.")
            return redirect("administration:steps")
    return _page(request, form, title=f"Change a step: {_label(step).lower()}", button="Save")


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, step_id: int) -> HttpResponse:
    by = administrator(request)
    step = get_object_or_404(queries.steps(), pk=step_id)
    if request.method == "POST":
        services.remove_step(step=step, by=by, at=timezone.now())
        messages.success(request, "The step is taken away.")
        return redirect("administration:steps")
    lead = "What was told by it before stays. Nobody is told by it from now on."
    title = f"Take a step away: {_label(step).lower()}"
    return _page(request, Form(), title=title, button="Take the step away", lead=lead, is_warning=True)


def _page(request: HttpRequest, form: Form, **words: Any) -> HttpResponse:
    return form_page(request, form, back=reverse("administration:steps"), **words)


def _label(step: ReminderStep) -> str:
    return Matter(step.matter).label


def _put(form: StepForm, error: ValidationError) -> None:
    form.add_error("count", error.messages[0])


def _known(matter: str) -> Matter:
    try:
        return Matter(matter)
    except ValueError as error:
        raise Http404 from error
