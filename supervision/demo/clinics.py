"""Which case clinics have the invented people? One was held and is locked, one is planned."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from accounts.models import Person
from supervision.casenotes.models import Case, PartnerAgency
from supervision.gathering_vocabulary import AttendanceState, AttendeeResponse, GatheringText, Usefulness
from supervision.sessions.content import AgreedAction, as_sent, hash_of
from supervision.sessions.models import ClinicSlot, GuestInvitation, SupervisionSession
from supervision.sessions.services import clinics, feedback, gathering_sign_off, gatherings, guests, outcomes
from supervision.sessions.services.gatherings import Place

from . import moments

SLOTS = [
    ("CR-2041", "What would let him play football with the others again?", "Both safety plans now say the same about "
     "break times. Evenings at home are calmer since the door alarm was explained."),
    ("CR-2066", "Who says what to the other family, and when?", "Two conversations with the other family are planned. "
     "Nobody has agreed yet who takes part."),
    ("CR-2018", "What does the placement need to keep going?", "The carers ask for a plan for weekends, and for one "
     "person whom they can ring."),
]  # fmt: skip
GUESTS = [("Sorrel Vane", 0, [0, 1]), ("Linnet Marlowe", 1, [2])]
ACROSS = "In all three somebody waited for somebody else to begin. Next time we ask first who begins."
OUTCOMES = [
    {"continuum": "problematic", "tool": "orange", "analysed": "Football is where he has friends. What worried the "
     "school happened in the changing room, never on the field.", "child_needs": "To belong somewhere.",
     "others_safety": "An adult by the door while they change.", "decision": "He plays again from Monday.",
     "why": "Keeping him away made him lonelier and nobody safer. Waiting for the assessment was weighed, and would "
     "have taken until spring.", "child_voice": "“When I play I do not think about the other thing.”"},
    {"continuum": "abusive", "tool": "red", "analysed": "Both families live in one street. Each has heard something "
     "else.", "child_needs": "To know what others were told.", "others_safety": "The other child is asked first, and "
     "by somebody they chose.", "decision": "One person speaks with both families, in one week.",
     "why": "Two tellers made two stories.", "child_voice": "“Tell them I am sorry, but not in front of me.”"},
    {"continuum": "inappropriate", "tool": "", "analysed": "Weekends are long, and the carers are alone with them.",
     "child_needs": "A weekend with a shape.", "others_safety": "Bedrooms stay as they are.",
     "decision": "A plan for weekends, and one number to ring.", "why": "The carers asked for no more than that.",
     "child_voice": ""},
]  # fmt: skip
AGREED = ["Stand by the door while they change", "Speak with both families", "Ring the carers on Saturdays"]
SAID = [
    feedback.Said(Usefulness.VERY, "Ask first who begins.", "Begin with the case that is hardest."),
    feedback.Said(Usefulness.USEFUL, "", "Ten minutes more for each case."),
]
SAID_BY_A_GUEST = feedback.Said(Usefulness.A_LITTLE, "Ring before I write.", "The reading came late for me.")


@dataclass(frozen=True)
class Planned:
    record: SupervisionSession
    slots: list[ClinicSlot]
    guests: list[GuestInvitation]


def make_clinics(facilitator: Person, today: date) -> None:
    held = _plan(facilitator, today - timedelta(days=22), at=moments.at(today - timedelta(days=36), 11))
    _hold(held, at=moments.at(today - timedelta(days=21), 9))
    _say_how_it_was(held, at=moments.at(today - timedelta(days=17), 12))
    _plan(facilitator, today + timedelta(days=13), at=moments.at(today - timedelta(days=1), 11))


def _plan(by: Person, held_on: date, *, at: datetime) -> Planned:
    """Three cases, an extract for each, and two guests who are asked to some of them."""
    now: dict[str, Any] = {"by": by, "at": at}
    agencies = list(PartnerAgency.objects.all())
    clinic = clinics.plan(
        held_on=held_on, starts=time(13, 30), venue="The Quince Room, Northbank House", invited=[],
        start_key=uuid.uuid4(), **now,
    )  # fmt: skip
    slots = []
    for reference, question, extract in SLOTS:
        case = Case.objects.get(reference=reference)
        slot = clinics.add_slot(
            supervision_session=clinic, case=case, question=question, minutes=40, agencies=agencies[:3], **now
        )
        clinics.add_to_pack(slot=slot, body=extract, key=uuid.uuid4(), **now)
        slots.append(slot)
    asked = [
        guests.invite(
            supervision_session=clinic, name=name, email=f"{name.lower().replace(' ', '.')}@example.org",
            agency=agencies[agency], slots=[slots[one] for one in numbers], key=uuid.uuid4(), **now,
        )
        for name, agency, numbers in GUESTS
    ]  # fmt: skip
    return Planned(clinic, slots, asked)


def _hold(clinic: Planned, *, at: datetime) -> None:
    """The leads came, each for their own case, with the guests who were asked to it; all confirmed it."""
    record, by = clinic.record, clinic.record.supervisor
    now: dict[str, Any] = {"by": by, "at": at}
    texts = {GatheringText.THOUGHTS: ACROSS}
    shown = gatherings.texts_mark(record)
    gatherings.write(
        supervision_session=record, held_on=record.held_on, minutes=120, place="in_person", texts=texts, shown=shown,
        **now,
    )  # fmt: skip
    record.refresh_from_db()
    leads = {slot.lead_id: slot.lead for slot in clinic.slots if slot.lead_id != by.pk}
    places = {one: Place(AttendanceState.ATTENDED, 40) for one in leads}
    shown = gatherings.places_mark(record)
    gatherings.note_attendance(
        supervision_session=record, places=places, presenter_id=None, others=[], shown=shown, **now
    )
    for slot, words in zip(clinic.slots, OUTCOMES, strict=True):
        said = outcomes.said_of(slot, **words)
        there = [guest for guest in clinic.guests if guest.slots.filter(pk=slot.pk).exists()]
        came = [leads[slot.lead_id]] if slot.lead_id in leads else []
        shown = outcomes.outcome_mark(slot)
        outcomes.write(slot=slot, said=said, people=came, guests=there, shown=shown, **now)
    shown = gatherings.points_mark(record)
    gatherings.write_points(supervision_session=record, agreed=_agreed(clinic), shown=shown, **now)
    gathering_sign_off.send(supervision_session=record, shown=hash_of(as_sent(record)), **now)
    record.refresh_from_db()
    for lead in leads.values():
        gathering_sign_off.confirm(
            supervision_session=record, response=AttendeeResponse.CONFIRMED, statement="",
            shown_version=record.content_version, by=lead, at=at + timedelta(days=2),
        )  # fmt: skip


def _say_how_it_was(clinic: Planned, *, at: datetime) -> None:
    """Two of those who came, and a guest by her link."""
    leads = list(
        {slot.lead_id: slot.lead for slot in clinic.slots if slot.lead_id != clinic.record.supervisor_id}.values()
    )
    for lead, said in zip(leads, SAID, strict=False):
        feedback.give(supervision_session=clinic.record, said=said, by=lead, at=at)
    feedback.give_as_guest(guest=clinic.guests[0], said=SAID_BY_A_GUEST, at=at)


def _agreed(clinic: Planned) -> list[AgreedAction]:
    """One for each case, done by the guest who was asked to it first."""
    by = clinic.record.supervisor_id
    doers = [clinic.guests[0], clinic.guests[0], clinic.guests[1]]
    return [
        AgreedAction(
            id=uuid.uuid4(), what=what, why="", how="The lead practitioner has heard of it.", owner_id=by,
            due_on=clinic.record.held_on + timedelta(days=40), case_id=slot.case_id, guest_id=guest.pk,
        )
        for slot, guest, what in zip(clinic.slots, doers, AGREED, strict=True)
    ]  # fmt: skip
