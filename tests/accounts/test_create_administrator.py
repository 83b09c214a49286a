"""Can an installation without people let its first administrator in?"""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from accounts.models import Person
from accounts.queries import roles_of
from supervision.outbox.models import OutgoingMail
from supervision.vocabulary import Role

pytestmark = pytest.mark.django_db


def create(*words: str) -> str:
    printed = StringIO()
    call_command("create_administrator", *words, stdout=printed)
    return str(re.findall(r"http://testserver(\S+)", printed.getvalue())[0])


def test_the_printed_link_is_the_mailed_one_and_makes_an_administrator(client: Client) -> None:
    link = create("Nell@Example.org", "Nell Rush")
    assert link in OutgoingMail.objects.get(to="nell@example.org").body
    client.post(link, {"password": "violet harbour ladder"})
    client.post("/account/login/", {"login": "nell@example.org", "password": "violet harbour ladder"})
    assert client.get("/")["Location"] == "/administration/people/"


def test_somebody_who_is_here_is_not_invited_by_mistake() -> None:
    create("nell@example.org", "Nell Rush")
    with pytest.raises(CommandError, match="Nell Rush is here already"):
        create("NELL@example.org", "Nell Rush")
    assert OutgoingMail.objects.count() == 1


def test_again_sends_a_new_link_and_makes_them_an_administrator(colleague: Person, client: Client) -> None:
    link = create(colleague.email, "Ben Marsh", "--again")
    assert roles_of(Person.objects.get(pk=colleague.pk)) == {Role.PRACTITIONER, Role.ADMINISTRATOR}
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(("email", "words"), [("nell at home", "valid email"), ("", "cannot be blank")])
def test_an_address_that_is_none_is_refused_and_nobody_is_made(email: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        create(email, "Nell Rush")
    assert not Person.objects.exists()


def test_a_closed_account_is_not_opened_by_it(leaver: Person) -> None:
    with pytest.raises(CommandError, match="closed"):
        create(leaver.email, "Owen Gone", "--again")
    assert Role.ADMINISTRATOR not in roles_of(Person.objects.get(pk=leaver.pk))
