"""How does an administrator keep what records are looked at for in a dip sample?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.criteria import CriterionForm
from supervision.dips import queries
from supervision.dips.models import Criterion
from supervision.dips.services import criteria as services

form_methods = require_http_methods(["GET", "POST"])
LEAD = "A change makes another edition, for the samples that are drawn from now on. Others keep the one they have."


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    administrator(request)
    return render(request, "administration/criteria.html", {"criteria": queries.criteria_in_force()})


@form_methods
def add(request: HttpRequest) -> HttpResponse:
    return _write(request, None, title="Add a criterion")


@form_methods
def change(request: HttpRequest, criterion_id: int) -> HttpResponse:
    administrator(request)
    found = queries.criteria_in_force().filter(pk=criterion_id).first()
    if found is None:
        return redirect("administration:criteria")  # an earlier edition, or the button was pressed twice
    return _write(request, found, title=f"Change “{found.name}”")


def _write(request: HttpRequest, found: Criterion | None, *, title: str) -> HttpResponse:
    by = administrator(request)
    form = CriterionForm(
        request.POST or None, initial={"name": found.name, "asks": found.asks} if found else None
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            services.publish(criterion=found, **form.cleaned_data, by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, "Published. Samples that were drawn keep the criteria they had.")
            return redirect("administration:criteria")
    return form_page(request, form, title=title, button="Publish", back=reverse("administration:criteria"), lead=LEAD)


@form_methods
def retire(request: HttpRequest, criterion_id: int) -> HttpResponse:
    """Asked for once more."""
    by = administrator(request)
    found = get_object_or_404(queries.criteria(), pk=criterion_id)
    form, back = Form(request.POST if request.method == "POST" else None), reverse("administration:criteria")
    if request.method == "POST" and form.is_valid():
        try:
            services.retire(criterion=found, by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, f"“{found.name}” is in no further sample.")
            return redirect(back)
    title, lead = f"Retire “{found.name}”", "It is in no further sample. Samples that were drawn with it keep it."
    return form_page(
        request, form, title=title, button="Retire this criterion", back=back, lead=lead, is_warning=True
    )  # fmt: skip
