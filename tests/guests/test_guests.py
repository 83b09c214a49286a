"""Does a guest open what they were asked to read, once they have shown who they are, and no more, and no longer?"""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from accounts.services import deactivate
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case
from supervision.outbox.models import OutgoingMail
from supervision.sessions.models import ClinicSlot, GuestCode, GuestInvitation, SupervisionArrangement
from supervision.sessions.services import clinics, gatherings, guests
from supervision.vocabulary import Role
from tests.gatherings import clinic_cast as cast
from tests.people import NOW, make_person


class World:
    """A clinic with three cases, and a guest for the first two."""

    def __init__(self, arrangement: SupervisionArrangement) -> None:
        self.facilitator, self.lead = arrangement.supervisor, arrangement.practitioner
        self.clinic = cast.plan(self.facilitator)
        self.slots = [cast.slot(self.clinic, cast.case_of(self.lead, reference)) for reference in cast.REFERENCES]
        self.guest = cast.guest(self.clinic, self.slots[:2])

    def enter(self, invited: GuestInvitation | None = None) -> Client:
        return cast.enter(invited or self.guest)


@pytest.fixture
def world(arrangement: SupervisionArrangement) -> World:
    return World(arrangement)


def test_a_guest_reads_their_slots_and_no_other(world: World) -> None:
    client = world.enter()
    page = client.get("/guests/").content.decode()
    assert "CR-3001" in page
    assert "CR-3002" in page
    assert "CR-3003" not in page
    assert b"Extract about CR-3001." in client.get(f"/guests/case/{world.slots[0].pk}/").content
    assert client.get(f"/guests/case/{world.slots[2].pk}/").status_code == 404


def test_being_asked_to_one_slot_does_not_open_anothers_whoever_asks(world: World) -> None:
    """Three cases and five agencies: each of five guests in a browser of their own."""
    asked = [[0], [1], [2], [0, 1], [1, 2]]
    for number, numbers in enumerate(asked):
        name = f"G{number} Guest"
        client = world.enter(cast.guest(world.clinic, [world.slots[one] for one in numbers], name))
        for one, slot in enumerate(world.slots):
            answer = client.get(f"/guests/case/{slot.pk}/")
            assert answer.status_code == (200 if one in numbers else 404)
            extract = f"Extract about {cast.REFERENCES[one]}.".encode()
            assert (extract in answer.content) == (one in numbers)


def test_a_guest_opens_nothing_of_those_who_work_here(world: World) -> None:
    client = world.enter()
    for address in ("/", "/groups/", f"/groups/{world.clinic.pk}/", "/cases/", f"/cases/{world.slots[0].case_id}/"):
        assert client.get(address).status_code == 302  # to sign in


def test_the_link_alone_opens_nothing_and_a_scanner_that_follows_it_uses_nothing_up(world: World) -> None:
    link, client = cast.link_of(world.guest), Client()
    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert b"CR-3001" not in page.content
    assert client.get("/guests/").status_code == 404
    world.enter()


def test_the_link_works_once(world: World) -> None:
    link = cast.link_of(world.guest)
    world.enter()
    assert Client().get(link).status_code == 404
    assert Client().post(f"{link}code/", {"code": "123456"}).status_code == 404


def test_a_wrong_code_opens_nothing_and_after_five_not_even_the_right_one(world: World) -> None:
    link, client = cast.link_of(world.guest), Client()
    client.post(link)
    right = cast.code_of(world.guest)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert client.post(f"{link}code/", {"code": wrong}).status_code == 422
    assert client.post(f"{link}code/", {"code": right}).status_code == 422
    assert client.get("/guests/").status_code == 404


def test_a_code_counts_for_ten_minutes_and_only_the_latest_does(world: World) -> None:
    link, client = cast.link_of(world.guest), Client()
    client.post(link)
    first = cast.code_of(world.guest)
    client.post(link)
    second = cast.code_of(world.guest)
    if first != second:
        assert client.post(f"{link}code/", {"code": first}).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert client.post(f"{link}code/", {"code": second}).status_code == 422
    assert client.post(f"{link}code/", {"code": second}).status_code == 302


def test_no_more_than_five_codes_go_out_in_an_hour(world: World) -> None:
    link, client = cast.link_of(world.guest), Client()
    for _ in range(7):
        client.post(link)
    assert GuestCode.objects.count() == 5
    assert OutgoingMail.objects.filter(kind="guest_code").count() == 5


def test_taking_access_away_counts_from_the_next_request(world: World) -> None:
    client = world.enter()
    guests.revoke(guest=world.guest, by=world.facilitator, at=NOW)
    for address in ("/guests/", f"/guests/case/{world.slots[0].pk}/"):
        assert client.get(address).status_code == 404


def test_taking_access_away_ends_a_link_that_was_not_used(world: World) -> None:
    link = cast.link_of(world.guest)
    guests.revoke(guest=world.guest, by=world.facilitator, at=NOW)
    assert Client().get(link).status_code == 404
    with pytest.raises(ValidationError):
        guests.send_again(guest=world.guest, by=world.facilitator, at=NOW)


def test_access_ends_with_its_last_day_and_when_nobody_is_at_the_screen(world: World) -> None:
    client = world.enter()
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert client.get("/guests/").status_code == 404
    guests.send_again(guest=world.guest, by=world.facilitator, at=NOW)
    link = cast.link_of(world.guest)
    with time_machine.travel(world.guest.expires_at - timedelta(seconds=1)):
        assert Client().get(link).status_code == 200
        client = world.enter()
        assert client.get("/guests/").status_code == 200
    with time_machine.travel(world.guest.expires_at + timedelta(seconds=1)):
        assert client.get("/guests/").status_code == 404
        assert Client().get(link).status_code == 404


def test_a_clinic_that_is_discarded_is_open_to_no_guest_and_its_words_are_gone(world: World) -> None:
    other = cast.guest(world.clinic, world.slots, "Late Guest")
    link, client = cast.link_of(other), world.enter()
    gatherings.discard(supervision_session=world.clinic, by=world.facilitator, at=NOW)
    assert client.get("/guests/").status_code == 404
    assert Client().get(link).status_code == 404
    assert not ClinicSlot.objects.exists()


def test_somebody_who_leads_the_case_no_longer_prepares_it_no_longer(world: World) -> None:
    next_lead, client = make_person("Nina Next"), Client()
    Case.objects.filter(pk=world.slots[0].case_id).update(lead=next_lead)
    client.force_login(world.lead)
    assert client.get(f"/groups/{world.clinic.pk}/cases/{world.slots[0].pk}/pack/").status_code == 403


def test_a_new_link_ends_the_one_before_and_the_browser_that_came_by_it(world: World) -> None:
    link, earlier = cast.link_of(world.guest), world.enter()
    guests.send_again(guest=world.guest, by=world.facilitator, at=NOW)
    assert Client().get(link).status_code == 404
    later = world.enter()  # before the earlier browser asks for anything: it is not let back in
    assert [later.get("/guests/").status_code, earlier.get("/guests/").status_code] == [200, 404]
    assert later.get("/guests/").status_code == 200


def test_a_guest_closes_what_they_read(world: World) -> None:
    client = world.enter()
    assert client.post("/guests/leave/").status_code == 200
    assert client.get("/guests/").status_code == 404


def test_who_was_signed_in_at_this_browser_is_not_any_more(world: World) -> None:
    link, client = cast.link_of(world.guest), Client()
    client.force_login(world.lead)
    client.post(link)
    client.post(f"{link}code/", {"code": cast.code_of(world.guest)})
    assert client.get("/guests/").status_code == 200
    assert client.get("/sessions/").status_code == 302


def test_a_colleague_who_signs_in_at_this_browser_is_no_guest(world: World) -> None:
    client = world.enter()
    client.force_login(world.lead)
    assert client.get("/guests/").status_code == 404
    client.logout()
    assert client.get("/guests/").status_code == 404


def test_access_ends_with_the_account_of_the_facilitator(world: World) -> None:
    """Nobody would be there to take it away."""
    client, unused = world.enter(), cast.link_of(cast.guest(world.clinic, world.slots[2:], "Hal Guest"))
    deactivate(person=world.facilitator, by=make_person("Nell", Role.ADMINISTRATOR), at=NOW)
    assert client.get("/guests/").status_code == 404
    assert Client().get(unused).status_code == 404


def test_access_lasts_as_long_after_the_day_to_which_a_clinic_is_moved(world: World) -> None:
    client, later = world.enter(), world.clinic.held_on + timedelta(days=30)
    gatherings.write(
        supervision_session=world.clinic, held_on=later, minutes=None, place="", texts={},
        shown=gatherings.texts_mark(world.clinic), by=world.facilitator, at=NOW,
    )  # fmt: skip
    ends = GuestInvitation.objects.get(pk=world.guest.pk).expires_at
    assert timezone.localdate(ends) == later + guests.AFTER
    assert client.get("/guests/").status_code == 200


def test_an_extract_that_was_taken_out_is_read_by_nobody_from_then_on(world: World) -> None:
    client, slot = world.enter(), world.slots[0]
    item = slot.pack.all()[0]
    clinics.take_from_pack(slot=slot, item_id=item.pk, by=world.lead, at=NOW)
    assert b"Extract about" not in client.get(f"/guests/case/{slot.pk}/").content


def test_what_a_guest_opened_is_on_the_trail(world: World) -> None:
    world.enter().get(f"/guests/case/{world.slots[0].pk}/")
    event = AuditEvent.objects.get(kind="clinic_slot", action="read")
    assert event.actor is None
    assert event.detail == {"guest": str(world.guest.pk)}


def test_neither_the_link_nor_the_code_is_kept_and_no_mail_says_what_is_read(world: World) -> None:
    link = cast.link_of(world.guest)
    Client().post(link)
    code, stored = cast.code_of(world.guest), GuestInvitation.objects.get(pk=world.guest.pk)
    assert link.split("/")[3] not in str(vars(stored))
    assert code not in str(vars(stored.codes.all()[0]))
    for mail in OutgoingMail.objects.all():
        assert "CR-300" not in mail.subject + mail.body
        assert "Extract" not in mail.body


def test_the_same_form_twice_invites_once(world: World) -> None:
    key = uuid.uuid4()
    for _ in range(2):
        guests.invite(
            supervision_session=world.clinic, name="Once", email="once@example.org", agency=world.guest.agency,
            slots=world.slots[:1], key=key, by=world.facilitator, at=NOW,
        )  # fmt: skip
    assert OutgoingMail.objects.filter(to="once@example.org").count() == 1


def test_the_form_after_back_with_another_name_says_that_it_mailed_nobody_and_then_does(
    world: World, signed_in: Callable[[Person], Client]
) -> None:
    client, address = signed_in(world.facilitator), f"/groups/{world.clinic.pk}/guests/invite/"
    page = client.get(address)
    assert "no-store" in page["Cache-Control"]
    posted = {
        "name": "Una First", "email": "una@example.org", "agency": world.guest.agency_id,
        "slots": [str(world.slots[0].pk)], "key": str(page.context["form"]["key"].value()),
    }  # fmt: skip
    second = posted | {"name": "Sid Second", "email": "sid@example.org"}
    assert client.post(address, posted).status_code == 302
    answer = client.post(address, second)
    assert answer.status_code == 422
    assert b"nothing was done this time" in answer.content
    assert not OutgoingMail.objects.filter(to="sid@example.org").exists()
    again = second | {"key": str(answer.context["form"]["key"].value())}
    assert client.post(address, again).status_code == 302
    assert OutgoingMail.objects.filter(to="sid@example.org").count() == 1


def test_nobody_is_invited_to_a_slot_of_another_clinic(world: World) -> None:
    with pytest.raises(ValidationError):
        cast.guest(cast.plan(world.facilitator), world.slots[:1])


def test_a_slot_stays_while_guests_are_invited_to_it(world: World) -> None:
    with pytest.raises(ValidationError):
        clinics.remove_slot(slot=world.slots[0], by=world.facilitator, at=NOW)
    guests.revoke(guest=world.guest, by=world.facilitator, at=NOW)
    clinics.remove_slot(slot=world.slots[0], by=world.facilitator, at=NOW)
    assert ClinicSlot.objects.filter(supervision_session=world.clinic).count() == 2


def test_the_database_refuses_a_sixth_try_and_a_link_of_somebody_whose_access_was_taken_away(world: World) -> None:
    Client().post(cast.link_of(world.guest))
    with pytest.raises(IntegrityError), transaction.atomic():
        GuestCode.objects.update(tries=6)
    guests.revoke(guest=world.guest, by=world.facilitator, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        GuestInvitation.objects.filter(pk=world.guest.pk).update(token_hash="x")


def test_only_the_facilitator_keeps_the_guests_and_only_the_lead_beside_them_the_pack(world: World) -> None:
    other = make_person("Other Person")
    lead, stranger, facilitator = Client(), Client(), Client()
    for client, person in ((lead, world.lead), (stranger, other), (facilitator, world.facilitator)):
        client.force_login(person)
    base = f"/groups/{world.clinic.pk}/"
    for path, at_lead in ((f"cases/{world.slots[0].pk}/pack/", 200), ("guests/invite/", 403), ("cases/add/", 403)):
        assert facilitator.get(base + path).status_code == 200
        assert lead.get(base + path).status_code == at_lead
        assert stranger.get(base + path).status_code == 404
    assert lead.post(f"{base}guests/{world.guest.pk}/revoke/").status_code == 403
