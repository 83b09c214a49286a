"""How is the organisation's own shape changed? Units are added and renamed; none is deleted: records point to them."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import services as people
from accounts.models import Agency, JobRole, Person, Service, Team
from supervision.audit.services import record
from supervision.sessions.services.arrangements import refresh_all_due, refresh_due
from supervision.vocabulary import AuditAction, BankHolidays

Unit = Agency | Service | Team | JobRole
KINDS: dict[str, type[Unit]] = {"agency": Agency, "service": Service, "team": Team, "job-role": JobRole}


@transaction.atomic
def add(
    *,
    kind: str,
    name: str,
    by: Person,
    at: datetime,
    parent: Agency | Service | None = None,
    bank_holidays: str = BankHolidays.ENGLAND_AND_WALES,
) -> Unit:
    """Add an agency, a service of an agency, a team of a service, or a job role. Raises ValidationError."""
    more: dict[str, dict[str, Any]] = {
        "agency": {"bank_holidays": bank_holidays},
        "service": {"agency": parent},
        "team": {"service": parent},
    }
    unit = KINDS[kind](name=name, **more.get(kind, {}))
    _save(unit)
    record(actor=by, action=AuditAction.CREATED, kind=kind, object_id=unit.pk, at=at)
    return unit


@transaction.atomic
def rename(*, kind: str, unit: Unit, name: str, by: Person, at: datetime, bank_holidays: str = "") -> None:
    """Give a unit another name, and an agency other bank holidays. Raises ValidationError when the name is taken."""
    unit.name = name
    moves = isinstance(unit, Agency) and bank_holidays not in ("", unit.bank_holidays)
    if isinstance(unit, Agency) and moves:
        unit.bank_holidays = bank_holidays
    _save(unit)
    record(actor=by, action=AuditAction.CHANGED, kind=kind, object_id=unit.pk, at=at)
    if moves:
        refresh_all_due()


@transaction.atomic
def change_person(*, person: Person, by: Person, at: datetime, **details: Any) -> Person:
    """Change a person's details and what follows from them: which policy is theirs, and whose working days."""
    changed = people.change_person(person=person, by=by, at=at, **details)
    refresh_due(practitioner_id=changed.pk)
    return changed


def _save(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise ValidationError({"name": "This name is used already. Choose another"}) from error
