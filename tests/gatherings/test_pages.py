"""Can a group be held over the web alone: started, written, sent, answered by each, and kept apart?"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.sessions.gathering_queries import credit_of, note_of
from supervision.sessions.models import Attendance, GroupFormat, SupervisionSession
from supervision.vocabulary import AuditAction, Role
from tests.gatherings.cast import HELD, confirm, fill, send, start
from tests.people import PASSWORD, TODAY, make_person
from tests.support.whole_forms import whole_form

SignIn = Callable[[Person], Client]


def hidden(page: Any, name: str) -> str:
    """The value of a hidden field of the page."""
    return str(page.context["form"][name].value())


def write(client: Client, address: str, **posted: Any) -> None:
    shown = hidden(client.get(address), "shown")
    answer = client.post(address, {"shown": shown, **posted})
    assert answer.status_code == 302, answer.content.decode()


def test_a_group_of_eight_is_one_record_with_eight_credits_and_eight_parts_of_their_own(
    supervisor: Person, signed_in: SignIn
) -> None:
    eight = [make_person(f"Ada Number{number}", Role.PRACTITIONER, team=supervisor.team) for number in range(8)]
    facilitator = signed_in(supervisor)
    begun = facilitator.get("/groups/start/")
    answer = facilitator.post(
        "/groups/start/",
        {
            "kind": "group", "held_on_0": HELD.day, "held_on_1": HELD.month, "held_on_2": HELD.year,
            "group_format": GroupFormat.objects.all()[0].pk, "question": "How do we keep both in view?",
            "invited": [person.pk for person in eight[:7]], "others": eight[7].email,
            "start_key": hidden(begun, "start_key"),
        },
    )  # fmt: skip
    record = SupervisionSession.every.get()
    address = f"/groups/{record.pk}/"
    assert answer.url == address
    write(
        facilitator, f"{address}write/", held_on_0=HELD.day, held_on_1=HELD.month, held_on_2=HELD.year, minutes=90,
        place="in_person", framed_question="How do we keep both in view?", what_was_brought="A visit, as in CR-2041.",
        what_the_group_thought="Much was wondered.", take_away="To ask the younger one first.",
    )  # fmt: skip
    came = {f"state_{person.pk}": "attended" for person in eight}
    write(facilitator, f"{address}attendance/", **came, presenter=eight[0].pk)
    write(
        facilitator, f"{address}action-points/",
        **{
            "points-TOTAL_FORMS": 1, "points-INITIAL_FORMS": 0, "points-0-what": "Ask as for CR-2041",
            "points-0-owner": eight[3].pk, "points-0-due_on": TODAY.isoformat(),
        },
    )  # fmt: skip
    write(facilitator, f"{address}send/", password=PASSWORD)
    for number, person in enumerate(eight):
        attendee = signed_in(person)
        page = attendee.get(f"{address}confirm/")
        assert b"Much was wondered." in page.content
        answered = {"response": "differs", "statement": "I saw it so."} if number == 3 else {"response": "confirmed"}
        posted = {"password": PASSWORD, "shown_version": hidden(page, "shown_version"), **answered}
        assert attendee.post(f"{address}confirm/", posted).status_code == 302
        posted = {"body": f"What I keep, number {number}", "base_version": 0}
        assert attendee.post(f"{address}note/", posted).status_code == 302
    record = SupervisionSession.every.get()  # one
    assert record.state == "locked"
    credits = [credit_of(person, since=HELD, until=TODAY) for person in eight]
    assert [(one.minutes, one.times) for one in credits] == [(90, 1)] * 8
    assert record.attendances.count() == record.private_notes.count() == 8
    for number, person in enumerate(eight):
        note = note_of(person, record)
        assert note is not None
        assert note.body == f"What I keep, number {number}"
        pages = b"".join(signed_in(person).get(page).content for page in (address, f"{address}note/", "/groups/"))
        others = [f"What I keep, number {other}".encode() for other in range(8) if other != number]
        assert not any(words in pages for words in others)
    assert b"What I keep" not in facilitator.get(address).content
    assert b"Ask as for CR-2041" in signed_in(eight[3]).get("/action-points/").content
    assert b"1 hour 30 minutes" in signed_in(eight[5]).get("/sessions/").content


@pytest.fixture
def sent(supervisor: Person, practitioner: Person, colleague: Person, next_supervisor: Person) -> SupervisionSession:
    made = start(supervisor, [practitioner, colleague, next_supervisor])
    return send(fill(made, came=[practitioner, colleague], text="Somebody wondered aloud."))


def test_who_sent_apologies_and_a_manager_read_that_it_took_place_and_not_what_was_said(
    sent: SupervisionSession, next_supervisor: Person, manager: Person, colleague: Person, signed_in: SignIn
) -> None:
    for person in (next_supervisor, manager):
        page = signed_in(person).get(f"/groups/{sent.pk}/")
        assert page.status_code == 200
        assert b"What was said is read by those who came" in page.content
        assert colleague.name.encode() in page.content
        assert b"wondered" not in page.content
        assert b"History" not in page.content
    assert b"wondered" in signed_in(colleague).get(f"/groups/{sent.pk}/").content
    for one in sent.attendances.filter(state="attended"):
        confirm(sent, one.person)
    history = signed_in(colleague).get(f"/groups/{sent.pk}/").context["events"]
    assert [one["title"] for one in history][:3] == ["Locked", "Signed", "Signed"]


def test_a_wrong_password_signs_nothing_and_keeps_the_words(
    sent: SupervisionSession, practitioner: Person, signed_in: SignIn
) -> None:
    posted = {"response": "differs", "statement": "It was the school.", "password": "wrong", "shown_version": 1}
    answer = signed_in(practitioner).post(f"/groups/{sent.pk}/confirm/", posted)
    assert answer.status_code == 422
    assert b"It was the school." in answer.content
    assert not sent.signatures.filter(person=practitioner).exists()


def test_what_was_changed_in_another_tab_is_not_written_over_unseen(
    supervisor: Person, practitioner: Person, signed_in: SignIn
) -> None:
    record = start(supervisor, [practitioner])
    client, address = signed_in(supervisor), f"/groups/{record.pk}/write/"
    day = {"held_on_0": HELD.day, "held_on_1": HELD.month, "held_on_2": HELD.year}
    first = hidden(client.get(address), "shown")
    write(client, address, **day, take_away="From the first tab.")
    answer = client.post(address, {**day, "shown": first, "take_away": "From the second tab."})
    assert answer.status_code == 422
    assert b"From the second tab." in answer.content
    assert b"From the first tab." in answer.content  # to compare the two
    again = whole_form(answer.content.decode())
    assert again["take_away"] == ["From the second tab."]
    assert client.post(address, again).status_code == 302


def test_ones_own_part_stays_open_to_somebody_who_is_set_down_as_not_having_come(
    sent: SupervisionSession, practitioner: Person, signed_in: SignIn
) -> None:
    client, address = signed_in(practitioner), f"/groups/{sent.pk}/note/"
    posted = {"body": "What I keep of it", "base_version": 0}
    assert client.post(address, posted).status_code == 302
    sent.attendances.filter(person=practitioner).update(state="apologies", minutes=None, is_presenter=False)
    assert b"What I keep of it" in client.get(address).content
    assert address.encode() in client.get(f"/groups/{sent.pk}/").content
    assert client.post(address, posted | {"base_version": 1}).status_code == 403


def test_a_row_button_adds_a_row_and_saves_nothing(supervisor: Person, practitioner: Person, signed_in: SignIn) -> None:
    record = start(supervisor, [practitioner])
    posted = {
        "points-TOTAL_FORMS": 1, "points-INITIAL_FORMS": 0, "points-0-what": "Half typed", "add_row": "points",
        "shown": "x",
    }  # fmt: skip
    answer = signed_in(supervisor).post(f"/groups/{record.pk}/action-points/", posted)
    assert answer.status_code == 200
    assert b"points-1-what" in answer.content
    assert b"Half typed" in answer.content
    assert not record.action_points.exists()


def test_what_may_name_somebody_in_an_action_point_is_shown_once(
    supervisor: Person, practitioner: Person, signed_in: SignIn
) -> None:
    record = start(supervisor, [practitioner])
    client, address = signed_in(supervisor), f"/groups/{record.pk}/action-points/"
    posted = {
        "points-TOTAL_FORMS": 1, "points-INITIAL_FORMS": 0, "points-0-what": "Ring Jamie Smith tomorrow",
        "points-0-owner": supervisor.pk, "points-0-due_on": TODAY.isoformat(),
        "shown": hidden(client.get(address), "shown"),
    }  # fmt: skip
    answer = client.post(address, posted)
    assert b"may be a name" in answer.content
    assert not record.action_points.exists()
    assert client.post(address, posted | {"seen": hidden(answer, "seen")}).status_code == 302
    assert record.action_points.count() == 1


def test_somebody_is_taken_off_the_list_and_somebody_else_is_invited(
    supervisor: Person, practitioner: Person, colleague: Person, signed_in: SignIn
) -> None:
    record = start(supervisor, [practitioner])
    posted = {f"state_{practitioner.pk}": "take_off", "others": colleague.email}
    write(signed_in(supervisor), f"/groups/{record.pk}/attendance/", **posted)
    assert [place.person for place in Attendance.objects.all()] == [colleague]


def test_an_address_that_nobody_has_is_said(supervisor: Person, practitioner: Person, signed_in: SignIn) -> None:
    record = start(supervisor, [practitioner])
    client, address = signed_in(supervisor), f"/groups/{record.pk}/attendance/"
    shown = hidden(client.get(address), "shown")
    posted = {f"state_{practitioner.pk}": "invited", "others": "nobody@example.org", "shown": shown}
    answer = client.post(address, posted)
    assert answer.status_code == 422
    assert b"Nobody here has the address nobody@example.org" in answer.content


def test_the_bell_leads_to_the_record_and_is_quiet_once_it_is_answered(
    sent: SupervisionSession, practitioner: Person, signed_in: SignIn
) -> None:
    client = signed_in(practitioner)
    assert f'href="/groups/{sent.pk}/"'.encode() in client.get("/notices/").content
    client.post(f"/groups/{sent.pk}/confirm/", {"response": "confirmed", "password": PASSWORD, "shown_version": 1})
    assert not practitioner.notices.filter(settled_at=None).exists()


def test_the_only_kind_that_somebody_may_start_is_chosen_already(
    practitioner: Person, supervisor: Person, signed_in: SignIn
) -> None:
    """A practitioner starts a peer group and nothing else; a supervisor says which of the two it is."""
    chosen = [
        signed_in(one).get("/groups/start/").context["form"]["kind"].value() for one in (practitioner, supervisor)
    ]
    assert chosen == ["peer", None]


def test_the_record_is_taken_away_as_a_pdf_without_anybodys_own_part(
    sent: SupervisionSession, practitioner: Person, signed_in: SignIn
) -> None:
    client = signed_in(practitioner)
    posted = {"body": "What I keep to myself", "base_version": 0}
    assert client.post(f"/groups/{sent.pk}/note/", posted).status_code == 302
    answer = client.get(f"/groups/{sent.pk}/record.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "Somebody wondered aloud." in text
    assert practitioner.name in text
    assert "What I keep" not in text
    taken = AuditEvent.objects.get(action=AuditAction.DOWNLOADED)
    assert (taken.object_id, taken.actor_id) == (str(sent.pk), practitioner.pk)
