"""How is a case added, changed, closed and opened again?"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.queries import roles_of
from supervision.casenotes import queries
from supervision.casenotes.models import Case
from supervision.casenotes.services import cases as services
from supervision.cases.forms import AddForm, CloseForm, DetailsForm
from supervision.cases.loading import Opened, load, note_read, person_of, put, supervised_of
from supervision.policy import check_add_case, check_keep_case

form_page = require_http_methods(["GET", "POST"])


@never_cache
@form_page
def add(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    check_add_case(roles_of(person))
    form = AddForm(request.POST or None, agencies=queries.agencies_for(None))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        given: dict[str, Any] = {"reference": form.cleaned_data["reference"], "details": form.details()}
        given["supervised"] = supervised_of(person)
        if case := _done(form, lambda: services.add(**given, by=person, at=timezone.now())):
            messages.success(request, f"{case.reference} is added. You lead it.")
            return redirect("cases:case", case.pk)
    return put(request, "cases/keep.html", form, title="Add a case", button="Add this case")


def _done(form: Form, act: Callable[[], Case]) -> Case | None:
    try:
        return act()
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@never_cache
@form_page
@transaction.atomic
def change(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = _kept(request, case_id)
    offered = queries.agencies_for(opened.case)
    form = DetailsForm(request.POST or None, initial=_as_known(opened.case), agencies=offered)
    if request.method == "POST" and form.is_valid():
        given = {"details": form.details(), "base_version": form.cleaned_data["base_version"]}
        if _done(form, lambda: services.change(case=opened.case, **given, by=opened.person, at=timezone.now())):
            messages.success(request, "What is known of the case is saved.")
            return redirect("cases:case", case_id)
    return put(request, "cases/keep.html", form, case=opened.case, title="Change this case", button="Save")


def _kept(request: HttpRequest, case_id: UUID) -> Opened:
    opened = load(request, case_id)
    check_keep_case(opened.relations)
    if request.method == "GET":
        note_read(opened.person, "case", case_id)
    return opened


def _as_known(case: Case) -> dict[str, Any]:
    known = {name: getattr(case, name) for name in services.FIELDS}
    return known | {"agencies": [agency.pk for agency in case.agencies.all()], "base_version": case.version}


@form_page
@transaction.atomic
def close(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = _kept(request, case_id)
    form = CloseForm(request.POST or None, initial={"closed_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["closed_on"]
        if _done(form, lambda: services.close(case=opened.case, closed_on=day, by=opened.person, at=timezone.now())):
            messages.success(request, "The case is closed. Its notes stay where they are.")
            return redirect("cases:case", case_id)
    return put(request, "cases/keep.html", form, case=opened.case, title="Close this case", button="Close this case")


@require_POST
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = _kept(request, case_id)
    services.reopen(case=opened.case, by=opened.person, at=timezone.now())
    messages.success(request, "The case is open again.")
    return redirect("cases:case", case_id)
