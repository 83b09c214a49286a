"""How do tests come by a group? Started, filled in, sent and answered through the services."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from accounts.models import Person
from supervision.gathering_vocabulary import AttendanceState, AttendeeResponse, GatheringKind, GatheringText
from supervision.sessions.content import AgreedAction, as_sent, hash_of
from supervision.sessions.models import GroupFormat, SupervisionSession
from supervision.sessions.services import gathering_sign_off, gatherings
from supervision.sessions.services.gatherings import Place
from tests.people import NOW, TODAY

HELD = TODAY - timedelta(days=2)
QUESTION = "How do we keep both brothers in view?"


def start(facilitator: Person, invited: Sequence[Person], **given: Any) -> SupervisionSession:
    about = {
        "kind": GatheringKind.GROUP, "group_format": GroupFormat.objects.filter(is_offered=True)[0], "held_on": HELD,
        "question": QUESTION, "start_key": uuid.uuid4(), "by": facilitator, "at": NOW,
    }  # fmt: skip
    return gatherings.start(invited=invited, **about | given)


def fill(
    record: SupervisionSession,
    *,
    came: Sequence[Person],
    minutes: int = 60,
    owners: Sequence[Person] = (),
    text: str = "Somebody wondered what the younger one sees.",
    due_on: date = TODAY + timedelta(days=14),
) -> SupervisionSession:
    """Who came was credited `minutes`, the first presented, everybody else sent apologies, and it is all written."""
    by = record.supervisor
    texts = {name: f"{QUESTION} {text}" if name is GatheringText.QUESTION else text for name in GatheringText}
    gatherings.write(
        supervision_session=record, held_on=record.held_on, minutes=90, place="in_person", texts=texts,
        shown=gatherings.texts_mark(record), by=by, at=NOW,
    )  # fmt: skip
    ids = {person.pk for person in came}
    places = {
        one.person_id: Place(AttendanceState.ATTENDED, minutes) if one.person_id in ids
        else Place(AttendanceState.APOLOGIES)
        for one in record.attendances.all()
    }  # fmt: skip
    gatherings.note_attendance(
        supervision_session=record, places=places, presenter_id=came[0].pk, others=[],
        shown=gatherings.places_mark(record), by=by, at=NOW,
    )  # fmt: skip
    gatherings.write_points(
        supervision_session=record, agreed=[point(owner, text, due_on) for owner in owners],
        shown=gatherings.points_mark(record), by=by, at=NOW,
    )  # fmt: skip
    record.refresh_from_db()
    return record


def point(owner: Person, text: str, due_on: date) -> AgreedAction:
    return AgreedAction(
        id=uuid.uuid4(), what=f"Ask. {text}"[:300], why=text, how=text, owner_id=owner.pk, due_on=due_on
    )


def send(record: SupervisionSession) -> SupervisionSession:
    shown = hash_of(as_sent(record))
    return gathering_sign_off.send(supervision_session=record, shown=shown, by=record.supervisor, at=NOW)


def confirm(record: SupervisionSession, by: Person, **given: Any) -> SupervisionSession:
    answer: dict[str, Any] = {"response": AttendeeResponse.CONFIRMED, "statement": "", "at": NOW}
    answer |= {"shown_version": record.content_version, "by": by} | given
    return gathering_sign_off.confirm(supervision_session=record, **answer)
