"""How are the partner agencies kept that a case can name? Added, renamed, retired and offered again; never deleted."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.policy import check_administer
from supervision.vocabulary import AuditAction

from ..models import PartnerAgency


@transaction.atomic
def add(*, name: str, by: Person, at: datetime) -> PartnerAgency:
    """Raises ValidationError when there is one of this name, however it is written."""
    check_administer(roles_of(by))
    _check_name(name)
    agency, is_new = PartnerAgency.objects.get_or_create(name=name)
    if not is_new:
        raise _taken()
    audit(actor=by, action=AuditAction.CREATED, kind="partner_agency", object_id=agency.pk, at=at)
    return agency


@transaction.atomic
def rename(*, agency: PartnerAgency, name: str, by: Person, at: datetime) -> PartnerAgency:
    """Cases that have it show the new name. Raises ValidationError when another one has it."""
    locked = _lock(agency, by)
    _check_name(name, other_than=locked)
    locked.name = name
    return _save(locked, "name", by, at)


@transaction.atomic
def retire(*, agency: PartnerAgency, by: Person, at: datetime) -> PartnerAgency:
    """Offer it for no further case. Cases that have it keep it."""
    return _set_retired(agency, True, by, at)


@transaction.atomic
def offer_again(*, agency: PartnerAgency, by: Person, at: datetime) -> PartnerAgency:
    return _set_retired(agency, False, by, at)


def _set_retired(agency: PartnerAgency, is_retired: bool, by: Person, at: datetime) -> PartnerAgency:
    locked = _lock(agency, by)
    if locked.is_retired == is_retired:
        return locked
    locked.is_retired = is_retired
    return _save(locked, "is_retired", by, at)


def _lock(agency: PartnerAgency, by: Person) -> PartnerAgency:
    check_administer(roles_of(by))
    return PartnerAgency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def _check_name(name: str, other_than: PartnerAgency | None = None) -> None:
    same = PartnerAgency.objects.filter(name__iexact=name)
    if (same.exclude(pk=other_than.pk) if other_than else same).exists():
        raise _taken()


def _taken() -> ValidationError:
    return ValidationError({"name": "There is an agency of this name already. Choose another"})


def _save(agency: PartnerAgency, field: str, by: Person, at: datetime) -> PartnerAgency:
    agency.save(update_fields=[field])
    audit(actor=by, action=AuditAction.CHANGED, kind="partner_agency", object_id=agency.pk, at=at, what=field)
    return agency
