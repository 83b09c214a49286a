"""Are people, their roles and their sessions changed only as they may be?"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from accounts.models import Person, RoleGrant
from accounts.queries import roles_of, scopes_of
from accounts.services import change_person, deactivate, grant, reactivate, revoke, sign_out_everywhere
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutgoingMail
from supervision.vocabulary import AuditAction, Role, Scope
from tests.people import NOW, make_person, make_team

SignedIn = Callable[[Person], Client]


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-pk")[0]


def test_a_change_names_the_fields_and_not_what_is_in_them(administrator: Person, practitioner: Person) -> None:
    changed = change_person(
        person=practitioner, by=administrator, at=NOW, name="Amara Quill-Stone", team=practitioner.team
    )
    assert changed.name == Person.objects.get(pk=practitioner.pk).name == "Amara Quill-Stone"
    assert (last_event().actor, last_event().detail) == (administrator, {"fields": ["name"]})


def test_a_change_to_nothing_leaves_no_trace(administrator: Person, practitioner: Person) -> None:
    before = AuditEvent.objects.count()
    change_person(person=practitioner, by=administrator, at=NOW, name=practitioner.name)
    assert AuditEvent.objects.count() == before


def test_a_change_cannot_reach_what_is_not_a_detail(administrator: Person, practitioner: Person) -> None:
    with pytest.raises(TypeError, match="is_active, password"):
        change_person(person=practitioner, by=administrator, at=NOW, password="x", is_active=False)


def test_a_person_cannot_take_an_address_of_another(administrator: Person, practitioner: Person) -> None:
    with pytest.raises(ValidationError, match="already uses"):
        change_person(person=practitioner, by=administrator, at=NOW, email=administrator.email.upper())


def test_without_its_trail_nothing_is_changed(
    administrator: Person, practitioner: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("accounts.services.people.record", fails)
    with pytest.raises(ZeroDivisionError):
        deactivate(person=practitioner, by=administrator, at=NOW)
    practitioner.refresh_from_db()
    assert practitioner.is_active


def test_a_closed_account_is_out_at_the_next_request(
    administrator: Person, practitioner: Person, signed_in: SignedIn
) -> None:
    client = signed_in(practitioner)
    assert is_signed_in(client)
    deactivate(person=practitioner, by=administrator, at=NOW)
    assert not is_signed_in(client)


def test_an_account_opened_again_has_to_sign_in_again(
    administrator: Person, practitioner: Person, signed_in: SignedIn
) -> None:
    client = signed_in(practitioner)
    deactivate(person=practitioner, by=administrator, at=NOW)
    reactivate(person=practitioner, by=administrator, at=NOW)
    assert not is_signed_in(client)
    assert is_signed_in(signed_in(Person.objects.get(pk=practitioner.pk)))


def test_signing_out_everywhere_ends_the_sessions_of_other_devices(
    practitioner: Person, colleague: Person, signed_in: SignedIn
) -> None:
    here, phone, other = signed_in(practitioner), signed_in(practitioner), signed_in(colleague)
    done = here.post("/account/sign-out-everywhere/", follow=True)
    assert "You are signed out on every device." in done.content.decode()
    assert [is_signed_in(client) for client in (here, phone, other)] == [False, False, True]
    event = AuditEvent.objects.get(kind="person", action=AuditAction.SIGNED_OUT)
    assert (event.actor, event.detail) == (practitioner, {"everywhere": True})


def test_signing_out_everywhere_is_not_done_by_a_link(practitioner: Person, signed_in: SignedIn) -> None:
    client = signed_in(practitioner)
    assert client.get("/account/sign-out-everywhere/").status_code == 405
    assert is_signed_in(client)


def test_an_administrator_ends_the_sessions_of_somebody_else(
    administrator: Person, practitioner: Person, signed_in: SignedIn
) -> None:
    client = signed_in(practitioner)
    sign_out_everywhere(person=practitioner, by=administrator, at=NOW)
    assert not is_signed_in(client)


def test_a_granted_role_counts_at_once_and_once(administrator: Person, practitioner: Person) -> None:
    assert roles_of(practitioner) == {Role.PRACTITIONER}
    first = grant(person=practitioner, role=Role.SUPERVISOR, by=administrator, at=NOW)
    assert roles_of(practitioner) == {Role.PRACTITIONER, Role.SUPERVISOR}
    assert grant(person=practitioner, role=Role.SUPERVISOR, by=administrator, at=NOW) == first
    assert AuditEvent.objects.filter(kind="role").count() == 1
    revoke(grant=first, by=administrator, at=NOW)
    assert roles_of(Person.objects.get(pk=practitioner.pk)) == {Role.PRACTITIONER}
    assert last_event().detail["taken_away"] is True


def test_a_manager_is_given_a_reach(administrator: Person, colleague: Person) -> None:
    team = make_team("Lantern")
    grant(person=colleague, role=Role.MANAGER, scope=Scope.TEAM, team=team, by=administrator, at=NOW)
    assert scopes_of(colleague).team_ids == {team.pk}


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": Role.MANAGER},
        {"role": Role.MANAGER, "scope": Scope.TEAM},
        {"role": Role.SUPERVISOR, "scope": Scope.ORGANISATION},
    ],
)
def test_a_reach_that_does_not_fit_the_role_is_refused(
    administrator: Person, colleague: Person, wrong: dict[str, Role]
) -> None:
    with pytest.raises(ValidationError, match="one team, one service or the whole organisation"):
        grant(person=colleague, by=administrator, at=NOW, **wrong)  # type: ignore[arg-type]


def test_the_last_administrator_stays(administrator: Person, leaver: Person) -> None:
    RoleGrant.objects.create(person=leaver, role=Role.ADMINISTRATOR)
    with pytest.raises(ValidationError, match="only administrator"):
        revoke(grant=administrator.role_grants.get(), by=administrator, at=NOW)
    with pytest.raises(ValidationError, match="only administrator"):
        deactivate(person=administrator, by=administrator, at=NOW)


def test_one_of_two_administrators_may_go(administrator: Person, colleague: Person) -> None:
    grant(person=colleague, role=Role.ADMINISTRATOR, by=administrator, at=NOW)
    deactivate(person=administrator, by=colleague, at=NOW)
    with pytest.raises(ValidationError, match="only administrator"):
        revoke(grant=colleague.role_grants.get(role=Role.ADMINISTRATOR), by=colleague, at=NOW)


def test_two_administrators_who_remove_each_other_at_once_leave_one(own_database: str) -> None:
    pairs = [make_person("Nell Rush", Role.ADMINISTRATOR), make_person("Theo Black", Role.ADMINISTRATOR)]

    def remove(person: Person) -> bool:
        try:
            if person is pairs[0]:
                revoke(grant=person.role_grants.get(), by=pairs[1], at=NOW)
            else:
                deactivate(person=person, by=pairs[0], at=NOW)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(remove, pairs)) == [False, True]
    assert Person.objects.filter(is_active=True, role_grants__role=Role.ADMINISTRATOR).count() == 1


def test_another_address_is_told_to_the_old_and_the_new_one_and_ends_every_sign_in(
    administrator: Person, practitioner: Person, signed_in: SignedIn
) -> None:
    client, old = signed_in(practitioner), practitioner.email
    change_person(person=practitioner, by=administrator, at=NOW, email="amara.new@example.org")
    assert not is_signed_in(client)
    mails = OutgoingMail.objects.filter(kind="address")
    assert {mail.to for mail in mails} == {old, "amara.new@example.org"}
    said = "\n".join(mail.subject + mail.body for mail in mails)
    assert "An administrator of" in said
    assert "amara.new" not in said
    assert old not in said


def test_another_name_is_told_to_nobody_and_ends_no_sign_in(
    administrator: Person, practitioner: Person, signed_in: SignedIn
) -> None:
    client = signed_in(practitioner)
    change_person(person=practitioner, by=administrator, at=NOW, name="Amara Quill-Stone")
    assert is_signed_in(client)
    assert not OutgoingMail.objects.exists()


def test_nobody_gives_themselves_a_role(administrator: Person, colleague: Person) -> None:
    for role in (Role.SUPERVISOR, Role.PRACTITIONER):
        with pytest.raises(ValidationError, match="gives themselves a role"):
            grant(person=administrator, role=role, by=administrator, at=NOW)
    grant(person=colleague, role=Role.ADMINISTRATOR, by=administrator, at=NOW)
    grant(person=administrator, role=Role.SUPERVISOR, by=colleague, at=NOW)
    assert roles_of(administrator) == {Role.ADMINISTRATOR, Role.SUPERVISOR}
