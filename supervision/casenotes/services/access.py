"""How does somebody get access to a case, and lose it? From the next request on."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.policy import CaseRelation, check_give_access
from supervision.vocabulary import AuditAction

from ..models import Case, CaseAccess
from ..queries import Supervised


@transaction.atomic
def give(
    *, case: Case, person: Person, ends_on: date | None, supervised: Supervised, by: Person, at: datetime
) -> CaseAccess:
    """Give access to somebody else from today, until a last day or until it is taken, in place of what they had."""
    locked = _lock(case, supervised, by)
    if not person.is_active or person.pk in (locked.lead_id, by.pk):
        raise ValidationError({"person": "Choose somebody else who works here"})
    if ends_on and ends_on < localdate(at):
        raise ValidationError({"ends_on": "The last day must be today or later"})
    for earlier in locked.access.filter(person=person, taken_at=None):
        _end(earlier, by, at)
    given = CaseAccess.objects.create(
        case=locked, person=person, given_by=by, given_at=at, starts_on=localdate(at), ends_on=ends_on
    )
    audit(
        actor=by, action=AuditAction.CREATED, kind="case_access", object_id=given.pk, at=at,
        case=str(locked.pk), person=person.pk,
    )  # fmt: skip
    return given


@transaction.atomic
def take(*, access: CaseAccess, supervised: Supervised, by: Person, at: datetime) -> None:
    locked = _lock(access.case, supervised, by)
    standing = locked.access.filter(pk=access.pk, taken_at=None).first()
    if standing is None:
        return
    _end(standing, by, at)
    audit(
        actor=by, action=AuditAction.CHANGED, kind="case_access", object_id=access.pk, at=at,
        case=str(locked.pk), person=access.person_id,
    )  # fmt: skip


def _end(access: CaseAccess, by: Person, at: datetime) -> None:
    access.taken_at, access.taken_by = at, by
    access.save(update_fields=["taken_at", "taken_by"])


def _lock(case: Case, supervised: Supervised, by: Person) -> Case:
    locked = Case.objects.select_for_update().get(pk=case.pk)
    relations = set()
    if locked.lead_id == by.pk:
        relations.add(CaseRelation.LEAD)
    if locked.lead_id in supervised.led:
        relations.add(CaseRelation.LEAD_SUPERVISOR)
    check_give_access(frozenset(relations))
    return locked
