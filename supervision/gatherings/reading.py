"""What does a page of a gathering show? Its rows in words, no more of them than the reader may open."""

from typing import Any

from django.utils import timezone

from accounts.models import Person
from supervision.gathering_policy import (
    GatheringStanding,
    check_gathering_step,
    check_give_feedback,
    check_keep_guests,
    check_read_feedback,
    check_read_gathering,
    check_read_gathering_note,
    check_write_gathering,
)
from supervision.gathering_vocabulary import (
    ATTENDEE,
    AttendanceState,
    AttendeeResponse,
    GatheringKind,
    GatheringText,
)
from supervision.gatherings.forms.writing import ACROSS
from supervision.policy import Part, allowed
from supervision.sessions.clinic_queries import guests_of
from supervision.sessions.feedback_queries import is_open
from supervision.sessions.gathering_queries import Written, places_in, points_of, texts_of
from supervision.sessions.models import Addendum, Attendance, RecordEvent, Signature, SupervisionSession
from supervision.sessions.outcome_queries import Cases, cases_known_to, points_for, writers_read_by
from supervision.times import moment
from supervision.vocabulary import RecordState, RecordStep


def about(record: SupervisionSession, standing: GatheringStanding) -> dict[str, Any]:
    """What is known of it, without a word of what was said."""
    places, has_note = places_in(record), record.has_note  # type: ignore[attr-defined]
    may_be_said = is_open(record, on=timezone.localdate())
    return {
        "record": record,
        "places": places,
        "presenter": next((one.person for one in places if one.is_presenter), None),
        "may": {step.name: allowed(check_gathering_step, step, standing) for step in RecordStep},
        "may_write": allowed(check_write_gathering, standing),
        "may_note": allowed(lambda: check_read_gathering_note(standing, has_written=has_note)),
        "reads": allowed(check_read_gathering, Part.CONTENT, standing),
        "may_say": allowed(lambda: check_give_feedback(standing, is_open=may_be_said)),
        "hears": (may_be_said or record.heard) and allowed(check_read_feedback, standing),  # type: ignore[attr-defined]
    }


def clinic(record: SupervisionSession, cases: Cases, standing: GatheringStanding) -> dict[str, Any]:
    """The cases of a clinic that the reader leads, was there for, or facilitates; and its guests."""
    keeps_guests, now = allowed(check_keep_guests, standing), timezone.now()
    guests = list(guests_of(record)) if keeps_guests else []
    can_come_in = any(one.revoked_at is None and one.expires_at > now for one in guests)
    return {
        "is_clinic": True,
        "keeps_guests": keeps_guests,
        "slots": cases.slots,
        "guests": guests,
        "may_ask": can_come_in and is_open(record, on=timezone.localdate()),
        "now": now,
    }


def cases_of(record: SupervisionSession, person: Person, standing: GatheringStanding) -> Cases | None:
    return cases_known_to(person, record, standing) if record.kind_id == GatheringKind.CLINIC else None


def written(record: SupervisionSession, about: dict[str, Any]) -> Written:
    return Written(about["places"], texts_of(record), points_of(record))


def content(record: SupervisionSession, written: Written, person: Person, cases: Cases | None) -> dict[str, Any]:
    """What was said, who signed and answered, and what was added: of a clinic no more than the reader was there for."""
    readers = writers_read_by(person, record, cases) if cases else None
    texts, history = written.texts, events(record, readers)
    signatures = list(record.signatures.select_related("person")) if record.content_version else []
    was_added_to = any(event["title"] == RecordStep.ADDENDUM.label for event in history)
    return {
        "texts": [(label_of(name, record), texts[name]) for name in GatheringText if texts.get(name)],
        "points": written.points,
        "steps": list(record.group_format.steps.all()) if record.group_format else [],
        "parties": parties(record, written.places, signatures, readers),
        "set_aside": [_limited(one, readers) for one in signatures if one.voided_at],
        "events": history,
        "addenda": _addenda(record, readers) if was_added_to else [],
        **(_of_cases(record, written, person, cases) if cases else {}),
    }


def label_of(name: GatheringText, record: SupervisionSession) -> str:
    return ACROSS if record.kind_id == GatheringKind.CLINIC and name is GatheringText.THOUGHTS else name.label


def _of_cases(record: SupervisionSession, written: Written, person: Person, cases: Cases) -> dict[str, Any]:
    is_locked = record.state == RecordState.LOCKED
    there = [one for slot in cases.read for one in slot.there if one["agency_id"]]
    keeps = record.supervisor_id == person.pk
    return {
        "is_clinic": True,
        "outcomes": [(slot, cases.said.get(slot.case_id), [_name(one) for one in slot.there]) for slot in cases.read],
        "agencies": sorted({(one["agency"], one["agency_id"]) for one in there}) if is_locked and keeps else [],
        "has_extracts": is_locked,
        "points": points_for(written.points, cases.read, person),
    }


def _name(there: dict[str, Any]) -> str:
    return f"{there['name']}, {there['agency']}" if there["agency"] else str(there["name"])


Readers = set[int] | None  # whose words are read; None for everybody's


def _reads(writer_id: int, readers: Readers) -> bool:
    return readers is None or writer_id in readers


def _limited(signature: Signature, readers: Readers) -> Signature:
    if not _reads(signature.person_id, readers):
        signature.statement = ""
    return signature


def _addenda(record: SupervisionSession, readers: Readers) -> list[Addendum]:
    return [one for one in record.addenda.select_related("author") if _reads(one.author_id, readers)]


def parties(
    record: SupervisionSession, places: list[Attendance], signatures: list[Signature], readers: Readers
) -> list[dict[str, str]]:
    """The facilitator, and everybody else who came, with what each has said to the record."""
    standing = {one.person_id: _limited(one, readers) for one in signatures if not one.voided_at}
    came = [one.person for one in places if one.state == AttendanceState.ATTENDED]
    people = [record.supervisor, *(person for person in came if person.pk != record.supervisor_id)]
    return [_party(person.name, standing.get(person.pk), person.is_active, record) for person in people]


def _party(name: str, signature: Signature | None, is_here: bool, record: SupervisionSession) -> dict[str, str]:
    if signature is None:
        text = "Not answered yet." if is_here and not record.locked_at else "Did not answer."
        return {"name": name, "state": "waiting", "text": text if is_here else "Left before answering."}
    if signature.party != ATTENDEE:
        return {"name": name, "state": "signed", "text": f"Facilitated, and signed {moment(signature.signed_at)}."}
    differs = signature.response == AttendeeResponse.DIFFERS
    return {
        "name": name,
        "state": "disagreed" if differs else "signed",
        "text": f"{'Saw it differently' if differs else 'Confirmed'}, {moment(signature.signed_at)}.",
        "statement": signature.statement,
    }


def events(record: SupervisionSession, readers: Readers) -> list[dict[str, Any]]:
    return [
        {
            "title": RecordStep(event.step).label,
            "by": event.by.name,
            "when": moment(event.at),
            "text": event.comment if _reads(event.by_id, readers) else "",
        }
        for event in sorted(record.events.select_related("by"), key=RecordEvent.turn, reverse=True)
    ]


TAGS = {
    RecordState.DRAFT: ("grey", "Being written"),
    RecordState.SENT: ("blue", "Waiting for answers"),
    RecordState.RETURNED: ("soon", "Being changed"),
    RecordState.LOCKED: ("track", "Signed and locked"),
    RecordState.STRUCK: ("grey", "Entered in error"),
}


def part_of(record: SupervisionSession, person: Person) -> str:
    """What the reader was in it, in a word or two."""
    if record.supervisor_id == person.pk:
        return "Facilitated"
    if record.i_present:  # type: ignore[attr-defined]
        return "Presented"
    state = record.my_state  # type: ignore[attr-defined]
    return AttendanceState(state).label if state else "–"


def tag(record: SupervisionSession) -> dict[str, str]:
    kind, text = TAGS[RecordState(record.state)]
    return {"kind": kind, "text": text}
