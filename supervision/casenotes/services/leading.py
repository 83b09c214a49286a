"""How does a case pass to another lead practitioner? On a day, with everything that is written about it."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.outbox.notices import notify, settle
from supervision.policy import CaseRelation, check_hand_on_case
from supervision.vocabulary import AuditAction, NoticeKind, Role

from ..models import Case, CaseHandover
from ..queries import Supervised, handovers_ahead, standing_access


@transaction.atomic
def hand_on(*, case: Case, to: Person, on: date, supervised: Supervised, by: Person, at: datetime) -> CaseHandover:
    """Name who leads the case from `on`; a day that is today takes effect at once. A naming before gives way to it."""
    locked = _lock(case)
    _check(locked, supervised, by)
    if on < localdate(at):
        raise ValidationError({"on": "The day must be today or later"})
    return _name(locked, to, on, by, at)


@transaction.atomic
def take_back(*, case: Case, supervised: Supervised, by: Person, at: datetime) -> None:
    """The case stays with its lead."""
    locked = _lock(case)
    _check(locked, supervised, by)
    _take_back(locked, by, at)


def apply_due(*, at: datetime) -> int:
    """Let every case pass whose day has come; says how many. Safe to run again, and twice at once."""
    due = handovers_ahead().filter(on__lte=localdate(at)).select_related("case")
    return sum(_apply(handover.case, at) for handover in due)


@transaction.atomic
def _apply(case: Case, at: datetime) -> bool:
    """What is ahead is asked again with the case locked: it may have been taken back, or have taken place."""
    locked = _lock(case)
    due = handovers_ahead().filter(case=locked, on__lte=localdate(at)).select_related("to_lead", "planned_by").first()
    return due is not None and _take_place(locked, due, at)


@transaction.atomic
def pass_all(*, lead: Person, to: Person | None, by: Person, at: datetime) -> int:
    """Every case of somebody who leaves: to whoever was named for it, else to `to`. Says how many passed."""
    passed = 0
    for case in Case.objects.select_for_update().filter(lead=lead).order_by("pk"):
        named = handovers_ahead().filter(case=case).select_related("to_lead", "planned_by").first()
        if named and named.to_lead.is_active:
            passed += _take_place(case, named, at)
        elif to:
            passed += _name(case, to, localdate(at), by, at).applied_at is not None
    return passed


def _lock(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("lead").get(pk=case.pk)


def _check(case: Case, supervised: Supervised, by: Person) -> None:
    relations = set()
    if case.lead_id == by.pk:
        relations.add(CaseRelation.LEAD)
    if case.lead_id in supervised.led:
        relations.add(CaseRelation.LEAD_SUPERVISOR)
    check_hand_on_case(frozenset(relations), lead_leaves=case.lead_id in supervised.leaving)


def _name(case: Case, to: Person, on: date, by: Person, at: datetime) -> CaseHandover:
    if not to.is_active or to.pk == case.lead_id or Role.PRACTITIONER not in roles_of(to):
        raise ValidationError({"to": "Choose another practitioner who works here"})
    _take_back(case, by, at)
    handover = CaseHandover.objects.create(
        case=case, from_lead=case.lead, to_lead=to, on=on, planned_by=by, planned_at=at
    )
    audit(
        actor=by, action=AuditAction.CREATED, kind="case_handover", object_id=handover.pk, at=at,
        case=str(case.pk), person=to.pk,
    )  # fmt: skip
    if on <= localdate(at):
        _take_place(case, handover, at)
    return handover


def _take_back(case: Case, by: Person, at: datetime) -> None:
    for handover in handovers_ahead().filter(case=case):
        handover.taken_back_at = at
        handover.save(update_fields=["taken_back_at"])
        audit(
            actor=by, action=AuditAction.CHANGED, kind="case_handover", object_id=handover.pk, at=at,
            case=str(case.pk), taken_back=True,
        )  # fmt: skip


def _take_place(case: Case, handover: CaseHandover, at: datetime) -> bool:
    """False when whoever was named has left meanwhile: the case stays where it is, and others can be named."""
    by = handover.planned_by
    if not handover.to_lead.is_active:
        _take_back(case, by, at)
        return False
    case.lead = handover.to_lead
    case.save(update_fields=["lead"])
    handover.applied_at = at
    handover.save(update_fields=["applied_at"])
    for given in standing_access(localdate(at)).filter(case=case, person=handover.to_lead):
        given.taken_at, given.taken_by = at, by
        given.save(update_fields=["taken_at", "taken_by"])
    audit(
        actor=by, action=AuditAction.STEPPED, kind="case_handover", object_id=handover.pk, at=at,
        case=str(case.pk), person=handover.to_lead_id,
    )  # fmt: skip
    _tell(handover, at)
    return True


def _tell(handover: CaseHandover, at: datetime) -> None:
    settle(kinds=NoticeKind.CASE_PASSED_ON, about_id=handover.case_id, at=at)
    notify(
        person_id=handover.to_lead_id, kind=NoticeKind.CASE_PASSED_ON, about_id=handover.case_id, at=at, mail_after=at,
        key=f"case_passed_on:{handover.pk}", about_on=handover.on,
    )  # fmt: skip
