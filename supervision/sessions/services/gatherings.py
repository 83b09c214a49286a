"""How is the record of a group written: started, filled in by its facilitator, and discarded?"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record_edit
from supervision.gathering_policy import (
    check_gathering_note,
    check_gathering_step,
    check_start_gathering,
    check_write_gathering,
)
from supervision.gathering_vocabulary import AttendanceState, GatheringKind, GatheringText
from supervision.rules.record_states import after
from supervision.vocabulary import NoteKind, RecordStep

from .. import write_content
from ..content import AgreedAction
from ..gathering_queries import places_in, points_of, standing_of, texts_of
from ..models import Attendance, CarriedPost, Feedback, GroupFormat, PackItem, SessionText, SupervisionSession
from ..outcome_queries import people_who_came
from . import guests, inviting, notes
from .history import add_event, lock_row
from .sent_before import check_same
from .typed import Typed, settle


class Changed(Exception):
    """What is to be saved was changed in another tab since it was shown."""


@dataclass(frozen=True)
class Place:
    """What is written of one who was invited. `minutes` of nothing stands for the whole length."""

    state: AttendanceState
    minutes: int | None = None


@transaction.atomic
def start(
    *,
    kind: GatheringKind,
    group_format: GroupFormat,
    held_on: date,
    question: str,
    invited: Collection[Person],
    start_key: UUID,
    by: Person,
    at: datetime,
) -> SupervisionSession:
    """Start a draft, facilitated by whoever starts it. The same `start_key` again: the same record, or SentBefore."""
    check_start_gathering(roles_of(by), kind)
    record, created = SupervisionSession.every.get_or_create(
        start_key=start_key,
        defaults={
            "kind_id": kind, "group_format": group_format, "held_on": held_on, "supervisor": by, "writer": by,
            "team": by.team, "service_id": by.team.service_id if by.team else None, "started_at": at,
        },
    )  # fmt: skip
    if not created:
        check_write_gathering(standing_of(by, record, on=localdate(at)))
        asked = texts_of(record).get(GatheringText.QUESTION, "")
        stored = (record.kind_id, record.group_format_id, record.held_on, asked)
        check_same(stored, (kind, group_format.pk, held_on, question))
        check_same({one.pk for one in invited} - inviting.known_in(record), set())
        return record
    if question:
        SessionText.objects.create(supervision_session=record, name=GatheringText.QUESTION, body=question)
    inviting.invite(record, invited, at=at)
    if kind is GatheringKind.PEER:  # whoever facilitates among peers is one of them
        Attendance.objects.create(supervision_session=record, person=by, state=AttendanceState.ATTENDED)
    add_event(record, RecordStep.START, by=by, at=at)
    return record


def _opened(record: SupervisionSession, by: Person, at: datetime) -> SupervisionSession:
    """The record, its row locked, for its facilitator to write."""
    locked = lock_row(record)
    check_write_gathering(standing_of(by, locked, on=localdate(at)))
    return locked


def mark_of(*rows: object) -> str:
    """Tells whether what a form showed is still what is stored."""
    return hashlib.sha256(json.dumps(rows, default=str).encode()).hexdigest()[:16]


def texts_mark(record: SupervisionSession) -> str:
    return mark_of(record.held_on, record.minutes, record.place, sorted(texts_of(record).items()))


def places_mark(record: SupervisionSession) -> str:
    return mark_of([[one.person_id, one.state, one.minutes, one.is_presenter] for one in places_in(record)])


def points_mark(record: SupervisionSession) -> str:
    rows = [
        [one.pk, one.what, one.why, one.how, one.owner_id, one.due_on, one.case_id, one.guest_id]
        for one in points_of(record)
    ]
    return mark_of(rows)


def check_unchanged(shown: str, stored: str) -> None:
    check_settled(shown == stored)


def check_settled(is_as_shown: bool) -> None:
    if not is_as_shown:
        raise Changed("This was changed in another tab. Compare the two before you save: saving again puts yours in.")


@transaction.atomic
def write(
    *,
    supervision_session: SupervisionSession,
    held_on: date,
    minutes: int | None,
    place: str,
    texts: Mapping[GatheringText, str],
    shown: str,
    typed: Typed | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Keep what the facilitator has written so far; `typed` is what their form holds. Raises Changed."""
    record = _opened(supervision_session, by, at)
    check_unchanged(shown, texts_mark(record))
    check_settled(settle(record, typed, by=by, at=at))
    is_moved, is_as_long = held_on != record.held_on, minutes == record.minutes
    record.held_on, record.minutes, record.place = held_on, minutes, place
    record.save(update_fields=["held_on", "minutes", "place"])
    if is_moved or not is_as_long:
        inviting.in_calendars(record, at=at)
    if is_moved:
        guests.move_end(record, at=at)
    if is_moved and held_on > localdate(at):  # on the day itself, and after it, this says when it was held
        inviting.moved(record, at=at)
    record.texts.all().delete()
    SessionText.objects.bulk_create(
        SessionText(supervision_session=record, name=name, body=body) for name, body in texts.items() if body
    )
    record_edit(actor=by, kind="gathering", object_id=record.pk, at=at)


@transaction.atomic
def note_attendance(
    *,
    supervision_session: SupervisionSession,
    places: Mapping[int, Place | None],
    presenter_id: int | None,
    others: Collection[Person],
    shown: str,
    by: Person,
    at: datetime,
) -> None:
    """Say who came, for how long, and who presented; None takes somebody off the list. Raises Changed."""
    record = _opened(supervision_session, by, at)
    check_unchanged(shown, places_mark(record))
    for place in places_in(record):
        wanted = places.get(place.person_id, Place(AttendanceState(place.state), place.minutes))
        if wanted is None:
            _take_off(record, place, at)
            continue
        came = wanted.state is AttendanceState.ATTENDED
        place.state, place.minutes = wanted.state, (wanted.minutes or record.minutes) if came else None
        place.is_presenter = False
        place.save(update_fields=["state", "minutes", "is_presenter"])
    record.presences.exclude(person=None).exclude(person__in=people_who_came(record)).delete()
    inviting.invite(record, others, at=at)
    if presenter_id is not None:
        _set_presenter(record, presenter_id)
    record_edit(actor=by, kind="gathering", object_id=record.pk, at=at)


def _take_off(record: SupervisionSession, place: Attendance, at: datetime) -> None:
    if record.private_notes.filter(person=place.person_id).exists():
        raise ValidationError(f"{place.person} keeps a private note about this, and stays on the list.")
    inviting.taken_off(record, place, at=at)
    place.delete()


def _set_presenter(record: SupervisionSession, person_id: int) -> None:
    came = record.attendances.filter(person=person_id, state=AttendanceState.ATTENDED)
    if not came.update(is_presenter=True):
        raise ValidationError({"presenter": "The presenter has to be somebody who came."})


@transaction.atomic
def write_points(
    *,
    supervision_session: SupervisionSession,
    agreed: Sequence[AgreedAction],
    shown: str,
    by: Person,
    at: datetime,
) -> None:
    """Keep the action points the group agreed. Raises Changed."""
    record = _opened(supervision_session, by, at)
    check_unchanged(shown, points_mark(record))
    _check_of_this_clinic(record, agreed)
    here = {one.person_id for one in places_in(record) if one.person.is_active} | {record.supervisor_id}
    write_content.write_action_points(record, list(agreed), here=here)
    record_edit(actor=by, kind="gathering", object_id=record.pk, at=at)


def _check_of_this_clinic(record: SupervisionSession, agreed: Sequence[AgreedAction]) -> None:
    cases: set[UUID | None] = {None, *record.slots.values_list("case", flat=True)}
    asked_to: dict[UUID | None, set[UUID | None]] = {None: cases}
    for guest, case in record.guests.values_list("pk", "slots__case"):
        asked_to.setdefault(guest, {None}).add(case)
    if any(one.case_id not in asked_to.get(one.guest_id, set()) for one in agreed):
        raise ValidationError("An action point is for a case of this clinic, and done by somebody who was asked to it.")


@transaction.atomic
def discard(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> None:
    """Throw away a draft that was never sent, with what was written in it."""
    record = lock_row(supervision_session)
    check_gathering_step(RecordStep.DISCARD, standing_of(by, record, on=localdate(at)))
    record.state = after(record.state, RecordStep.DISCARD)
    record.save(update_fields=["state"])
    inviting.called_off(record, at=at)
    PackItem.objects.filter(slot__supervision_session=record).delete()
    Feedback.objects.filter(supervision_session=record).delete()
    inviting.forget_venue(record, at=at)
    typed = (record.draft_answers, record.kept_texts)
    written = (record.action_points, record.texts, record.private_notes, *typed)
    for rows in (record.presences, record.discussions, record.slots, *written):
        rows.all().delete()
    CarriedPost.objects.filter(person=by, path__contains=str(record.pk)).delete()
    add_event(record, RecordStep.DISCARD, by=by, at=at)


@transaction.atomic
def save_note(
    *, supervision_session: SupervisionSession, body: str, base_version: int, by: Person, at: datetime
) -> int:
    """Save one's own part; gives its new version. Raises notes.NoteChanged when `base_version` is old."""
    locked = lock_row(supervision_session)
    check_gathering_note(standing_of(by, locked, on=localdate(at)))
    kind = NoteKind.PREPARATION if locked.supervisor_id == by.pk else NoteKind.REFLECTION
    return notes.keep(locked, kind, body, base_version=base_version, by=by, at=at)
