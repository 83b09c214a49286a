"""How is the record of a group signed by its facilitator, answered by each who came, and locked?"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.gathering_policy import check_gathering_step
from supervision.gathering_vocabulary import (
    ATTENDEE,
    AttendanceState,
    AttendeeResponse,
    GatheringKind,
    GatheringText,
)
from supervision.outbox.notices import notify, settle
from supervision.rules.record_states import after
from supervision.times import long_day
from supervision.vocabulary import NoticeKind, Party, RecordStep, SignatureResponse

from ..content import as_locked, as_sent, hash_of
from ..gathering_queries import Written, answers_in, places_in, standing_of, waiting_in, written_in
from ..limits import confirm_by
from ..models import Addendum, Attendance, Signature, SupervisionSession
from ..outcome_queries import Cases, cases_in, unfinished
from ..typed_queries import TEXTS, unsaved_pages
from . import inviting
from .history import add_event, lock_row
from .passing_on import left_at
from .sign_off import Changed

WANTED = NoticeKind.CONFIRMATION_WANTED


@transaction.atomic
def send(*, supervision_session: SupervisionSession, shown: str, by: Person, at: datetime) -> SupervisionSession:
    """Sign the record as it was `shown` and ask everybody who came to confirm it. Raises Changed, ValidationError."""
    record = lock_row(supervision_session)
    check_gathering_step(RecordStep.SEND, standing_of(by, record, on=localdate(at)))
    if hash_of(as_sent(record)) != shown:
        raise Changed("This record has changed since you opened it. Read it again before you sign.")
    if missing := missing_in(record, written_in(record), on=localdate(at)):
        raise ValidationError(missing)
    record.draft_answers.all().delete()  # what was typed is in rows of its own
    record.state = after(record.state, RecordStep.SEND)
    record.content_version += 1
    record.sent_at, record.sign_by = at, confirm_by(record.supervisor, sent_on=localdate(at))
    record.save(update_fields=["state", "content_version", "sent_at", "sign_by"])
    _sign(record, Party.SUPERVISOR, SignatureResponse.AGREE, "", by=by, at=at)
    add_event(record, RecordStep.SEND, by=by, at=at)
    inviting.held(record, at=at)
    for place in waiting_in(record):
        _tell(record, place.person_id, at)
    _lock_if_answered(record, by=by, at=at)
    return record


def missing_in(record: SupervisionSession, written: Written, *, on: date, cases: Cases | None = None) -> list[str]:
    """What has to be written before the record can be signed, in words for its facilitator."""
    came = [one for one in written.places if one.state == AttendanceState.ATTENDED]
    owners = {one.person_id for one in came} | {record.supervisor_id}
    is_clinic = record.kind_id == GatheringKind.CLINIC
    found = {
        "Enter a day that is today or in the past.": record.held_on > on,
        "Enter how long it took and where it was.": not (record.minutes and record.place),
        "Write the framed question.": not (is_clinic or written.texts.get(GatheringText.QUESTION)),
        "Say of everybody who was invited whether they came.": any(
            one.state == AttendanceState.INVITED for one in written.places
        ),
        "Say who came.": not any(one.person_id != record.supervisor_id for one in came),
        "Enter how many minutes are credited to each who came.": any(one.minutes is None for one in came),
        "Choose who presented.": not (is_clinic or any(one.is_presenter for one in came)),
        "Let somebody who came do each action point.": any(one.owner_id not in owners for one in written.points),
    }
    cases = (cases or cases_in(record)) if is_clinic else None
    of_cases = unfinished(cases, written.places) if cases else []
    return [*(words for words, is_missing in found.items() if is_missing), *of_cases, *_not_saved(record, cases)]


def _not_saved(record: SupervisionSession, cases: Cases | None) -> list[str]:
    """What is kept in a form as it was typed, and would not be signed."""
    pages = unsaved_pages(record)
    slots = cases.slots if cases else []
    found = ["what was said"] if TEXTS in pages else []
    found += [slot.case.reference for slot in slots if str(slot.pk) in pages]
    return [f"Save what you typed about {one}: it is kept, and not in the record yet." for one in found]


def _sign(
    record: SupervisionSession, party: str, response: str, statement: str, *, by: Person, at: datetime
) -> Signature:
    content_hash = hash_of(as_sent(record))
    if record.signatures.filter(voided_at=None).exclude(content_hash=content_hash).exists():
        raise Changed("This record is not what the facilitator signed. It has to be taken back and sent again.")
    signature = Signature.objects.create(
        supervision_session=record, person=by, party=party, response=response, statement=statement,
        content_version=record.content_version, content_hash=content_hash, signed_at=at,
    )  # fmt: skip
    add_event(record, RecordStep.SIGN, by=by, at=at)
    return signature


def has_answered(
    record: SupervisionSession, person: Person, *, version: int, response: AttendeeResponse, statement: str
) -> bool:
    """Whether this is what the person has answered already."""
    given = answers_in(record).filter(person=person, content_version=version, response=response)
    return any(answer.statement == statement for answer in given)


@transaction.atomic
def confirm(
    *,
    supervision_session: SupervisionSession,
    response: AttendeeResponse,
    statement: str,
    shown_version: int,
    by: Person,
    at: datetime,
) -> SupervisionSession:
    """Confirm the version that was shown, or record a difference. The last answer locks. Raises Changed or Denied.

    The same answer again, as from a double click, is the same answer.
    """
    record = lock_row(supervision_session)
    if has_answered(record, by, version=shown_version, response=response, statement=statement):
        return record
    check_gathering_step(RecordStep.SIGN, standing_of(by, record, on=localdate(at)))
    if record.content_version != shown_version:
        raise Changed("This record has changed since you opened it. Read it again before you answer.")
    if response is AttendeeResponse.DIFFERS and not statement.strip():
        raise ValidationError({"statement": "Write what you saw differently"})
    _sign(record, ATTENDEE, response, statement, by=by, at=at)
    settle(kinds=WANTED, about_id=record.pk, at=at, person_id=by.pk)
    _lock_if_answered(record, by=by, at=at)
    return record


def _lock_if_answered(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    if not waiting_in(record).exists():
        _lock(record, "Everybody who came and is here has answered.", by=by, at=at)


@transaction.atomic
def lock(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> None:
    """Lock a record whose day to answer by has passed, or for which nobody is left to answer. Once."""
    record = lock_row(supervision_session)
    if record.locked_at:
        return
    check_gathering_step(RecordStep.LOCK, standing_of(by, record, on=localdate(at)))
    silent = ", ".join(place.person.name for place in waiting_in(record).select_related("person"))
    by_day = long_day(record.sign_by) if record.sign_by else ""
    words = f"Not answered by {by_day}: {silent}." if silent else "Everybody who came and is here has answered."
    _lock(record, words, by=by, at=at)


def _lock(record: SupervisionSession, why: str, *, by: Person, at: datetime) -> None:
    for place in _left_before_answering(record):
        add_event(record, RecordStep.LEAVE, by=place.person, at=left_at(place.person, at))
    record.state = after(record.state, RecordStep.LOCK)
    record.locked_at = at
    record.content_hash = hash_of(as_locked(record))
    record.save(update_fields=["content_hash", "state", "locked_at"])
    add_event(record, RecordStep.LOCK, by=by, at=at, comment=why)
    settle(kinds=WANTED, about_id=record.pk, at=at)


def _left_before_answering(record: SupervisionSession) -> list[Attendance]:
    answered = {answer.person_id for answer in answers_in(record)} | {record.supervisor_id}
    came = [place for place in places_in(record) if place.state == AttendanceState.ATTENDED]
    return [place for place in came if place.person_id not in answered and not place.person.is_active]


@transaction.atomic
def take_back(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> None:
    """Let the facilitator change a record that was sent. What was signed and answered is set aside."""
    record = lock_row(supervision_session)
    check_gathering_step(RecordStep.TAKE_BACK, standing_of(by, record, on=localdate(at)))
    record.signatures.filter(voided_at=None).update(voided_at=at)
    record.state = after(record.state, RecordStep.TAKE_BACK)
    record.save(update_fields=["state"])
    add_event(record, RecordStep.TAKE_BACK, by=by, at=at)
    settle(kinds=WANTED, about_id=record.pk, at=at)


@transaction.atomic
def strike(*, supervision_session: SupervisionSession, reason: str, by: Person, at: datetime) -> None:
    """Mark a record as entered in error: it stays readable, and no time is credited from it."""
    record = lock_row(supervision_session)
    check_gathering_step(RecordStep.STRIKE, standing_of(by, record, on=localdate(at)))
    record.state = after(record.state, RecordStep.STRIKE)
    record.save(update_fields=["state"])
    add_event(record, RecordStep.STRIKE, by=by, at=at, comment=reason)
    settle(kinds=WANTED, about_id=record.pk, at=at)


@transaction.atomic
def add_addendum(
    *, supervision_session: SupervisionSession, reason: str, body: str, by: Person, at: datetime
) -> Addendum:
    """Add to a locked record, with the reason. The original does not change; the same words again are the same."""
    record = lock_row(supervision_session)
    check_gathering_step(RecordStep.ADDENDUM, standing_of(by, record, on=localdate(at)))
    mine = record.addenda.filter(author=by)
    if same := next((added for added in mine if (added.reason, added.body) == (reason, body)), None):
        return same
    addendum = Addendum.objects.create(supervision_session=record, author=by, written_at=at, reason=reason, body=body)
    add_event(record, RecordStep.ADDENDUM, by=by, at=at)
    return addendum


def _tell(record: SupervisionSession, person_id: int, at: datetime) -> None:
    notify(
        person_id=person_id, kind=WANTED, key=f"{WANTED}:{record.pk}:{record.content_version}:{person_id}",
        about_id=record.pk, about_on=record.held_on, at=at, mail_after=at,
    )  # fmt: skip
