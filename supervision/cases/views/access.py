"""Who else may open a case, and how is access given and taken away?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from supervision.casenotes import queries
from supervision.casenotes.services import access as services
from supervision.cases.forms import GiveAccessForm
from supervision.cases.loading import Opened, load, note_read, put
from supervision.policy import check_give_access


def _load(request: HttpRequest, case_id: UUID) -> Opened:
    opened = load(request, case_id)
    check_give_access(opened.relations)
    return opened


@require_http_methods(["GET", "POST"])
def access(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = _load(request, case_id)
    people = queries.may_be_given_access(opened.case, opened.person)
    form = GiveAccessForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid() and _given(form, opened):
        messages.success(request, f"{form.cleaned_data['person'].name} has access to {opened.case.reference}.")
        return redirect("cases:access", case_id)
    rows = list(queries.access_to(opened.case, on=timezone.localdate()))
    note_read(opened.person, "case_access", case_id)
    return put(request, "cases/access.html", form, case=opened.case, rows=rows)


def _given(form: GiveAccessForm, opened: Opened) -> bool:
    try:
        services.give(
            case=opened.case, **form.cleaned_data, supervised=opened.supervised, by=opened.person, at=timezone.now()
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@require_POST
def take(request: HttpRequest, case_id: UUID, access_id: int) -> HttpResponse:
    opened = _load(request, case_id)
    row = queries.access_to(opened.case, on=timezone.localdate()).filter(pk=access_id).first()
    if row is None:
        raise Http404
    services.take(access=row, supervised=opened.supervised, by=opened.person, at=timezone.now())
    messages.success(request, f"{row.person.name} no longer has access to {opened.case.reference}.")
    return redirect("cases:access", case_id)
