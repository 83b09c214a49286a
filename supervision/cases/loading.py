"""How does a page get its case? Not visible is 404, in the same bytes as one that never was."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Person
from accounts.signed_in import person_of as person_of
from supervision.audit.services import record as audit
from supervision.casenotes import queries
from supervision.casenotes.models import Case
from supervision.casenotes.queries import Supervised
from supervision.policy import CaseRelation
from supervision.sessions.supervised_queries import supervised_by
from supervision.vocabulary import AuditAction


def supervised_of(person: Person) -> Supervised:
    """Whom this person supervises today: asked where arrangements are known, for what stands below them."""
    found = supervised_by(person, on=timezone.localdate())
    return Supervised(
        ids=frozenset(one.practitioner_id for one in found),
        led=frozenset(one.practitioner_id for one in found if one.is_lead),
        leaving=frozenset(one.practitioner_id for one in found if one.leaves),
    )


@dataclass(frozen=True)
class Opened:
    """A case as one person has it before them."""

    case: Case
    relations: frozenset[CaseRelation]
    supervised: Supervised
    person: Person


def load(request: HttpRequest, case_id: UUID) -> Opened:
    person = person_of(request)
    supervised = supervised_of(person)
    try:
        case, relations = queries.get_case(person, case_id, on=timezone.localdate(), supervised=supervised)
    except Case.DoesNotExist:
        raise Http404 from None
    return Opened(case, relations, supervised, person)


def note_read(person: Person, page: str, object_id: object, rows: Iterable[Model] = ()) -> None:
    """One row on the trail for a page, with the ids of what it showed."""
    audit(actor=person, action=AuditAction.READ, kind=page, object_id=object_id, ids=[str(row.pk) for row in rows])


def put(request: HttpRequest, template: str, form: Form, **context: object) -> HttpResponse:
    """A page with a form; 422 when something typed has to be put right."""
    has_errors = bool(form.errors)
    words = {"form": form, "has_errors": has_errors, **context}
    return render(request, template, words, status=422 if has_errors else 200)
