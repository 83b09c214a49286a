"""Does an invitation let the right person in, once, for a week?"""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Invitation, Person
from accounts.services import (
    InvitationGone,
    accept,
    change_person,
    deactivate,
    find_invitation,
    invite,
    invite_again,
    reactivate,
)
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutgoingMail
from tests.people import NOW

GOOD = "violet harbour ladder"
WEEK = timedelta(days=7)


def invited(by: Person, email: str = "Zoe.New@example.org") -> Person:
    return invite(email=email, name="Zoë New", by=by, at=NOW)


def link_in_the_last_mail() -> str:
    with_link = OutgoingMail.objects.filter(body__contains="http://testserver/").order_by("-created_at")
    return str(re.findall(r"http://testserver(\S+)", with_link[0].body)[0])


def secret() -> str:
    return link_in_the_last_mail().rstrip("/").rpartition("/")[2]


def test_an_invited_person_sets_a_password_and_signs_in(administrator: Person, client: Client) -> None:
    person = invited(administrator)
    link = link_in_the_last_mail()
    assert "Welcome, Zoë" in client.get(link).content.decode()
    done = client.post(link, {"password": GOOD}, follow=True)
    assert "Your password is set. Sign in with it." in done.content.decode()
    client.post("/account/login/", {"login": "zoe.new@EXAMPLE.org", "password": GOOD})
    assert client.session["_auth_user_id"] == str(person.pk)


def test_the_mail_names_who_invites_and_is_on_the_trail(administrator: Person) -> None:
    person = invited(administrator)
    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.kind) == ("zoe.new@example.org", "invitation")
    assert "Hello Zoë" in mail.body
    assert "Nell Rush has made an account for you" in mail.body
    assert "Northbank Children's Services" in mail.subject
    trail = AuditEvent.objects.filter(actor=administrator, object_id=str(person.pk)).values_list("kind", "action")
    assert set(trail) == {("person", "created"), ("invitation", "created")}


def test_nobody_can_sign_in_before_the_password_is_set(administrator: Person, client: Client) -> None:
    invited(administrator)
    for password in ("", "!", GOOD):
        client.post("/account/login/", {"login": "zoe.new@example.org", "password": password})
    assert "_auth_user_id" not in client.session


def test_only_a_hash_of_the_secret_is_stored(administrator: Person) -> None:
    invited(administrator)
    assert Invitation.objects.get().secret_hash == hashlib.sha256(secret().encode()).hexdigest()


def test_an_invitation_works_once(administrator: Person, client: Client) -> None:
    invited(administrator)
    link = link_in_the_last_mail()
    client.post(link, {"password": GOOD})
    before = Person.objects.get(name="Zoë New").password
    again = client.post(link, {"password": "another long password"})
    assert again.status_code == 404
    assert "This invitation no longer works" in again.content.decode()
    assert Person.objects.get(name="Zoë New").password == before


def test_an_invitation_works_for_a_week_and_no_longer(administrator: Person) -> None:
    invited(administrator)
    assert find_invitation(secret(), NOW + WEEK - timedelta(seconds=1))
    with pytest.raises(InvitationGone):
        accept(secret=secret(), password=GOOD, at=NOW + WEEK)


def test_a_changed_link_is_refused(administrator: Person, client: Client) -> None:
    invited(administrator)
    real = secret()
    for tampered in (real[:-1], real + "x", real.swapcase(), Invitation.objects.get().secret_hash):
        assert client.get(f"/account/invitation/{tampered}/").status_code == 404


def test_a_new_invitation_ends_the_one_before(administrator: Person) -> None:
    person = invited(administrator)
    old = secret()
    invite_again(person=person, by=administrator, at=NOW + timedelta(hours=1))
    with pytest.raises(InvitationGone):
        find_invitation(old, NOW + timedelta(hours=1))
    assert accept(secret=secret(), password=GOOD, at=NOW + timedelta(hours=1)) == person


def test_a_corrected_address_ends_the_link_sent_to_the_wrong_one(administrator: Person) -> None:
    person = invited(administrator)
    change_person(person=person, by=administrator, at=NOW, email="zoe@example.org")
    with pytest.raises(InvitationGone):
        find_invitation(secret(), NOW)


def test_a_closed_account_is_not_opened_by_an_invitation(administrator: Person) -> None:
    person = invited(administrator)
    deactivate(person=person, by=administrator, at=NOW)
    reactivate(person=person, by=administrator, at=NOW)
    with pytest.raises(InvitationGone):
        find_invitation(secret(), NOW)
    deactivate(person=person, by=administrator, at=NOW)
    with pytest.raises(ValidationError, match="closed"):
        invite_again(person=person, by=administrator, at=NOW)


@pytest.mark.parametrize("weak", ["short", "password1234", "zoe.new@example.org"])
def test_a_weak_password_is_not_taken(administrator: Person, client: Client, weak: str) -> None:
    invited(administrator)
    page = client.post(link_in_the_last_mail(), {"password": weak}).content.decode()
    assert "<title>Error: Set up your account" in page
    assert not Person.objects.get(name="Zoë New").has_usable_password()
    with pytest.raises(ValidationError):
        accept(secret=secret(), password=weak, at=NOW)


@pytest.mark.parametrize("taken", ["zoe.new@example.org", " ZOE.NEW@example.org "])
def test_an_address_in_use_is_refused_whatever_its_case(administrator: Person, taken: str) -> None:
    invited(administrator)
    with pytest.raises(ValidationError) as refused:
        invited(administrator, email=taken)
    assert refused.value.message_dict == {"email": ["Somebody here already uses this e-mail address"]}
    assert OutgoingMail.objects.count() == 1


def test_something_that_is_no_address_is_refused(administrator: Person) -> None:
    with pytest.raises(ValidationError, match="email"):
        invited(administrator, email="zoe at example.org")


def test_whoever_was_signed_in_at_the_browser_is_signed_out(administrator: Person, client: Client) -> None:
    client.force_login(administrator)
    invited(administrator)
    client.post(link_in_the_last_mail(), {"password": GOOD})
    assert "_auth_user_id" not in client.session
