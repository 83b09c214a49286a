"""Does whoever came say once how it was, to the facilitator alone, while that is open?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import Person
from supervision.gathering_vocabulary import Usefulness
from supervision.outbox.models import OutgoingMail
from supervision.policy import Denied
from supervision.sessions.models import Feedback, SupervisionArrangement
from supervision.sessions.services import feedback, guests
from tests.gatherings import cast as group_cast
from tests.gatherings import clinic_cast as cast
from tests.guests.test_guests import World
from tests.people import NOW, TODAY

SignIn = Callable[[Person], Client]
WORDS = {"useful": "very", "will_do": "Ask first.", "better": "Begin with the hardest."}


@pytest.fixture
def world(arrangement: SupervisionArrangement) -> World:
    made = World(arrangement)
    cast.hold(made.clinic, [made.lead])
    return made


def test_people_and_guests_say_it_once_change_it_and_read_their_own_while_the_facilitator_reads_all(
    world: World, colleague: Person, signed_in: SignIn
) -> None:
    base, lead, guest = f"/groups/{world.clinic.pk}/", signed_in(world.lead), world.enter()
    for useful in ("not", "very"):
        assert lead.post(f"{base}feedback/give/", WORDS | {"useful": useful}).status_code == 302
    for better in ("Less.", "Come sooner."):
        posted = {"useful": "a_little", "will_do": "Ring.", "better": better}
        assert guest.post("/guests/feedback/", posted).status_code == 302
    assert sorted(Feedback.objects.values_list("useful", flat=True)) == ["a_little", "very"]
    heard = signed_in(world.facilitator).get(f"{base}feedback/").content.decode()
    assert all(words in heard for words in ("1 of 2", "Come sooner.", "Ask first.", world.guest.name, world.lead.name))
    assert "2 of those who came have said" in signed_in(world.facilitator).get(base).content.decode()
    theirs = guest.get("/guests/feedback/").content.decode()
    assert "Come sooner." in theirs
    assert "Ask first." not in theirs
    assert lead.get(f"{base}feedback/").status_code == 403
    assert "Come sooner." not in lead.get(f"{base}feedback/give/").content.decode()
    assert signed_in(colleague).get(f"{base}feedback/").status_code == 404
    guests.revoke(guest=world.guest, by=world.facilitator, at=NOW)
    assert guest.post("/guests/feedback/", posted).status_code == 404


def test_what_may_name_somebody_is_said_before_a_guests_words_are_kept(world: World) -> None:
    guest, text = world.enter(), "Ring me on 07700 900123."
    page = guest.get("/guests/feedback/").content.decode()
    assert 'data-guard="/guests/hints/"' in page
    assert "/js/guard." in page
    assert guest.post("/guests/hints/", {"text": text}).json()["remarks"][0]["found"] == "07700 900123"
    answer = guest.post("/guests/feedback/", WORDS | {"better": text})
    assert answer.status_code == 200
    assert "07700 900123" in answer.content.decode()
    assert not Feedback.objects.exists()


def test_a_guest_says_it_while_nobody_is_set_down_for_their_cases_and_then_only_if_they_were_there(
    world: World,
) -> None:
    came, absent = world.enter(), world.enter(cast.guest(world.clinic, world.slots[:1], "Abe Absent"))

    def answers() -> list[int]:
        return [client.get("/guests/feedback/").status_code for client in (came, absent)]

    assert answers() == [200, 200]
    cast.write_outcome(world.slots[0], [world.lead])
    assert answers() == [200, 404]  # the first may still be set down for their second case
    assert absent.post("/guests/feedback/", WORDS).status_code == 404
    assert feedback.ask_guests(supervision_session=world.clinic, by=world.facilitator, at=NOW) == 1
    cast.write_outcome(world.slots[1], [world.lead])
    assert answers() == [404, 404]
    cast.write_outcome(world.slots[1], [], [world.guest])
    assert answers() == [200, 404]


def test_it_is_said_from_the_day_on_for_four_weeks_by_those_who_came(
    arrangement: SupervisionArrangement, colleague: Person
) -> None:
    def refused(by: Person, days: int = 0) -> bool:
        try:
            feedback.give(
                supervision_session=record, said=feedback.Said(Usefulness.NOT), by=by, at=NOW + timedelta(days=days)
            )
        except Denied:
            return True
        return False

    practitioner = arrangement.practitioner
    record = group_cast.start(arrangement.supervisor, [practitioner, colleague], held_on=TODAY)
    assert refused(practitioner)  # nobody is set down as having come
    group_cast.fill(record, came=[practitioner])
    assert not refused(practitioner, 28)
    assert refused(practitioner, 29)
    assert refused(practitioner, -1)
    assert refused(colleague)
    assert refused(arrangement.supervisor)


def test_guests_who_have_not_said_it_are_mailed_a_new_link_while_theirs_would_open_something(
    world: World, signed_in: SignIn
) -> None:
    guest = world.enter()  # the link is used up
    ask = f"/groups/{world.clinic.pk}/guests/ask/"
    assert signed_in(world.facilitator).post(ask).status_code == 302
    mail = OutgoingMail.objects.get(kind="guest_feedback", to=world.guest.email)
    path = mail.body.split("http://testserver")[1].split()[0]
    assert Client().get(path).status_code == 200
    guest.post("/guests/feedback/", WORDS)
    signed_in(world.facilitator).post(ask)
    assert OutgoingMail.objects.filter(kind="guest_feedback").count() == 1
    with time_machine.travel(NOW + timedelta(days=9)):
        assert guest.get("/guests/feedback/").status_code == 404
