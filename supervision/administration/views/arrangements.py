"""How does an administrator arrange who supervises whom?"""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from supervision.administration import queries
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.arrangements import ArrangementsFilter, BeginForm, EndForm
from supervision.sessions.frequency import rule_of
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services import arrangements as services
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind

PAGE = 50


@require_safe
def arrangements(request: HttpRequest) -> HttpResponse:
    administrator(request)
    form = ArrangementsFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    found = queries.arrangements(on=timezone.localdate(), words=asked.get("words", ""), which=asked.get("which", ""))
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "administration/arrangements.html", {"form": form, "page": page})


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    form = BeginForm(request.POST or None, initial=_from_link(request))
    if request.method == "POST" and form.is_valid() and (begun := _begun(form, by)):
        messages.success(request, f"The arrangement is set up.{_rhythm(begun)}")
        return redirect("administration:arrangements")
    back = reverse("administration:arrangements")
    lead = "A practitioner has one lead supervisor at a time, and may have specialist supervisors beside. "
    lead += "How often the two meet is what the frequency policy for the practitioner says."
    return form_page(request, form, title="Set up an arrangement", button="Set it up", back=back, lead=lead)


def _from_link(request: HttpRequest) -> dict[str, str]:
    """The practitioner whose page the link was on."""
    practitioner = request.GET.get("practitioner", "")
    return {"practitioner": practitioner} if practitioner.isdigit() else {}


def _rhythm(begun: SupervisionArrangement) -> str:
    """By which policy they meet, and when first."""
    if begun.kind != ArrangementKind.LEAD:
        return ""
    return f" {rule_of(begun)}. The next session is due on {long_day(begun.next_due_on)}."


@transaction.atomic
def _begun(form: BeginForm, by: Person) -> SupervisionArrangement | None:
    """What was set up; if nothing could be, the form says why and the present arrangement goes on."""
    given, now = form.cleaned_data, timezone.now()
    kind = ArrangementKind(given["kind"])
    present = queries.lead_in(given["practitioner"], given["starts_on"]) if kind is ArrangementKind.LEAD else None
    try:
        with transaction.atomic():
            if present and given["end_present"]:
                services.end(arrangement=present, ends_on=given["starts_on"] - timedelta(days=1), by=by, at=now)
            return services.begin(
                practitioner=given["practitioner"], supervisor=given["supervisor"], kind=kind,
                starts_on=given["starts_on"], by=by, at=now,
            )  # fmt: skip
    except ValidationError as error:
        _say_why(form, present, error)
        return None


def _say_why(form: BeginForm, present: SupervisionArrangement | None, error: ValidationError) -> None:
    if present is None or form.cleaned_data["end_present"]:
        put(form, error)
        return
    until = f"until {long_day(present.ends_on)}" if present.ends_on else "with no last day"
    form.add_error("end_present", f"{present.supervisor} is the lead supervisor {until}. Tick this to end that first")


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    by = administrator(request)
    known = SupervisionArrangement.objects.select_related("practitioner", "supervisor")
    arrangement = get_object_or_404(known, pk=arrangement_id)
    form = EndForm(request.POST or None, initial={"ends_on": arrangement.ends_on or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.end(arrangement=arrangement, ends_on=form.cleaned_data["ends_on"], by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, "The last day is saved.")
            return redirect("administration:arrangements")
    lead = f"It began on {long_day(arrangement.starts_on)}. Records stay with the people who wrote them."
    back = reverse("administration:arrangements")
    return form_page(request, form, title=f"End: {arrangement}", button="Save the last day", back=back, lead=lead)
