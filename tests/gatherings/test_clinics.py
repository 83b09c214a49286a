"""Is a clinic planned over the web, and is its record signed and locked as that of any group?"""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import Person
from supervision.casenotes.models import PartnerAgency
from supervision.casenotes.services.notes import add_addendum
from supervision.outbox.models import OutgoingMail
from supervision.policy import Denied
from supervision.sessions.models import ClinicSlot, PackItem, SupervisionArrangement, SupervisionSession
from supervision.sessions.services.sign_off import is_intact
from supervision.times import long_day
from supervision.vocabulary import Role
from tests.cases import cast as case_cast
from tests.gatherings import clinic_cast as cast
from tests.gatherings.cast import confirm, send
from tests.people import NOW, TODAY, make_person

SignIn = Callable[[Person], Client]


def hidden(page: Any, name: str) -> str:
    return str(page.context["form"][name].value())


def test_a_clinic_is_planned_its_pack_chosen_and_a_guest_invited(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    lead, facilitator = arrangement.practitioner, signed_in(arrangement.supervisor)
    case = cast.case_of(lead, "CR-3001")
    note = case_cast.note(case, lead, "A calm visit, unlike cr 2042.")
    add_addendum(note=note, reason="It was a week before.", body="And not so calm.", key=uuid.uuid4(), by=lead, at=NOW)
    begun = facilitator.get("/groups/clinics/plan/")
    day = {"held_on_0": TODAY.day, "held_on_1": TODAY.month, "held_on_2": TODAY.year}
    day |= {"starts": "13:30", "venue": "The Quince Room"}
    facilitator.post("/groups/clinics/plan/", {**day, "start_key": hidden(begun, "start_key")})
    clinic = SupervisionSession.every.get(kind="clinic")
    base = f"/groups/{clinic.pk}/"
    posted = {"case": case.pk, "question": "What keeps everybody safe at school?", "minutes": 40}
    told = facilitator.post(f"{base}cases/add/", posted | {"question": "Is it as in CR 3009?"})
    assert b"looks like the reference of another case" in told.content
    assert facilitator.post(f"{base}cases/add/", posted).status_code == 302
    slot = ClinicSlot.objects.get()
    pack = f"{base}cases/{slot.pk}/pack/"
    page = signed_in(lead).get(pack)
    answer = signed_in(lead).post(pack, {"note": note.pk, "key": hidden(page, "key")})  # what it names is shown once
    assert b"looks like the reference of another case" in answer.content
    seen = hidden(answer, "seen")
    answer = signed_in(lead).post(pack, {"note": note.pk, "key": hidden(page, "key"), "seen": seen})
    assert answer.status_code == 302
    given = PackItem.objects.get().body
    assert given.startswith(f"Note of {long_day(note.dated_on)}\n\n{note.body}\n\nAdded on ")
    assert given.endswith("(It was a week before.): And not so calm.")
    page = facilitator.get(f"{base}guests/invite/")
    posted = {
        "name": "Gwen Guest", "email": "gwen@example.org", "agency": PartnerAgency.objects.all()[0].pk,
        "slots": [slot.pk], "key": hidden(page, "key"),
    }  # fmt: skip
    assert facilitator.post(f"{base}guests/invite/", posted).status_code == 302
    assert "/guests/link/" in OutgoingMail.objects.get(to="gwen@example.org").body
    assert b"Gwen Guest" in facilitator.get(base).content
    assert b"Gwen Guest" not in signed_in(lead).get(base).content


def test_the_lead_of_a_case_is_invited_with_it_and_knows_of_their_own_case_alone(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    other = make_person("Olive Other", Role.PRACTITIONER)
    clinic = cast.plan(arrangement.supervisor)
    cast.slot(clinic, cast.case_of(arrangement.practitioner, "CR-3001"))
    theirs = cast.case_of(other, "CR-3002")
    case_cast.give(theirs, arrangement.supervisor)
    cast.slot(clinic, theirs)
    page = signed_in(other).get(f"/groups/{clinic.pk}/").content
    assert b"CR-3002" in page
    assert b"CR-3001" not in page


def test_a_case_that_is_not_open_to_the_facilitator_gets_no_slot(arrangement: SupervisionArrangement) -> None:
    closed = cast.case_of(make_person("Olive Other", Role.PRACTITIONER), "CR-3009")
    with pytest.raises(Denied):
        cast.slot(cast.plan(arrangement.supervisor), closed)


def held(arrangement: SupervisionArrangement) -> SupervisionSession:
    """A clinic of one case that took place and was sent."""
    clinic = cast.plan(arrangement.supervisor)
    slot = cast.slot(clinic, cast.case_of(arrangement.practitioner, "CR-3001"))
    cast.hold(clinic, [arrangement.practitioner])
    cast.write_outcome(slot, [arrangement.practitioner])
    return send(clinic)


def test_the_record_of_a_clinic_is_signed_answered_and_locked_with_its_cases(
    arrangement: SupervisionArrangement,
) -> None:
    locked = confirm(held(arrangement), arrangement.practitioner)
    assert locked.locked_at
    assert is_intact(locked)
    slots, there = "supervision_sessions_clinicslot", "supervision_sessions_slotpresence"
    refused = [f"UPDATE {slots} SET minutes = 5", f"UPDATE {there} SET person_id = NULL, guest_id = gen_random_uuid()"]
    refused += [f"{what} {table}" for what in ("DELETE FROM", "TRUNCATE") for table in (slots, there)]
    for statement in refused:
        with pytest.raises(DatabaseError, match=r"is locked|permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_the_pack_stays_as_it_was_once_the_record_is_signed(arrangement: SupervisionArrangement) -> None:
    from supervision.sessions.services import clinics

    slot = held(arrangement).slots.all()[0]
    with pytest.raises(Denied):
        clinics.add_to_pack(slot=slot, body="More.", key=uuid.uuid4(), by=slot.lead, at=NOW)


def test_only_a_supervisor_plans_a_clinic(arrangement: SupervisionArrangement) -> None:
    with pytest.raises(Denied):
        cast.plan(arrangement.practitioner)
