"""How does a group format change? By a new edition: records keep the steps they were held in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import Person
from supervision.audit.services import record
from supervision.gathering_vocabulary import StepSpeaker
from supervision.vocabulary import AuditAction

from ..models import GroupFormat, GroupFormatStep


@dataclass(frozen=True)
class Step:
    name: str
    speaks: StepSpeaker
    minutes: int
    is_no_advice: bool = False


@transaction.atomic
def publish(
    *,
    group_format: GroupFormat | None,
    name: str,
    summary: str,
    is_offered: bool,
    steps: Sequence[Step],
    by: Person,
    at: datetime,
) -> GroupFormat:
    """Save a format, new or not; gives the edition that holds from now on. Raises ValidationError."""
    if not any(step.is_no_advice for step in steps):
        raise ValidationError("Let there be a step in which nobody advises: it is what makes a group think.")
    now = GroupFormat.objects.select_for_update().get(pk=group_format.pk) if group_format else None
    if any(one != now for one in GroupFormat.objects.filter(name=name, is_offered=True)):
        raise ValidationError({"name": "This name is used already. Choose another"})
    if now is None or (now.name, now.summary, steps_of(now)) != (name, summary, list(steps)):
        now = _next_edition(now, name, summary, steps, at)
    now.is_offered = is_offered
    now.save(update_fields=["is_offered"])
    record(actor=by, action=AuditAction.CHANGED, kind="group_format", object_id=now.pk, at=at)
    return now


def steps_of(group_format: GroupFormat) -> list[Step]:
    found = group_format.steps.all()
    return [Step(one.name, StepSpeaker(one.speaks), one.minutes, one.is_no_advice) for one in found]


def _next_edition(
    before: GroupFormat | None, name: str, summary: str, steps: Sequence[Step], at: datetime
) -> GroupFormat:
    if before is not None:
        if GroupFormat.objects.filter(replaces=before).exists():
            raise ValidationError("Somebody changed this format meanwhile. Look at it again.")
        GroupFormat.objects.filter(pk=before.pk).update(is_offered=False)
    end = (GroupFormat.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    made = GroupFormat.objects.create(
        name=name,
        summary=summary,
        edition=before.edition + 1 if before else 1,
        replaces=before,
        position=before.position if before else end,
        is_offered=False,
        published_at=at,
    )
    GroupFormatStep.objects.bulk_create(
        GroupFormatStep(
            group_format=made, position=place, name=one.name, speaks=one.speaks, minutes=one.minutes,
            is_no_advice=one.is_no_advice,
        )
        for place, one in enumerate(steps)
    )  # fmt: skip
    return made
