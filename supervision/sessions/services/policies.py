"""How does a frequency policy change, and what would it make due? Looked at before it is saved."""

import copy
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import JobRole, Person, Team
from supervision.audit.services import record
from supervision.rules.intervals import Stage, pause_on
from supervision.rules.policies import Policy
from supervision.vocabulary import AuditAction, WorkingPattern

from ..models import FrequencyPolicy, PolicyStage, SupervisionArrangement
from .arrangements import refresh_all_due
from .due_dates import Reckoned, Reckoner, as_stage

FOR_EVERYBODY = {"job_role": None, "team": None, "working_pattern": WorkingPattern.ANY}


@dataclass(frozen=True)
class Definition:
    """Everything a policy says."""

    name: str
    job_role: JobRole | None
    team: Team | None
    working_pattern: WorkingPattern
    minutes: int
    tolerance_days: int
    sign_off_days: int
    rebook_days: int
    short_notice_hours: int
    stages: tuple[Stage, ...]

    @property
    def columns(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "stages"}

    @property
    def people(self) -> dict[str, Any]:
        """Whom it is for."""
        return {name: getattr(self, name) for name in FOR_EVERYBODY}

    def as_policy(self, policy_id: int | None) -> Policy:
        return Policy(
            id=policy_id,
            name=self.name,
            job_role_id=self.job_role.pk if self.job_role else None,
            team_id=self.team.pk if self.team else None,
            working_pattern=self.working_pattern,
            stages=self.stages,
        )


def definition_of(policy: FrequencyPolicy) -> Definition:
    columns = {field.name: getattr(policy, field.name) for field in fields(Definition) if field.name != "stages"}
    columns["working_pattern"] = WorkingPattern(policy.working_pattern)
    return Definition(**columns, stages=tuple(as_stage(row) for row in policy.stages.all()))


CHANGED_MEANWHILE = "Somebody has changed this policy meanwhile. Go back to see what it says now"


@transaction.atomic
def put_in_force(
    *, policy: FrequencyPolicy | None, definition: Definition, by: Person, at: datetime
) -> FrequencyPolicy:
    """Put a policy into force, new or in place of one, and work out every due date afresh. Raises ValidationError.

    What it replaces stays as it was, with its last moment. Said once more, or with nothing changed, it is one edition.
    """
    before = FrequencyPolicy.objects.select_for_update().get(pk=policy.pk) if policy else None
    if before and (same := _as_wanted(before, definition)):
        return same
    check(policy=before, definition=definition)
    if before:
        _end(before, by=by, at=at)
    saved = _write(FrequencyPolicy(**definition.columns, begins_at=at, put_by=by, replaces=before))
    PolicyStage.objects.bulk_create(_row(saved, stage) for stage in definition.stages)
    moved = refresh_all_due()
    action = AuditAction.CHANGED if before else AuditAction.CREATED
    record(actor=by, action=action, kind="policy", object_id=saved.pk, at=at, moved=moved)
    return saved


def _as_wanted(before: FrequencyPolicy, definition: Definition) -> FrequencyPolicy | None:
    """The edition that says this already: the one in hand, or the one that the same form has put in its place."""
    now = FrequencyPolicy.objects.filter(replaces=before).first() or before
    return now if now.ended_at is None and definition_of(now) == definition else None


def _end(policy: FrequencyPolicy, *, by: Person, at: datetime) -> None:
    policy.ended_at, policy.ended_by = at, by
    policy.save(update_fields=["ended_at", "ended_by"])


def _row(policy: FrequencyPolicy, stage: Stage) -> PolicyStage:
    return PolicyStage(
        policy=policy,
        after_count=stage.after.count,
        after_unit=stage.after.unit,
        every_count=stage.every.count,
        every_unit=stage.every.unit,
    )


def _write(policy: FrequencyPolicy) -> FrequencyPolicy:
    try:
        with transaction.atomic():
            policy.save()
    except IntegrityError as error:  # somebody else was faster than the check
        raise ValidationError("Another policy has this name or is for the same people") from error
    return policy


def check(*, policy: FrequencyPolicy | None, definition: Definition) -> None:
    """Raises ValidationError for a name that is taken, for people who have one, and for nobody left for everybody."""
    if policy and policy.ended_at:
        raise ValidationError(CHANGED_MEANWHILE)
    others = FrequencyPolicy.objects.in_force()
    others = others.exclude(pk=policy.pk) if policy else others
    if others.filter(name=definition.name).exists():
        raise ValidationError({"name": "This name is used already. Choose another"})
    same = others.filter(**definition.people).first()
    if same:
        raise ValidationError({"job_role": f"“{same.name}” is for the same people. Change or retire that one"})
    if definition.people != FOR_EVERYBODY:
        _keep_one_for_everybody(without=policy)


def _keep_one_for_everybody(*, without: FrequencyPolicy | None) -> None:
    left = FrequencyPolicy.objects.in_force().filter(**FOR_EVERYBODY)
    if without and not left.exclude(pk=without.pk).exists():
        raise ValidationError("This is the policy for everybody nothing else is for. It has to stay so")


@transaction.atomic
def retire(*, policy: FrequencyPolicy, by: Person, at: datetime) -> None:
    """Take a policy out of force: its people get the next one that fits. Raises ValidationError for everybody's."""
    retired = FrequencyPolicy.objects.select_for_update().get(pk=policy.pk)
    if retired.ended_at:
        return
    _keep_one_for_everybody(without=retired)
    _end(retired, by=by, at=at)
    moved = refresh_all_due()
    record(actor=by, action=AuditAction.CHANGED, kind="policy", object_id=policy.pk, at=at, retired=True, moved=moved)


@dataclass(frozen=True)
class Line:
    """One person's due date as it is and as it would be."""

    person: Person
    now: date
    then: date
    is_overdue: bool
    becomes_overdue: bool

    @property
    def is_moved(self) -> bool:
        return self.now != self.then


@dataclass(frozen=True)
class Preview:
    """Whom a policy would be for, and everybody whose due date it would move."""

    applies_to: int
    lines: list[Line]

    @property
    def moved(self) -> int:
        return sum(line.is_moved for line in self.lines)

    @property
    def become_overdue(self) -> int:
        return sum(line.becomes_overdue for line in self.lines)


def preview(*, policy: FrequencyPolicy | None, definition: Definition | None, on: date) -> Preview:
    """What a policy would make due, were it saved like this; with no definition, were it retired. Changes nothing."""
    now = Reckoner(None)
    then = copy.copy(now)
    then.policies = [one for one in now.policies if policy is None or one.id != policy.pk]
    wanted = definition.as_policy(policy.pk if policy else None) if definition else None
    if wanted:
        then.policies.append(wanted)
    arrangements = SupervisionArrangement.objects.current(on).lead().filter(practitioner__is_active=True)
    lines, applies_to = [], 0
    for arrangement in arrangements.select_related("practitioner"):
        before, after = now.of(arrangement), then.of(arrangement)
        applies_to += after.policy is wanted
        if after.policy is wanted or before.due.on != after.due.on:
            lines.append(_line(arrangement, before, after, on, now))
    lines.sort(key=lambda line: (not line.becomes_overdue, not line.is_moved, line.person.name))
    return Preview(applies_to, lines)


def _line(arrangement: SupervisionArrangement, before: Reckoned, after: Reckoned, on: date, known: Reckoner) -> Line:
    is_away = pause_on(on, known.pauses.get(arrangement.practitioner_id, ())) is not None
    was, will = (not is_away and due_on < on for due_on in (before.due.on, after.due.on))
    return Line(
        arrangement.practitioner, before.due.on, after.due.on, is_overdue=will, becomes_overdue=will and not was
    )
