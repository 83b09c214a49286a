"""How do tests come by a clinic? Three cases, each with an extract, and guests with a link each, as mailed."""

import re
import uuid
from collections.abc import Sequence
from datetime import time, timedelta
from typing import Any

from django.test import Client

from accounts.models import Person
from supervision.casenotes.models import Case, PartnerAgency
from supervision.casenotes.services import cases
from supervision.gathering_vocabulary import AttendanceState, GatheringText
from supervision.outbox.models import OutgoingMail
from supervision.sessions.content import AgreedAction
from supervision.sessions.models import ClinicSlot, GuestInvitation, SupervisionSession
from supervision.sessions.services import clinics, gatherings, guests, inviting, outcomes
from supervision.sessions.services.gatherings import Place
from tests.cases.cast import DETAILS
from tests.people import NOW, TODAY

REFERENCES = ["CR-3001", "CR-3002", "CR-3003"]


def plan(facilitator: Person, invited: Sequence[Person] = ()) -> SupervisionSession:
    return clinics.plan(
        held_on=TODAY + timedelta(days=7), invited=invited, start_key=uuid.uuid4(), by=facilitator, at=NOW
    )


def meet(clinic: SupervisionSession) -> None:
    inviting.arrange(
        supervision_session=clinic, held_on=clinic.held_on, starts=time(13, 30), venue="The Quince Room",
        by=clinic.supervisor, at=NOW,
    )  # fmt: skip


def case_of(lead: Person, reference: str) -> Case:
    return cases.add(reference=reference, details=DETAILS, by=lead, at=NOW)


def slot(clinic: SupervisionSession, case: Case) -> ClinicSlot:
    """A slot whose question and extract name the case, so that one can be told from another."""
    made = clinics.add_slot(
        supervision_session=clinic, case=case, question=f"Question about {case.reference}?", minutes=30,
        agencies=PartnerAgency.objects.all()[:2], by=clinic.supervisor, at=NOW,
    )  # fmt: skip
    clinics.add_to_pack(
        slot=made, body=f"Extract about {case.reference}.", key=uuid.uuid4(), by=clinic.supervisor, at=NOW
    )
    return made


def guest(clinic: SupervisionSession, slots: Sequence[ClinicSlot], name: str = "Gwen Guest") -> GuestInvitation:
    return guests.invite(
        supervision_session=clinic, name=name, email=f"{name.split()[0].lower()}@example.org",
        agency=PartnerAgency.objects.all()[0], slots=slots, key=uuid.uuid4(), by=clinic.supervisor, at=NOW,
    )  # fmt: skip


def write_outcome(made: ClinicSlot, people: Sequence[Person], guests_there: Sequence[GuestInvitation] = ()) -> None:
    """Each text names the case, so that one can be told from another."""
    names = ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice")
    words = {name: f"{name} of {made.case.reference}" for name in names}
    said = outcomes.said_of(made, continuum="problematic", tool="orange", **words)
    outcomes.write(
        slot=made, said=said, people=people, guests=guests_there, shown=outcomes.outcome_mark(made),
        by=made.supervision_session.supervisor, at=NOW,
    )  # fmt: skip


def hold(clinic: SupervisionSession, came: Sequence[Person]) -> SupervisionSession:
    """It took place today, for an hour, and these people came; what came of the cases is not written yet."""
    now: dict[str, Any] = {"supervision_session": clinic, "by": clinic.supervisor, "at": NOW}
    texts = {GatheringText.THOUGHTS: "The two safety plans should say the same."}
    shown = gatherings.texts_mark(clinic)
    gatherings.write(**now, held_on=TODAY, minutes=60, place="video", texts=texts, shown=shown)
    clinic.refresh_from_db()
    places = {one.person_id: Place(AttendanceState.APOLOGIES) for one in clinic.attendances.all()}
    places |= {one.pk: Place(AttendanceState.ATTENDED) for one in came}
    shown = gatherings.places_mark(clinic)
    gatherings.note_attendance(**now, places=places, presenter_id=None, others=[], shown=shown)
    return clinic


def agree(clinic: SupervisionSession, agreed: Sequence[AgreedAction]) -> None:
    shown = gatherings.points_mark(clinic)
    gatherings.write_points(supervision_session=clinic, agreed=agreed, shown=shown, by=clinic.supervisor, at=NOW)


def enter(invited: GuestInvitation) -> Client:
    """A browser of its own, through the link and the code."""
    client, link = Client(), link_of(invited)
    assert client.get(link).status_code == 200
    assert client.post(link).url == f"{link}code/"  # type: ignore[attr-defined]
    answer = client.post(f"{link}code/", {"code": code_of(invited)})
    assert answer.status_code == 302, answer.content.decode()
    assert answer.url == "/guests/"  # type: ignore[attr-defined]
    return client


def link_of(invited: GuestInvitation) -> str:
    """The path of the latest link in the mails to this guest."""
    mails = OutgoingMail.objects.filter(to=invited.email, kind="guest_invitation")
    found = re.findall(r"/guests/link/[^/\s]+/", "".join(mail.body for mail in mails.order_by("created_at", "pk")))
    secrets = {path for path in found if guests._hash(path.split("/")[3]) == _stored(invited)}
    return secrets.pop()


def _stored(invited: GuestInvitation) -> str | None:
    return GuestInvitation.objects.values_list("token_hash", flat=True).get(pk=invited.pk)


def code_of(invited: GuestInvitation) -> str:
    """The six digits that were mailed last."""
    last = invited.codes.all()[0]
    body = OutgoingMail.objects.get(key=f"guest_code {last.pk}").body
    return re.findall(r"\b[0-9]{6}\b", body)[0]  # type: ignore[no-any-return]
