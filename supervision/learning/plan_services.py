"""How does a supervisor plan what their team learns, and who says that it is done?"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.policy import Denied, check_see_team
from supervision.sessions.models import ConfidenceDomain
from supervision.vocabulary import AuditAction

from . import plan_queries
from .models import PlannedLearning
from .words import PlanEnd


@dataclass(frozen=True)
class Plan:
    """A checked form."""

    domain: ConfidenceDomain
    what: str
    owner: Person
    due_on: date


@transaction.atomic
def plan(*, plan: Plan, key: UUID, by: Person, at: datetime) -> PlannedLearning:
    """Plan something for one's own team. The same form again, as from a double click, is one."""
    check_see_team(roles_of(by))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if stored := PlannedLearning.objects.filter(supervisor=by, key=key).first():
        return stored
    today = localdate(at)
    _check_day(plan.due_on, today)
    _check_owner(plan.owner, by, today)
    planned = PlannedLearning.objects.create(
        supervisor=by, domain=plan.domain, what=plan.what, owner=plan.owner, due_on=plan.due_on, added_at=at, key=key
    )
    audit(actor=by, action=AuditAction.CREATED, kind="planned_learning", object_id=planned.pk, at=at)
    return planned


@transaction.atomic
def change(*, planned: PlannedLearning, plan: Plan, base_version: int, by: Person, at: datetime) -> None:
    """Write it anew. What it was due by, and who sees to it, may stay. Raises Denied, and ValidationError."""
    stored = PlannedLearning.objects.select_for_update().get(pk=planned.pk)
    check_change(stored, by)
    if stored.version != base_version:
        raise ValidationError("This was changed meanwhile. Open it again in another tab, and copy over what you need.")
    today = localdate(at)
    if plan.due_on != stored.due_on:
        _check_day(plan.due_on, today)
    if plan.owner.pk != stored.owner_id:
        _check_owner(plan.owner, stored.supervisor, today)
    stored.domain, stored.what, stored.owner, stored.due_on = plan.domain, plan.what, plan.owner, plan.due_on
    stored.version += 1
    stored.save(update_fields=["domain", "what", "owner", "due_on", "version"])
    audit(actor=by, action=AuditAction.CHANGED, kind="planned_learning", object_id=stored.pk, at=at)


def _check_day(day: date, today: date) -> None:
    if day < today:
        raise ValidationError({"due_on": "The day must be today or later"})


def _check_owner(owner: Person, supervisor: Person, today: date) -> None:
    if not plan_queries.team_of(supervisor, on=today).filter(pk=owner.pk).exists():
        raise ValidationError({"owner": "Choose yourself or somebody in your team"})


@transaction.atomic
def end(*, planned: PlannedLearning, how: PlanEnd, by: Person, at: datetime) -> None:
    """Say that it is done or no longer needed. Pressed twice it is the same. Raises Denied."""
    stored = PlannedLearning.objects.select_for_update().get(pk=planned.pk)
    check_end(stored, by)
    if stored.ended:
        return
    stored.ended, stored.ended_at = how, at
    stored.save(update_fields=["ended", "ended_at"])
    audit(actor=by, action=AuditAction.CHANGED, kind="planned_learning", object_id=stored.pk, at=at, state=how)


def check_change(planned: PlannedLearning, by: Person) -> None:
    if by.pk not in (planned.supervisor_id, planned.owner_id):
        raise Denied("Whoever planned this, and whoever sees to it, change it.")
    if planned.ended:
        raise Denied("This has ended, and stays as it was.")


def check_end(planned: PlannedLearning, by: Person) -> None:
    if by.pk not in (planned.supervisor_id, planned.owner_id):
        raise Denied("Whoever planned this, and whoever sees to it, say that it is done.")
