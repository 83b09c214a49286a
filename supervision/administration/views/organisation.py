"""How does an administrator keep agencies, services, teams and job roles?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import JobRole
from supervision.administration import queries, services
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.organisation import RenameForm, UnitForm

WORDS = {"agency": "an agency", "service": "a service", "team": "a team", "job-role": "a job role"}


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    administrator(request)
    context = {"agencies": queries.agencies(), "job_roles": JobRole.objects.all()}
    return render(request, "administration/teams.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, kind: str) -> HttpResponse:
    by = administrator(request)
    form = UnitForm(request.POST or None, kind=_known(kind))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.add(kind=kind, **given, by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, f"{given['name']} is added.")
            return redirect("administration:teams")
    return form_page(request, form, title=f"Add {WORDS[kind]}", button="Add", back=reverse("administration:teams"))


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, kind: str, unit_id: int) -> HttpResponse:
    by = administrator(request)
    unit: Any = get_object_or_404(services.KINDS[_known(kind)], pk=unit_id)
    form = RenameForm(request.POST or None, kind=kind, initial=vars(unit))
    if request.method == "POST" and form.is_valid():
        try:
            services.rename(kind=kind, unit=unit, **form.cleaned_data, by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, "It is saved.")
            return redirect("administration:teams")
    back = reverse("administration:teams")
    return form_page(request, form, title=f"Rename {WORDS[kind]}", button="Save", back=back)


def _known(kind: str) -> str:
    if kind not in services.KINDS:
        raise Http404
    return kind
