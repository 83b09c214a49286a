"""How does a case begin, change, close and open again? By its lead practitioner, one change at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.policy import Denied, check_add_case
from supervision.vocabulary import AuditAction

from ..models import Case
from ..queries import Supervised, visible_to
from ..words import AgeBand, AssessmentStatus, Need


@dataclass(frozen=True)
class Details:
    """What is known of the child, in choices and dates."""

    age_band: AgeBand
    since: date
    learning_disability: Need
    autism: Need
    assessment: AssessmentStatus
    agency_ids: Collection[int] = ()


NOBODY = Supervised()
FIELDS = ("age_band", "since", "learning_disability", "autism", "assessment")


@transaction.atomic
def add(*, reference: str, details: Details, by: Person, at: datetime, supervised: Supervised = NOBODY) -> Case:
    """A new case, led by whoever adds it. What they may not open makes no difference: they are told of nothing else."""
    check_add_case(roles_of(by))
    _check_day(details.since, at)
    if visible_to(by, on=localdate(at), supervised=supervised).filter(reference=reference).exists():
        raise ValidationError({"reference": "A case with this reference is open to you already: find it among yours"})
    values = {name: getattr(details, name) for name in FIELDS}
    case, is_new = Case.objects.get_or_create(reference=reference, added_by=by, defaults={**values, "lead": by})
    if not is_new:
        raise ValidationError({"reference": "You added this case before. Ask whoever leads it now for access"})
    case.agencies.set(details.agency_ids)
    audit(actor=by, action=AuditAction.CREATED, kind="case", object_id=case.pk, at=at)
    return case


def _check_day(since: date, at: datetime) -> None:
    if since > localdate(at):
        raise ValidationError({"since": "The day must be today or in the past"})


@transaction.atomic
def change(*, case: Case, details: Details, base_version: int, by: Person, at: datetime) -> Case:
    """Raises ValidationError when somebody changed it since `base_version` was shown."""
    locked = _lock(case, by)
    if locked.version != base_version:
        raise ValidationError("This case was changed in another tab or by somebody else. Look at it again first")
    _check_day(details.since, at)
    if locked.closed_on and details.since > locked.closed_on:
        raise ValidationError({"since": "The day must not be after the case was closed"})
    for name in FIELDS:
        setattr(locked, name, getattr(details, name))
    locked.agencies.set(details.agency_ids)
    return _save(locked, [*FIELDS], "details", by, at)


@transaction.atomic
def close(*, case: Case, closed_on: date, by: Person, at: datetime) -> Case:
    locked = _lock(case, by)
    if locked.closed_on:
        return locked
    if not locked.since <= closed_on <= localdate(at):
        raise ValidationError({"closed_on": "The day must be today or in the past, and not before the case began"})
    locked.closed_on = closed_on
    return _save(locked, ["closed_on"], "closed", by, at)


@transaction.atomic
def reopen(*, case: Case, by: Person, at: datetime) -> Case:
    locked = _lock(case, by)
    if locked.closed_on is None:
        return locked
    locked.closed_on = None
    return _save(locked, ["closed_on"], "reopened", by, at)


def _lock(case: Case, by: Person) -> Case:
    locked = Case.objects.select_for_update().get(pk=case.pk)
    if locked.lead_id != by.pk:
        raise Denied("Only the lead practitioner can do this.")
    return locked


def _save(case: Case, fields: list[str], what: str, by: Person, at: datetime) -> Case:
    case.version += 1
    case.save(update_fields=[*fields, "version"])
    audit(actor=by, action=AuditAction.CHANGED, kind="case", object_id=case.pk, at=at, what=what, version=case.version)
    return case
