"""How is something written about a case? Added by whoever works with the child; what stands is never changed."""

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.policy import CaseRelation, Denied, check_correct_note, check_write_note
from supervision.vocabulary import AuditAction

from ..models import Case, CaseNote, CaseNoteAddendum, PathwayStep
from ..queries import standing_access
from ..words import CaseNoteKind, PathwayFor, PathwayStage

if TYPE_CHECKING:
    from supervision.sessions.models import CaseDiscussion


@transaction.atomic
def add_note(
    *,
    case: Case,
    kind: CaseNoteKind,
    dated_on: date,
    body: str,
    key: UUID,
    by: Person,
    at: datetime,
    discussion: "CaseDiscussion | None" = None,
) -> CaseNote:
    """Add a note, perhaps with the discussion it follows from. The same form again, as from a double click, is one."""
    locked = _lock(case)
    check_write_note(_writes_as(by, locked, at), is_closed=locked.closed_on is not None)
    _check_day(dated_on, at)
    if stored := locked.notes.filter(author=by, key=key).first():
        return stored
    if discussion and discussion.case_id != locked.pk:
        raise Denied("A note follows from a discussion of its own case.")
    note = CaseNote.objects.create(
        case=locked, author=by, kind=kind, dated_on=dated_on, body=body, key=key, written_at=at, discussion=discussion
    )
    _put_on_trail("case_note", note.pk, locked, by, at)
    return note


@transaction.atomic
def add_addendum(*, note: CaseNote, reason: str, body: str, key: UUID, by: Person, at: datetime) -> CaseNoteAddendum:
    """Put a note right, or add to it. It stands beside the note, with the reason."""
    locked = _lock(note.case)
    check_correct_note(_writes_as(by, locked, at))
    if stored := note.addenda.filter(author=by, key=key).first():
        return stored
    added = CaseNoteAddendum.objects.create(note=note, author=by, reason=reason, body=body, key=key, written_at=at)
    _put_on_trail("case_note_addendum", added.pk, locked, by, at)
    return added


@transaction.atomic
def add_step(
    *,
    case: Case,
    need: PathwayFor,
    stage: PathwayStage,
    dated_on: date,
    next_step: str,
    key: UUID,
    by: Person,
    at: datetime,
) -> PathwayStep:
    """Say how far the child has come on the way to a diagnosis."""
    locked = _lock(case)
    check_write_note(_writes_as(by, locked, at), is_closed=locked.closed_on is not None)
    _check_day(dated_on, at)
    if stored := locked.pathway.filter(author=by, key=key).first():
        return stored
    step = PathwayStep.objects.create(
        case=locked, need=need, stage=stage, dated_on=dated_on, next_step=next_step, author=by, key=key, written_at=at
    )
    _put_on_trail("pathway_step", step.pk, locked, by, at)
    return step


def _lock(case: Case) -> Case:
    return Case.objects.select_for_update(no_key=True).get(pk=case.pk)


def _writes_as(by: Person, case: Case, at: datetime) -> frozenset[CaseRelation]:
    """What lets this person write here, asked again with the case's row locked."""
    if case.lead_id == by.pk:
        return frozenset({CaseRelation.LEAD})
    given = standing_access(localdate(at)).filter(case=case, person=by).exists()
    return frozenset({CaseRelation.GIVEN_ACCESS}) if given else frozenset()


def _check_day(day: date, at: datetime) -> None:
    if day > localdate(at):
        raise ValidationError({"dated_on": "The day must be today or in the past"})


def _put_on_trail(kind: str, object_id: UUID, case: Case, by: Person, at: datetime) -> None:
    audit(actor=by, action=AuditAction.CREATED, kind=kind, object_id=object_id, at=at, case=str(case.pk))
