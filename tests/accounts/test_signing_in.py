"""Who gets in, what do they see of their account, and what does the trail say of it?"""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts.models import Person
from accounts.services import change_person
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutgoingMail
from tests.people import NOW, PASSWORD

SignedIn = Callable[[Person], Client]
NEW = "violet harbour ladder"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> str:
    """Where the browser is sent, or the words of the page that refuses."""
    response = client.post("/account/login/", {"login": email, "password": password, **more})
    return response["Location"] if response.status_code == 302 else response.content.decode()


def trail() -> list[tuple[str, str]]:
    return list(AuditEvent.objects.order_by("pk").values_list("action", "kind"))


def test_a_page_is_asked_for_again_after_signing_in(practitioner: Person, client: Client) -> None:
    asked = client.get("/account/")
    assert asked["Location"] == "/account/login/?next=/account/"
    assert 'name="next"' in client.get(asked["Location"]).content.decode()
    assert sign_in(client, practitioner.email.upper(), next="/account/") == "/account/"
    assert client.get("/account/").status_code == 200
    assert trail() == [("signed_in", "session")]


def test_nobody_is_sent_to_another_site(practitioner: Person, client: Client) -> None:
    assert sign_in(client, practitioner.email, next="https://example.com/") == "/"


def test_a_wrong_password_and_an_unknown_address_are_told_alike(practitioner: Person, client: Client) -> None:
    wrong = sign_in(client, practitioner.email, "guess")
    unknown = sign_in(client, "nobody@example.org", "guess")
    for page in (wrong, unknown):
        assert "<title>Error: Sign in" in page
        assert "The e-mail address or the password is not right" in page
    refused = AuditEvent.objects.filter(action="refused", actor=None, detail={}).order_by("pk")
    assert [event.object_id for event in refused] == [str(practitioner.pk), ""]


def test_after_five_wrong_passwords_not_even_the_right_one_lets_in(practitioner: Person, client: Client) -> None:
    for _ in range(5):
        sign_in(client, practitioner.email, "guess")
    assert "Wait five minutes" in sign_in(Client(), practitioner.email)


def test_a_closed_account_is_told_so_only_with_its_password(leaver: Person, client: Client) -> None:
    assert "is not right" in sign_in(client, leaver.email, "guess")
    assert sign_in(client, leaver.email) == "/account/closed/"
    assert "This account is closed" in client.get("/account/closed/").content.decode()
    assert "_auth_user_id" not in client.session
    assert ("refused", "sign_in") in trail()


def test_signing_out_ends_the_session_and_is_on_the_trail(practitioner: Person, client: Client) -> None:
    sign_in(client, practitioner.email)
    assert "Do you want to sign out?" in client.get("/account/logout/").content.decode()
    done = client.post("/account/logout/", follow=True)
    assert done.redirect_chain == [("/account/login/", 302)]
    assert "You are signed out." in done.content.decode()
    assert trail() == [("signed_in", "session"), ("signed_out", "session")]


def test_there_is_no_signing_up(client: Client, db: None) -> None:
    assert "Accounts are by invitation" in client.get("/account/by-invitation/").content.decode()
    assert client.post("/account/by-invitation/").status_code == 405
    assert client.get("/account/signup/").status_code == 404


def test_my_account_says_my_roles_and_their_reach_in_words(manager_elsewhere: Person, signed_in: SignedIn) -> None:
    page = signed_in(manager_elsewhere).get("/account/").content.decode()
    for words in ("Theo Black", manager_elsewhere.email, "Manager: Elsewhere", "No team", "Sign out everywhere"):
        assert words in page


def test_a_changed_password_ends_other_sessions_and_is_told_by_mail(practitioner: Person, signed_in: SignedIn) -> None:
    here, phone = signed_in(practitioner), signed_in(practitioner)
    done = here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": NEW}, follow=True)
    assert "Your password is changed." in done.content.decode()
    assert [client.get("/account/").status_code for client in (here, phone)] == [200, 302]
    assert OutgoingMail.objects.get().kind == "password_changed"
    assert ("changed", "password") in trail()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"oldpassword": "guess", "password1": NEW}, "That is not your password"),
        ({"oldpassword": PASSWORD, "password1": "short"}, "at least 12 characters"),
        ({"oldpassword": PASSWORD, "password1": "amara.quill@example.org"}, "too similar to"),
        ({}, "Enter a new password"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_and_a_good_new_one(
    practitioner: Person, signed_in: SignedIn, given: dict[str, str], words: str
) -> None:
    page = signed_in(practitioner).post("/account/password/change/", given)
    assert words in page.content.decode()
    assert Person.objects.get(pk=practitioner.pk).password == practitioner.password


def test_an_old_address_opens_nothing(administrator: Person, practitioner: Person, client: Client) -> None:
    old = practitioner.email
    client.post("/account/password/reset/", {"email": old})  # the sign-in library notes the address in its own table
    assert EmailAddress.objects.filter(email=old).exists()
    change_person(person=practitioner, by=administrator, at=NOW, email="amara.new@example.org")
    assert "is not right" in sign_in(client, old)
    client.post("/account/password/reset/", {"email": old})
    assert OutgoingMail.objects.order_by("-created_at")[0].kind == "unknown_account"
    assert sign_in(client, "amara.new@example.org") == "/"
