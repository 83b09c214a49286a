"""What is written about a group that met, and by whom? All of it through the services."""

import uuid
from collections.abc import Callable
from datetime import timedelta

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.gathering_vocabulary import AttendanceState, AttendeeResponse, GatheringText, Usefulness
from supervision.sessions.content import AgreedAction
from supervision.sessions.models import ClinicSlot, GuestInvitation, SupervisionSession
from supervision.sessions.services import clinics, drafts, feedback, gathering_sign_off, gatherings, outcomes, typed
from supervision.sessions.services.typed import Typed
from supervision.sessions.typed_queries import TEXTS, control_of
from tests.gatherings import cast as gathering
from tests.gatherings import clinic_cast as clinics_cast
from tests.people import NOW, TODAY

Word = Callable[[str, str], str]
WHICH = "of the group"
PLANNED, ACROSS = "of the clinic", "across the cases"
FIRST, SECOND = "of the held clinic", "of its second case"


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
    """One case, with an extract, a guest who has not come yet, and what is being typed and written of it."""
    clinic = clinics_cast.plan(facilitator)
    slot = _slot(word, clinic, case, PLANNED)
    clinics_cast.guest(clinic, [slot])
    words = {name: word(f"ActionPoint.{name}", PLANNED) for name in ("what", "why", "how")}
    answers = {"what_the_group_thought": [word("DraftAnswer.values", PLANNED)]}
    typed.save(supervision_session=clinic, typed=Typed(TEXTS, answers, {}), by=facilitator, at=NOW)
    lost = word("KeptText.values", PLANNED)
    drafts.keep_beside(clinic, control_of(TEXTS, "what_the_group_thought"), [lost], NOW)
    due_on = clinic.held_on
    point = AgreedAction(id=uuid.uuid4(), owner_id=facilitator.pk, case_id=case.pk, due_on=due_on, **words)
    clinics_cast.agree(clinic, [point])


def hold_clinic(
    word: Word, facilitator: Person, lead: Person, other: Person, cases: tuple[Case, Case]
) -> GuestInvitation:
    """Two cases: their lead and a guest were there for the first, somebody else and another guest for the second.

    The other saw it differently, the lead added something, and it is locked. Gives the guest of the first.
    """
    clinic, now = clinics_cast.plan(facilitator, [other]), {"by": facilitator, "at": NOW}
    slots = [_slot(word, clinic, case, which) for case, which in zip(cases, (FIRST, SECOND), strict=True)]
    names = ("Olga One", "Tove Two")
    guests = [clinics_cast.guest(clinic, [slot], name) for slot, name in zip(slots, names, strict=True)]
    clinics_cast.hold(clinic, [lead, other])
    across = {GatheringText.THOUGHTS: word("SessionText.body", ACROSS)}
    gatherings.write(
        supervision_session=clinic, held_on=TODAY, minutes=60, place="video", texts=across,
        shown=gatherings.texts_mark(clinic), **now,
    )  # fmt: skip
    points = []
    for slot, guest, which, person in zip(slots, guests, (FIRST, SECOND), (lead, other), strict=True):
        names = ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice")
        said = outcomes.said_of(slot, **{name: word(f"CaseDiscussion.{name}", which) for name in names})
        mark = outcomes.outcome_mark(slot)
        outcomes.write(slot=slot, said=said, people=[person], guests=[guest], shown=mark, **now)
        told = {name: word(f"ActionPoint.{name}", which) for name in ("what", "why", "how")}
        of_guest = {"owner_id": facilitator.pk, "guest_id": guest.pk, "case_id": slot.case_id, "due_on": TODAY}
        points.append(AgreedAction(id=uuid.uuid4(), **told, **of_guest))
    clinics_cast.agree(clinic, points)
    _sign(word, clinic, lead, other)
    for guest, which in zip(guests, (FIRST, SECOND), strict=True):
        guest.refresh_from_db()
        feedback.give_as_guest(guest=guest, said=_said(word, which), at=NOW)
    return guests[0]


def _slot(word: Word, clinic: SupervisionSession, case: Case, which: str) -> ClinicSlot:
    now = {"by": clinic.supervisor, "at": NOW}
    question = word("ClinicSlot.question", which)
    slot = clinics.add_slot(supervision_session=clinic, case=case, question=question, minutes=30, agencies=[], **now)
    clinics.add_to_pack(slot=slot, body=word("PackItem.body", which), key=uuid.uuid4(), **now)
    return slot


def _sign(word: Word, clinic: SupervisionSession, lead: Person, other: Person) -> None:
    clinic.refresh_from_db()
    gathering.send(clinic)
    clinic.refresh_from_db()
    gathering.confirm(clinic, lead)
    said = word("Signature.statement", SECOND)
    gathering.confirm(clinic, other, response=AttendeeResponse.DIFFERS, statement=said)
    clinic.refresh_from_db()
    reason, body = word("Addendum.reason", FIRST), word("Addendum.body", FIRST)
    gathering_sign_off.add_addendum(supervision_session=clinic, reason=reason, body=body, by=lead, at=NOW)
