"""How does an administrator keep the partner agencies that cases can name?"""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.agencies import AgencyForm
from supervision.casenotes import queries
from supervision.casenotes.services import agencies as services

form_methods = require_http_methods(["GET", "POST"])


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    administrator(request)
    return render(request, "administration/agencies.html", {"agencies": queries.agencies()})


@form_methods
def add(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    form = AgencyForm(request.POST or None)

    def save(name: str) -> None:
        services.add(name=name, by=by, at=timezone.now())

    return _named(request, form, save, title="Add a partner agency", button="Add")


@form_methods
def rename(request: HttpRequest, agency_id: int) -> HttpResponse:
    by = administrator(request)
    agency = get_object_or_404(queries.agencies(), pk=agency_id)
    form = AgencyForm(request.POST or None, initial={"name": agency.name})

    def save(name: str) -> None:
        services.rename(agency=agency, name=name, by=by, at=timezone.now())

    return _named(request, form, save, title=f"Rename “{agency.name}”", button="Save")


def _named(
    request: HttpRequest, form: AgencyForm, save: Callable[[str], None], *, title: str, button: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            save(form.cleaned_data["name"])
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, f"“{form.cleaned_data['name']}” is saved.")
            return redirect("administration:agencies")
    return form_page(request, form, title=title, button=button, back=reverse("administration:agencies"))


@form_methods
def retire(request: HttpRequest, agency_id: int) -> HttpResponse:
    """Asked for once more."""
    by = administrator(request)
    agency = get_object_or_404(queries.agencies(), pk=agency_id, is_retired=False)
    back = reverse("administration:agencies")
    if request.method == "POST":
        services.retire(agency=agency, by=by, at=timezone.now())
        messages.success(request, f"“{agency.name}” is retired.")
        return redirect(back)
    title = f"Retire “{agency.name}”"
    lead = "It is offered for no further case. Cases that name it keep it, and it can be offered again."
    return form_page(request, Form(), title=title, button="Retire this agency", back=back, lead=lead, is_warning=True)


@require_POST
def offer_again(request: HttpRequest, agency_id: int) -> HttpResponse:
    by = administrator(request)
    agency = get_object_or_404(queries.agencies(), pk=agency_id)
    services.offer_again(agency=agency, by=by, at=timezone.now())
    messages.success(request, f"“{agency.name}” is offered again.")
    return redirect("administration:agencies")
