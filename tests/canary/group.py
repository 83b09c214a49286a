"""What is written about a group that met, and by whom? All of it through the services."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.gathering_vocabulary import AttendanceState, AttendeeResponse, GatheringText, Usefulness
from supervision.sessions.content import AgreedAction
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import clinics, feedback, gathering_sign_off, gatherings, outcomes
from tests.gatherings import cast as gathering
from tests.gatherings import clinic_cast as clinics_cast
from tests.people import NOW, TODAY

Word = Callable[[str, str], str]
WHICH = "of the group"


def hold_group(word: Word, facilitator: Person, came: list[Person], *, absent: Person) -> SupervisionSession:
    """Both came, the first saw it differently, the second keeps a part of their own, and one sent apologies."""
    record = gathering.start(facilitator, [*came, absent])
    gatherings.write(
        supervision_session=record, held_on=record.held_on, minutes=90, place="in_person", by=facilitator, at=NOW,
        texts={name: word("SessionText.body", WHICH) for name in GatheringText},
        shown=gatherings.texts_mark(record),
    )  # fmt: skip
    places = {person.pk: gatherings.Place(AttendanceState.ATTENDED, 60) for person in came}
    places[absent.pk] = gatherings.Place(AttendanceState.APOLOGIES)
    gatherings.note_attendance(
        supervision_session=record, places=places, presenter_id=came[0].pk, others=[], by=facilitator, at=NOW,
        shown=gatherings.places_mark(record),
    )  # fmt: skip
    words = {name: word(f"ActionPoint.{name}", WHICH) for name in ("what", "why", "how")}
    point = AgreedAction(id=uuid.uuid4(), owner_id=came[0].pk, due_on=TODAY + timedelta(days=1), **words)
    mark = gatherings.points_mark(record)
    gatherings.write_points(supervision_session=record, agreed=[point], shown=mark, by=facilitator, at=NOW)
    record.refresh_from_db()
    gathering.send(record)
    record.refresh_from_db()
    said = word("Signature.statement", WHICH)
    gathering.confirm(record, came[0], response=AttendeeResponse.DIFFERS, statement=said)
    gathering.confirm(record, came[1])
    body = word("PrivateNote.body", "G")
    gatherings.save_note(supervision_session=record, body=body, base_version=0, by=came[1], at=NOW)
    feedback.give(supervision_session=record, said=_said(word, WHICH), by=came[0], at=NOW)
    reason, more = word("Addendum.reason", WHICH), word("Addendum.body", WHICH)
    gathering_sign_off.add_addendum(supervision_session=record, reason=reason, body=more, by=came[0], at=NOW)
    return record


def _said(word: Word, which: str) -> feedback.Said:
    words = {name: word(f"Feedback.{name}", which) for name in ("will_do", "better")}
    return feedback.Said(Usefulness.USEFUL, **words)


def plan_clinic(word: Word, facilitator: Person, case: Case) -> None:
    """One case, with an extract, and a guest who has not come yet."""
    clinic, which, now = clinics_cast.plan(facilitator), "of the clinic", {"by": facilitator, "at": NOW}
    slot = clinics.add_slot(
        supervision_session=clinic, case=case, question=word("ClinicSlot.question", which), minutes=30, agencies=[],
        **now,
    )  # fmt: skip
    clinics.add_to_pack(slot=slot, body=word("PackItem.body", which), key=uuid.uuid4(), **now)
    clinics_cast.guest(clinic, [slot])


def hold_clinic(word: Word, facilitator: Person, lead: Person, case: Case) -> None:
    """One case, its lead and a guest were there, what came of it is locked."""
    clinic, which, now = clinics_cast.plan(facilitator), "of the held clinic", {"by": facilitator, "at": NOW}
    slot = clinics.add_slot(
        supervision_session=clinic, case=case, question=word("ClinicSlot.question", which), minutes=30, agencies=[],
        **now,
    )  # fmt: skip
    guest = clinics_cast.guest(clinic, [slot], "Hal Guest")
    clinics_cast.hold(clinic, [lead])
    names = ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice")
    words = {name: word(f"CaseDiscussion.{name}", which) for name in names}
    said = outcomes.said_of(slot, **words)
    shown = outcomes.outcome_mark(slot)
    outcomes.write(slot=slot, said=said, people=[lead], guests=[guest], shown=shown, **now)
    told = {name: word(f"ActionPoint.{name}", which) for name in ("what", "why", "how")}
    point = AgreedAction(
        id=uuid.uuid4(), owner_id=facilitator.pk, guest_id=guest.pk, case_id=case.pk, due_on=TODAY, **told
    )
    clinics_cast.agree(clinic, [point])
    gathering.send(clinic)
    clinic.refresh_from_db()
    gathering.confirm(clinic, lead)
    guest.refresh_from_db()
    feedback.give_as_guest(guest=guest, said=_said(word, which), at=NOW)
