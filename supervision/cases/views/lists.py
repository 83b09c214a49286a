"""Which cases does a person have, and how is one found? By its reference alone, which never stands in an address."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.casenotes import queries
from supervision.casenotes.queries import Supervised
from supervision.cases.forms import FindForm
from supervision.cases.loading import note_read, person_of, put, supervised_of
from supervision.policy import allowed, check_add_case
from supervision.sessions.placement_queries import not_yet_placed
from supervision.vocabulary import AuditAction

PAGE = 25


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    return put(request, "cases/cases.html", FindForm(), **_listed(request, person, _all(person, supervised_of(person))))


def _all(person: Person, supervised: Supervised) -> QuerySet[Any]:
    return queries.visible_to(person, on=timezone.localdate(), supervised=supervised)


def _listed(request: HttpRequest, person: Person, found: QuerySet[Any]) -> dict[str, Any]:
    today = timezone.localdate()
    page = Paginator(queries.with_last_note(found), PAGE).get_page(request.GET.get("page"))
    note_read(person, "cases", "", page.object_list)
    waiting = not_yet_placed(person, on=today).count()
    return {"page": page, "waiting": waiting, "may_add": allowed(check_add_case, roles_of(person))}


@require_POST
@transaction.atomic
def find(request: HttpRequest) -> HttpResponse:
    """The same answer for a case of others as for one that never was."""
    person = person_of(request)
    supervised, form = supervised_of(person), FindForm(request.POST)
    if form.is_valid():
        reference = form.cleaned_data["reference"]
        found = queries.find(person, reference, on=timezone.localdate(), supervised=supervised)
        ids = [case.pk for case in found]
        audit(actor=person, action=AuditAction.SEARCHED, kind="case", object_id=ids[0] if ids else "")
        if len(ids) == 1:
            return redirect("cases:case", ids[0])
        if ids:  # two teams work with one child, and both are open to this person
            return put(request, "cases/cases.html", form, **_listed(request, person, found))
        form.add_error("reference", "No case with this reference is open to you")
    return put(request, "cases/cases.html", form, **_listed(request, person, _all(person, supervised)))
