"""How does an administrator keep the days on which nobody works?"""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supervision.administration import queries
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.closed_days import ClosedDayForm
from supervision.sessions.models import ClosedDay
from supervision.sessions.services import closed_days as services
from supervision.times import long_day

FIRST_YEAR, LAST_YEAR = 2020, 2099


@require_safe
def closed_days(request: HttpRequest) -> HttpResponse:
    administrator(request)
    asked = request.GET.get("year", "")
    this = timezone.localdate().year
    year = min(max(int(asked), FIRST_YEAR), LAST_YEAR) if asked.isascii() and asked.isdigit() else this
    context = {"year": year, "rows": queries.closed_days(year), "before": year - 1, "after": year + 1}
    return render(request, "administration/closed_days.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    form = ClosedDayForm(request.POST or None, initial=_from_link(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.say(
                day=given["day"], name=given["name"], bank_holidays=given["bank_holidays"],
                is_open=given["works"] == "yes", by=by, at=timezone.now(),
            )  # fmt: skip
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, f"{long_day(given['day'])} is on the list.")
            return redirect(f"{reverse('administration:closed_days')}?year={given['day'].year}")
    lead = "Reminders and limits in working days follow it. Due dates stay as they are."
    back = reverse("administration:closed_days")
    return form_page(request, form, title="Say whether people work on a day", button="Save", back=back, lead=lead)


def _from_link(request: HttpRequest) -> dict[str, object]:
    """The published bank holiday that the link was beside."""
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return {}
    return {"day": day, "works": "yes", "name": request.GET.get("name", "")[:80]}


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, closed_day_id: int) -> HttpResponse:
    by = administrator(request)
    said = get_object_or_404(ClosedDay, pk=closed_day_id)
    back = f"{reverse('administration:closed_days')}?year={said.day.year}"
    if request.method == "POST":
        services.take_out(closed_day=said, by=by, at=timezone.now())
        messages.success(request, f"{long_day(said.day)} is off the list.")
        return redirect(back)
    title = f"Take {long_day(said.day)} off the list"
    return form_page(
        request, Form(), title=title, button="Take it off", back=back, lead=f"It is there as: {said.name}."
    )
