"""How is the organisation's own shape changed? Units are added and renamed; none is deleted: records point to them."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Agency, JobRole, Person, Service, Team
from supervision.audit.services import record
from supervision.vocabulary import AuditAction

Unit = Agency | Service | Team | JobRole
KINDS: dict[str, type[Unit]] = {"agency": Agency, "service": Service, "team": Team, "job-role": JobRole}


@transaction.atomic
def add(*, kind: str, name: str, by: Person, at: datetime, parent: Agency | Service | None = None) -> Unit:
    """Add an agency, a service of an agency, a team of a service, or a job role. Raises ValidationError."""
    belongs = {"service": {"agency": parent}, "team": {"service": parent}}.get(kind, {})
    unit = KINDS[kind](name=name, **belongs)
    _save(unit)
    record(actor=by, action=AuditAction.CREATED, kind=kind, object_id=unit.pk, at=at)
    return unit


@transaction.atomic
def rename(*, kind: str, unit: Unit, name: str, by: Person, at: datetime) -> None:
    """Give a unit another name. Raises ValidationError when it is taken."""
    unit.name = name
    _save(unit)
    record(actor=by, action=AuditAction.CHANGED, kind=kind, object_id=unit.pk, at=at)


def _save(unit: Unit) -> None:
    try:
        with transaction.atomic():
            unit.save()
    except IntegrityError as error:
        raise ValidationError({"name": "This name is used already. Choose another"}) from error
