"""Does a case say in which clinics it is, no more of them than its reader may know, and do they follow its lead?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from accounts.models import Person
from supervision.casenotes.queries import Supervised
from supervision.casenotes.services import leading
from supervision.reminders.ticking import tick
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services import case_leading, gathering_sign_off, gatherings
from supervision.times import long_day
from supervision.vocabulary import Role
from tests.cases import cast as case_cast
from tests.gatherings import clinic_cast as cast
from tests.gatherings.cast import confirm, send
from tests.people import NOW, TODAY, make_person

SignIn = Callable[[Person], Client]


def test_a_case_lists_its_clinics_to_come_as_far_as_each_reader_knows_of_them(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    lead, facilitator, given = arrangement.practitioner, make_person("Fay", Role.SUPERVISOR), make_person("Gil")
    case, other = (cast.case_of(lead, reference) for reference in cast.REFERENCES[:2])
    for one in (case, other):
        case_cast.give(one, facilitator)
    case_cast.give(case, given)
    clinic, discarded = cast.plan(facilitator), cast.plan(facilitator)
    for slot in ((clinic, case), (clinic, other), (discarded, case)):
        cast.slot(*slot)
    gatherings.discard(supervision_session=discarded, by=facilitator, at=NOW)
    link, question = f'href="/groups/{clinic.pk}/"', "Question about CR-3001?"
    shown = {
        who.name: signed_in(who).get(f"/cases/{case.pk}/").content.decode()
        for who in (lead, facilitator, given, arrangement.supervisor)
    }
    assert {page.count("To come:") for page in shown.values()} == {1}
    assert {name for name, page in shown.items() if link in page} == {lead.name, "Fay"}
    assert {name for name, page in shown.items() if question in page} == {lead.name, "Fay"}
    assert not [page for page in shown.values() if "CR-3002" in page]
    cast.hold(clinic, [lead])  # today
    assert b"To come:" in signed_in(lead).get(f"/cases/{case.pk}/").content
    type(clinic).every.filter(pk=clinic.pk).update(held_on=TODAY - timedelta(days=1))
    day = long_day(TODAY - timedelta(days=1))
    words = ("To come:", "Being written:", f"Its day was {day}", f"Held on {day}", question)

    def told() -> list[bool]:
        clinic.refresh_from_db()
        page = signed_in(lead).get(f"/cases/{case.pk}/").content.decode()
        return [word in page for word in words]

    assert told() == [False, True, True, False, False]
    for slot in clinic.slots.all():
        cast.write_outcome(slot, [lead])
    clinic.refresh_from_db()
    send(clinic)
    assert told() == [False, True, False, True, False]
    gathering_sign_off.take_back(supervision_session=clinic, by=facilitator, at=NOW)
    assert told() == [False, True, False, True, False]
    confirm(send(clinic), lead)
    locked = signed_in(lead).get(f"/cases/{case.pk}/").content.decode()
    assert ["Being written:" in locked, "decision of CR-3001" in locked] == [False, True]


def test_the_slot_of_a_clinic_to_come_passes_with_the_lead_of_its_case_and_that_of_one_that_was_held_stays(
    arrangement: SupervisionArrangement, colleague: Person, signed_in: SignIn
) -> None:
    first, facilitator = arrangement.practitioner, arrangement.supervisor
    case, last = cast.case_of(first, "CR-3001"), make_person("Ana Reed", Role.PRACTITIONER)
    held, clinic = cast.plan(facilitator), cast.plan(facilitator)
    slots = [cast.slot(one, case) for one in (held, clinic)]
    type(held).every.filter(pk=held.pk).update(held_on=TODAY - timedelta(days=1))

    def leads() -> list[Person]:
        return [type(slot).objects.get(pk=slot.pk).lead for slot in slots]

    def answers(person: Person) -> list[int]:
        base = f"/groups/{clinic.pk}/"
        return [signed_in(person).get(base + page).status_code for page in ("", f"cases/{slots[1].pk}/pack/")]

    assert (answers(first), answers(colleague)) == ([200, 200], [404, 404])
    posted = {"to": colleague.pk, "on": TODAY.isoformat()}
    assert signed_in(first).post(f"/cases/{case.pk}/lead/", posted).status_code == 302
    assert leads() == [first, colleague]
    assert (answers(first), answers(colleague)) == ([200, 403], [200, 200])
    assert b"Question about" not in signed_in(first).get(f"/groups/{clinic.pk}/").content
    page = f"/groups/{clinic.pk}/cases/{slots[1].pk}/pack/"
    key = signed_in(colleague).get(page).context["form"]["key"].value()
    assert signed_in(colleague).post(page, {"body": "A calm week.", "key": key}).status_code == 302

    case.refresh_from_db()
    given: dict[str, Any] = {"case": case, "to": last, "supervised": Supervised(), "by": colleague, "at": NOW}
    leading.hand_on(on=TODAY + timedelta(days=2), **given)
    tick(at=NOW + timedelta(days=2))
    assert leads() == [first, last]
    assert (answers(colleague), answers(last)) == ([200, 403], [200, 200])
    assert case_leading.follow(at=NOW + timedelta(days=2)) == 0
