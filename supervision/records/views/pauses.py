"""How are days away recorded, by the person, by their supervisor or by an administrator?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.models import Person
from supervision.policy import allowed, check_end_pause
from supervision.records.forms.pauses import EndPauseForm, PauseForm
from supervision.records.loading import person_of
from supervision.sessions.models import IntervalPause
from supervision.sessions.pause_queries import person_with_pauses
from supervision.sessions.services import pauses as services
from supervision.vocabulary import PauseReason


def _load(request: HttpRequest, person_id: int) -> Person:
    try:
        return person_with_pauses(person_of(request), person_id, on=timezone.localdate())
    except Person.DoesNotExist:
        raise Http404 from None


@require_http_methods(["GET", "POST"])
def pauses(request: HttpRequest, person_id: int) -> HttpResponse:
    shown, by = _load(request, person_id), person_of(request)
    form = PauseForm(request.POST or None, is_own=shown.pk == by.pk)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"reason": PauseReason(form.cleaned_data["reason"])}
        try:
            services.pause(person=shown, **given, by=by, at=timezone.now())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "The days away are recorded. They are not counted towards the next session.")
            return redirect("records:pauses", shown.pk)
    rows = [
        (pause, allowed(check_end_pause, PauseReason(pause.reason), shown.pk == by.pk))
        for pause in shown.pauses.select_related("recorded_by").order_by("-starts_on")
    ]
    context = {"shown": shown, "form": form, "rows": rows, "today": timezone.localdate()}
    return _answer(request, form, "records/pauses.html", context)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, person_id: int, pause_id: int) -> HttpResponse:
    """Another last day, or no days away at all."""
    shown, by = _load(request, person_id), person_of(request)
    pause = get_object_or_404(IntervalPause, pk=pause_id, person=shown)
    check_end_pause(PauseReason(pause.reason), shown.pk == by.pk)
    if request.method == "POST" and request.POST.get("take_out"):
        services.take_out(pause=pause, by=by, at=timezone.now())
        messages.success(request, "The days are taken out. They count again.")
        return redirect("records:pauses", shown.pk)
    form = EndPauseForm(request.POST or None, initial={"ends_on": pause.ends_on})
    if request.method == "POST" and form.is_valid() and _moved(form, pause, by):
        messages.success(request, "The last day is saved.")
        return redirect("records:pauses", shown.pk)
    return _answer(request, form, "records/change_pause.html", {"shown": shown, "form": form, "pause": pause})


def _moved(form: BaseForm, pause: IntervalPause, by: Person) -> bool:
    try:
        services.move_end(pause=pause, ends_on=form.cleaned_data["ends_on"], by=by, at=timezone.now())
    except ValidationError as error:
        form.add_error("ends_on", error.messages)
        return False
    return True


def _answer(request: HttpRequest, form: BaseForm, template: str, context: dict[str, object]) -> HttpResponse:
    has_errors = bool(form.errors)
    return render(request, template, context | {"has_errors": has_errors}, status=422 if has_errors else 200)
