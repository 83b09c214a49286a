"""How is it said that a discussion is on the child's file, or is not after all? A row for each, and none is changed."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.policy import CaseRelation, check_place
from supervision.vocabulary import AuditAction, RecordState

from ..discussion_queries import RECENT
from ..models import CaseDiscussion, Placement, SupervisionSession


@transaction.atomic
def place(
    *,
    discussion: CaseDiscussion,
    placed_on: date | None,
    relations: frozenset[CaseRelation],
    key: UUID,
    by: Person,
    at: datetime,
) -> Placement:
    """Say on which day it was placed; without a day, that it is not there after all. The same form again is one row."""
    session = SupervisionSession.every.select_for_update(no_key=True).get(discussions=discussion)
    is_recent = session.held_on >= localdate(at) - RECENT
    state, is_there = RecordState(session.state), placed_on is not None
    check_place(relations, state=state, is_recent=is_recent, is_there=is_there)
    if stored := Placement.objects.filter(discussion=discussion, by=by, key=key).first():
        return stored
    _check_day(placed_on, session.held_on, localdate(at))
    row = Placement.objects.create(discussion=discussion, placed_on=placed_on, by=by, at=at, key=key)
    audit(
        actor=by, action=AuditAction.CREATED, kind="placement", object_id=row.pk, at=at,
        discussion=str(discussion.pk), placed_on=str(placed_on or ""),
    )  # fmt: skip
    return row


def _check_day(placed_on: date | None, held_on: date, today: date) -> None:
    if placed_on and placed_on > today:
        raise ValidationError({"placed_on": "Enter a day that is today or in the past"})
    if placed_on and placed_on < held_on:
        raise ValidationError({"placed_on": "Enter a day that is not before the session"})
