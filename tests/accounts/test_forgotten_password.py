"""Can somebody who has forgotten their password choose a new one, and nobody else for them?"""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client

from accounts.models import Person
from supervision.outbox.models import OutgoingMail
from tests.people import NOW, PASSWORD

NEW = "violet harbour ladder"


def ask(client: Client, email: str) -> str:
    return client.post("/account/password/reset/", {"email": email}, follow=True).content.decode()


def link() -> str:
    return str(re.findall(r"http://testserver(\S+)", OutgoingMail.objects.get(kind="password_reset_key").body)[0])


def choose(client: Client, address: str, password: str = NEW) -> str:
    """The words of the last page, once the link is opened and a password sent."""
    form = client.get(address, follow=True)
    action = form.redirect_chain[-1][0] if form.redirect_chain else address
    return client.post(action, {"password1": password}, follow=True).content.decode()


def test_the_link_comes_through_the_outbox_and_sets_a_new_password(practitioner: Person, client: Client) -> None:
    assert "a link is on its way" in ask(client, practitioner.email)
    assert mail.outbox == []
    waiting = OutgoingMail.objects.get()
    assert (waiting.to, waiting.subject) == (practitioner.email, "Choose a new password for Reflect")
    assert "Hello Amara" in waiting.body
    assert "Your password is changed" in choose(client, link())
    assert Person.objects.get(pk=practitioner.pk).check_password(NEW)


def test_a_reset_ends_the_sessions_there_are(practitioner: Person, client: Client) -> None:
    signed_in = Client()
    signed_in.force_login(practitioner)
    ask(client, practitioner.email)
    choose(client, link())
    assert signed_in.get("/account/").status_code == 302


def test_the_link_works_once(practitioner: Person, client: Client) -> None:
    ask(client, practitioner.email)
    choose(client, link())
    assert "This link no longer works" in choose(Client(), link(), "another long password")
    assert Person.objects.get(pk=practitioner.pk).check_password(NEW)


def test_the_link_works_for_three_days(practitioner: Person, client: Client) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        ask(client, practitioner.email)
        clock.shift(timedelta(days=3, seconds=1))
        assert "This link no longer works" in choose(client, link())


def test_a_changed_link_is_refused(practitioner: Person, colleague: Person, client: Client) -> None:
    ask(client, practitioner.email)
    for changed in (link()[:-2] + "/", link().replace("key/", "key/1", 1)):
        assert "This link no longer works" in choose(Client(), changed)
    assert Person.objects.get(pk=practitioner.pk).check_password(PASSWORD)


@pytest.mark.django_db
def test_the_page_does_not_tell_who_is_here(practitioner: Person, leaver: Person) -> None:
    pages = {ask(Client(), email) for email in (practitioner.email, leaver.email, "nobody@example.org")}
    assert len({re.sub(r'value="[^"]+"', "", page) for page in pages}) == 1
    assert not OutgoingMail.objects.filter(to=leaver.email, kind="password_reset_key").exists()


def test_the_link_goes_to_this_installation_whatever_address_was_asked(practitioner: Person) -> None:
    Client(headers={"host": "localhost"}).post("/account/password/reset/", {"email": practitioner.email})
    assert link().startswith("/account/password/reset/key/")


def test_an_address_is_not_flooded_with_mail(practitioner: Person, client: Client) -> None:
    answers = [client.post("/account/password/reset/", {"email": practitioner.email}).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert OutgoingMail.objects.count() == 5
