"""How does a request for support come about and move on? Each step is a dated row, and tells whom it concerns."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.casenotes.models import Case
from supervision.policy import Denied
from supervision.rules.support_states import follows
from supervision.sessions.models import SupervisionSession
from supervision.support_policy import check_ask_support, check_support_step
from supervision.support_vocabulary import SupportKind, SupportState, SupportStep
from supervision.vocabulary import AuditAction

from . import queries, telling
from .models import SupportEvent, SupportRequest


@dataclass(frozen=True)
class Wanted:
    """A checked form. `to` is None when the specialists are asked."""

    kind: SupportKind
    is_urgent: bool
    to: Person | None
    why: str
    domain_ids: Collection[int] = ()
    record: SupervisionSession | None = None
    case: Case | None = None


@transaction.atomic
def ask(*, wanted: Wanted, key: UUID, by: Person, at: datetime) -> SupportRequest:
    """Ask for support. The same form again, as from a double click, is one request. Raises Denied, ValidationError."""
    check_ask_support(roles_of(by))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if stored := SupportRequest.objects.filter(requester=by, key=key).first():
        return stored
    _check_asked(wanted.to, by, at)
    today = localdate(at)
    request = SupportRequest.objects.create(
        requester=by, record=wanted.record, case=wanted.case, kind=wanted.kind, is_urgent=wanted.is_urgent,
        to_person=wanted.to, asked_at=at, asked_on=today, waiting_since=today, key=key,
    )  # fmt: skip
    request.domains.set(wanted.domain_ids)
    SupportEvent.objects.create(
        request=request, number=1, step=SupportStep.ASK, by=by, at=at, to_person=wanted.to, body=wanted.why
    )
    audit(actor=by, action=AuditAction.CREATED, kind="support", object_id=request.pk, at=at)
    telling.asked(request, at=at)
    return request


def _check_asked(to: Person | None, requester: Person, at: datetime) -> None:
    """A named senior works here and is somebody else; of specialists there is one at least."""
    asked = queries.specialists(on=localdate(at)) if to is None else queries.seniors().filter(pk=to.pk)
    if not asked.exclude(pk=requester.pk).exists():
        raise ValidationError({"to": "Choose whom to ask"})


@transaction.atomic
def offer(*, request: SupportRequest, could_be_at: datetime, note: str, by: Person, at: datetime) -> SupportRequest:
    """Say when the support could be. Raises Denied, or ValidationError for a time that is past."""
    stored = _ready(request, SupportStep.OFFER, by, at)
    if could_be_at <= at:
        raise ValidationError({"could_be_on": "The time must be in the future"})
    stored.holder, stored.could_be_at = by, could_be_at
    return _moved(stored, SupportStep.OFFER, by, at, note, could_be_at=could_be_at)


@transaction.atomic
def accept(*, request: SupportRequest, by: Person, at: datetime) -> SupportRequest:
    return _moved(_ready(request, SupportStep.ACCEPT, by, at), SupportStep.ACCEPT, by, at)


@transaction.atomic
def ask_again(*, request: SupportRequest, to: Person | None, note: str, by: Person, at: datetime) -> SupportRequest:
    """Ask somebody else, or the same people for another time; from now on it waits anew."""
    stored = _ready(request, SupportStep.ASK_AGAIN, by, at)
    stored.waiting_since = localdate(at)
    return _readdress(stored, SupportStep.ASK_AGAIN, to, note, by, at)


@transaction.atomic
def pass_on(*, request: SupportRequest, to: Person | None, reason: str, by: Person, at: datetime) -> SupportRequest:
    """Decline, with the reason and with who is asked instead. It goes on waiting from when it was asked."""
    stored = _ready(request, SupportStep.PASS_ON, by, at)
    if to == by or (to is None and stored.to_person_id is None and stored.state == SupportState.ASKED):
        raise ValidationError({"to": "Choose somebody else to ask"})
    return _readdress(stored, SupportStep.PASS_ON, to, reason, by, at)


@transaction.atomic
def finish(*, request: SupportRequest, given: SupportKind, done_on: date, by: Person, at: datetime) -> SupportRequest:
    """Say which support was given, and on which day. Raises Denied, or ValidationError for another day."""
    stored = _ready(request, SupportStep.DONE, by, at)
    if not stored.asked_on <= done_on <= localdate(at):
        raise ValidationError({"done_on": "Enter a day from when it was asked until today"})
    stored.given, stored.done_on = given, done_on
    return _moved(stored, SupportStep.DONE, by, at)


@transaction.atomic
def withdraw(*, request: SupportRequest, by: Person, at: datetime) -> SupportRequest:
    return _moved(_ready(request, SupportStep.WITHDRAW, by, at), SupportStep.WITHDRAW, by, at)


def _ready(request: SupportRequest, step: SupportStep, by: Person, at: datetime) -> SupportRequest:
    """The request with its row locked, when this person may take the step now. Raises Denied."""
    SupportRequest.objects.select_for_update().get(pk=request.pk)
    try:
        stored, relations = queries.get_request(by, request.pk, on=localdate(at))
    except SupportRequest.DoesNotExist:
        raise Denied("This request lies with somebody else now.") from None
    check_support_step(step, relations, SupportState(stored.state))
    return stored


def _readdress(
    stored: SupportRequest, step: SupportStep, to: Person | None, note: str, by: Person, at: datetime
) -> SupportRequest:
    _check_asked(to, stored.requester, at)
    before = stored.holder_id
    stored.to_person, stored.holder, stored.could_be_at = to, None, None
    return _moved(stored, step, by, at, note, before=before)


def _moved(
    stored: SupportRequest, step: SupportStep, by: Person, at: datetime, note: str = "", *,
    could_be_at: datetime | None = None, before: int | None = None,
) -> SupportRequest:  # fmt: skip
    """`before` is who had offered it until now."""
    after = follows(stored.state, step)
    assert after is not None  # `_ready` made sure
    stored.state = after
    stored.save()
    SupportEvent.objects.create(
        request=stored, number=stored.events.count() + 1, step=step, by=by, at=at, to_person=stored.to_person,
        could_be_at=could_be_at, body=note,
    )  # fmt: skip
    audit(
        actor=by, action=AuditAction.STEPPED, kind="support", object_id=stored.pk, at=at, step=step, state=stored.state
    )
    telling.moved(stored, step, by=by, at=at, before=before)
    return stored
