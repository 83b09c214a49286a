"""How does a page get its gathering? Not visible is 404; visible but not open is 403, by Denied."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.gathering_policy import GatheringStanding
from supervision.gathering_vocabulary import GatheringKind
from supervision.policy import Part
from supervision.sessions import clinic_queries, gathering_queries
from supervision.sessions.models import ClinicSlot, SupervisionSession
from supervision.sessions.services.sent_before import SentBefore
from supervision.vocabulary import AuditAction


def person_of(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


def load(
    request: HttpRequest, gathering_id: UUID, part: Part = Part.METADATA
) -> tuple[SupervisionSession, GatheringStanding]:
    try:
        record, standing = gathering_queries.get_gathering(
            person_of(request), gathering_id, on=timezone.localdate(), part=part
        )
    except SupervisionSession.DoesNotExist:
        raise Http404 from None
    request.nothing_carried = not record.has_carried  # type: ignore[attr-defined]
    return record, standing


def load_clinic(request: HttpRequest, gathering_id: UUID) -> tuple[SupervisionSession, GatheringStanding]:
    """The same for what only clinics have."""
    record, standing = load(request, gathering_id)
    if record.kind_id != GatheringKind.CLINIC:
        raise Http404
    return record, standing


def load_slot(record: SupervisionSession, slot_id: UUID) -> ClinicSlot:
    try:
        return clinic_queries.get_slot(record, slot_id)
    except ClinicSlot.DoesNotExist:
        raise Http404 from None


def note_read(request: HttpRequest, record: SupervisionSession) -> None:
    """One row on the trail for a page that showed what was written."""
    audit(actor=person_of(request), action=AuditAction.READ, kind="gathering", object_id=record.pk)


def done_once(form: Form, key: str, do: Callable[[], Any]) -> Any:
    """What it gives; or None, when this form had done something else before: it then gets a key for its own."""
    try:
        return do()
    except SentBefore as refusal:
        form.add_error(None, str(refusal))
        form.data = again = form.data.copy()  # type: ignore[attr-defined]
        again[key] = str(uuid4())
        return None


def put(request: HttpRequest, template: str, form: Form, **context: object) -> HttpResponse:
    """A page with a form; 422 when something typed has to be put right."""
    has_errors = bool(form.errors) or bool(context.get("rows_have_errors"))
    words = {"form": form, "has_errors": has_errors, **context}
    return render(request, template, words, status=422 if has_errors else 200)
