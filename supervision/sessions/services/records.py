"""How does a record move: started, sent, returned, taken back, discarded, struck through?"""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.policy import Denied, check_name_cases, check_step, check_write_draft
from supervision.rules.record_states import after
from supervision.times import long_day
from supervision.vocabulary import (
    ArrangementKind,
    AuditAction,
    NotHeldBy,
    NotHeldReason,
    PlanChange,
    PlanState,
    RecordState,
    RecordStep,
)

from .. import write_content
from ..content import RecordContent
from ..discussion_queries import may_all_be_named
from ..limits import sign_by
from ..models import (
    AgendaItem,
    CarriedPost,
    PlannedSession,
    PrivateNote,
    SessionText,
    SupervisionArrangement,
    SupervisionSession,
    TemplateVersion,
)
from ..queries import standing_of
from . import plan_links, plan_telling, telling
from .arrangements import refresh_due
from .history import add_event, lock_row, was_last
from .passing_on import settle


@transaction.atomic
def start(
    *,
    arrangement: SupervisionArrangement,
    kind_id: str,
    template_version: TemplateVersion,
    held_on: date,
    start_key: UUID,
    by: Person,
    at: datetime,
) -> SupervisionSession:
    """Start a draft. The same `start_key` again, as from a double click, gives the same record."""
    _check_held_on(held_on, at)
    _check_within(arrangement, held_on, "held_on")
    record, created = SupervisionSession.objects.get_or_create(
        start_key=start_key,
        defaults=_as_it_is_now(arrangement, by, at)
        | {"kind_id": kind_id, "template_version": template_version, "held_on": held_on}
        | {"sign_by": sign_by(arrangement, started_on=localdate(at))},
    )
    if not created:
        check_write_draft(standing_of(by, record, on=localdate(at)))
        return record
    add_event(record, RecordStep.START, by=by, at=at)
    plan_links.mark_held(supervision_session=record, by=by, at=at)
    _refresh_due(record)
    return record


@transaction.atomic
def record_not_held(
    *,
    arrangement: SupervisionArrangement,
    kind_id: str,
    planned_on: date,
    not_held_by: NotHeldBy,
    reason: NotHeldReason,
    explanation: str,
    start_key: UUID,
    planned: PlannedSession | None = None,
    is_rebooked: bool = True,
    is_told: bool = True,
    by: Person,
    at: datetime,
) -> SupervisionSession:
    """Record that a session did not happen, by whom and why. It moves no due date, and says by when to rebook.

    Not `is_rebooked` when there will be no other, because somebody has left. It becomes the record of `planned`, else
    of what was booked for that day; the other person is told of that.
    """
    if not planned:
        _check_within(arrangement, planned_on, "planned_on")
    booked = planned or plan_links.booked_on(arrangement, planned_on, kind_id)
    record, created = SupervisionSession.objects.get_or_create(
        start_key=start_key,
        defaults=_as_it_is_now(arrangement, by, at)
        | {
            "kind_id": kind_id,
            "held_on": planned_on,
            "state": RecordState.NOT_HELD,
            "not_held_by": not_held_by,
            "not_held_reason": reason,
            **plan_links.cancellation(arrangement, booked, planned_on, kind_id, at),
        }
        | ({} if is_rebooked else {"rebook_by": None}),
    )
    if created:
        if booked:
            plan_links.link(booked, record, PlanState.NOT_HELD, PlanChange.NOT_HELD, by=by, at=at)
            plan_telling.cancelled(booked, is_told=is_told, by=by, at=at)
        if explanation:
            SessionText.objects.create(supervision_session=record, name="not_held", body=explanation)
        add_event(record, RecordStep.NOT_HELD, by=by, at=at)
    return record


def _refresh_due(record: SupervisionSession) -> None:
    assert record.practitioner_id is not None  # of two
    refresh_due(practitioner_id=record.practitioner_id)


def _as_it_is_now(arrangement: SupervisionArrangement, by: Person, at: datetime) -> dict[str, object]:
    if by.pk not in (arrangement.practitioner_id, arrangement.supervisor_id):
        raise Denied("Only the two people in an arrangement can record its sessions.")
    team = arrangement.practitioner.team
    return {
        "arrangement": arrangement,
        "practitioner_id": arrangement.practitioner_id,
        "supervisor_id": arrangement.supervisor_id,
        "team": team,
        "service_id": team.service_id if team else None,
        "writer": by,
        "started_at": at,
    }


def _check_held_on(held_on: date, at: datetime) -> None:
    if held_on > localdate(at):
        raise ValidationError({"held_on": "Enter a date that is today or in the past."})


def _check_within(arrangement: SupervisionArrangement, day: date, field: str) -> None:
    """A session is of the arrangement of its day: who supervised before, or supervises since, has one of their own."""
    name = "cover" if arrangement.kind == ArrangementKind.COVER else "arrangement"
    if day < arrangement.starts_on:
        began = f"This {name} began on {long_day(arrangement.starts_on)}."
        raise ValidationError({field: f"{began} Enter that day or a later one."})
    if arrangement.ends_on and day > arrangement.ends_on:
        ended = f"This {name} ended on {long_day(arrangement.ends_on)}."
        raise ValidationError({field: f"{ended} Enter that day or an earlier one."})


@transaction.atomic
def move_held_on(*, supervision_session: SupervisionSession, held_on: date, by: Person, at: datetime) -> None:
    """Correct the day a draft's session was held, which moves the next due date at once."""
    record = lock_row(supervision_session)
    check_write_draft(standing_of(by, record, on=localdate(at)))
    _check_held_on(held_on, at)
    _check_within(record.arrangement, held_on, "held_on")
    if held_on != record.held_on:
        record.held_on = held_on
        record.save(update_fields=["held_on"])
        plan_links.follow(supervision_session=record, by=by, at=at)
        _refresh_due(record)


@transaction.atomic
def send(
    *, supervision_session: SupervisionSession, content: RecordContent, by: Person, at: datetime
) -> SupervisionSession:
    """Send a draft for signature: its checked content becomes the record's own rows."""
    record = lock_row(supervision_session)
    check_step(RecordStep.SEND, standing_of(by, record, on=localdate(at)))
    _check_held_on(content.held_on, at)
    if content.held_on != record.held_on:  # what was written before the end was set can still be sent
        _check_within(record.arrangement, content.held_on, "held_on")
    if named := content.case_ids:
        check_name_cases(may_all=may_all_be_named(named, by, record, on=localdate(at)))
    record.state = after(record.state, RecordStep.SEND)
    record.content_version += 1
    record.sent_at = at
    write_content.write(record, content)
    plan_links.follow(supervision_session=record, by=by, at=at)
    _refresh_due(record)
    add_event(record, RecordStep.SEND, by=by, at=at)
    settle(record, by=by, at=at)
    telling.sent(record, by=by, at=at)
    return record


@transaction.atomic
def comment(*, supervision_session: SupervisionSession, text: str, by: Person, at: datetime) -> None:
    record = lock_row(supervision_session)
    check_step(RecordStep.COMMENT, standing_of(by, record, on=localdate(at)))
    last = record.events.last()
    if last and (last.step, last.by_id, last.comment) == (RecordStep.COMMENT, by.pk, text):
        return  # a double click
    add_event(record, RecordStep.COMMENT, by=by, at=at, comment=text)


@transaction.atomic
def return_for_changes(*, supervision_session: SupervisionSession, text: str, by: Person, at: datetime) -> None:
    """Give a record back to its writer, with what should change. Signatures already given are void."""
    _reopen(supervision_session, RecordStep.RETURN, text=text, by=by, at=at)


@transaction.atomic
def take_back(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> None:
    """Let the writer change a record that was sent. Signatures already given are void."""
    _reopen(supervision_session, RecordStep.TAKE_BACK, text="", by=by, at=at)


def _reopen(supervision_session: SupervisionSession, step: RecordStep, *, text: str, by: Person, at: datetime) -> None:
    record = lock_row(supervision_session)
    if was_last(record, step, by=by):
        return
    check_step(step, standing_of(by, record, on=localdate(at)))
    record.signatures.filter(voided_at=None).update(voided_at=at)
    record.state = after(record.state, step)
    record.save(update_fields=["state"])
    add_event(record, step, by=by, at=at, comment=text)
    settle(record, by=by, at=at)
    telling.reopened(record, by=by, at=at)


@transaction.atomic
def discard(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> None:
    """Throw away a draft that was never sent: its words are deleted, that it existed stays on the trail.

    What the other person had noted for themselves is not the writer's to delete.
    """
    record = lock_row(supervision_session)
    check_step(RecordStep.DISCARD, standing_of(by, record, on=localdate(at)))
    record.state = after(record.state, RecordStep.DISCARD)
    record.save(update_fields=["state"])
    for note in record.private_notes.exclude(person=by):
        _hand_back(note, record, by=by, at=at)
    for rows in (record.draft_answers, record.kept_texts, record.private_notes):
        rows.all().delete()
    CarriedPost.objects.filter(person=by, path__contains=str(record.pk)).delete()
    plan_links.release(supervision_session=record, by=by, at=at)
    _refresh_due(record)
    add_event(record, RecordStep.DISCARD, by=by, at=at)


def _hand_back(note: PrivateNote, record: SupervisionSession, *, by: Person, at: datetime) -> None:
    """Put a note whose record goes away on the next agenda, where its writer alone sees it."""
    item = AgendaItem.objects.create(
        arrangement=record.arrangement, author=note.person, is_shared=False, added_at=at, body=note.body
    )
    audit(actor=by, action=AuditAction.CREATED, kind="agenda_item", object_id=item.pk, at=at)


@transaction.atomic
def strike(*, supervision_session: SupervisionSession, reason: str, by: Person, at: datetime) -> None:
    """Mark a record as entered in error: it stays readable and counts nowhere."""
    record = lock_row(supervision_session)
    if was_last(record, RecordStep.STRIKE, by=by):
        return
    check_step(RecordStep.STRIKE, standing_of(by, record, on=localdate(at)))
    record.state = after(record.state, RecordStep.STRIKE)
    record.save(update_fields=["state"])
    plan_links.release(supervision_session=record, by=by, at=at)
    _refresh_due(record)
    add_event(record, RecordStep.STRIKE, by=by, at=at, comment=reason)
    telling.ended(record, at=at)
