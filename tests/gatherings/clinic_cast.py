"""How do tests come by a clinic? Three cases, each with an extract, and guests with a link each, as mailed."""

import re
import uuid
from collections.abc import Sequence
from datetime import timedelta

from accounts.models import Person
from supervision.casenotes.models import Case, PartnerAgency
from supervision.casenotes.services import cases
from supervision.outbox.models import OutgoingMail
from supervision.sessions.models import ClinicSlot, GuestInvitation, SupervisionSession
from supervision.sessions.services import clinics, guests
from tests.cases.cast import DETAILS
from tests.people import NOW, TODAY

REFERENCES = ["CR-3001", "CR-3002", "CR-3003"]


def plan(facilitator: Person, invited: Sequence[Person] = ()) -> SupervisionSession:
    return clinics.plan(
        held_on=TODAY + timedelta(days=7), invited=invited, start_key=uuid.uuid4(), by=facilitator, at=NOW
    )


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
