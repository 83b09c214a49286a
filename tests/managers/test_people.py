"""Can a manager read who may do what within their reach, and nothing beyond it?"""

from typing import Any

import pytest

from accounts.models import Person, RoleGrant, Team
from supervision.vocabulary import Role, Scope
from tests.people import begin, make_person, make_team

PAGE = "/managers/people/"


@pytest.fixture
def team_manager(team: Team) -> Person:
    person = make_person("Tess Wren", team=make_team("Offices"))
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.TEAM, team=team)
    return person


@pytest.fixture
def service_manager(team: Team) -> Person:
    person = make_person("Sam Heron")
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.SERVICE, service=team.service)
    return person


def listed(page: Any) -> list[str]:
    return [person.name for person in page.context["page"]]


def test_a_team_manager_reads_their_team_and_who_else_manages_it(
    team_manager: Person, service_manager: Person, manager: Person, manager_elsewhere: Person, administrator: Person,
    practitioner: Person, supervisor: Person, signed_in: Any,
) -> None:  # fmt: skip
    make_person("Zoe Far", Role.PRACTITIONER, team=make_team("Far"))
    everybody = {practitioner, supervisor, team_manager, service_manager, manager}
    assert listed(signed_in(team_manager).get(PAGE)) == sorted(person.name for person in everybody)


def test_each_role_is_said_with_its_reach_and_with_who_leads(
    team_manager: Person, practitioner: Person, supervisor: Person, signed_in: Any
) -> None:
    begin(practitioner, supervisor)
    page = signed_in(team_manager).get(PAGE).content.decode()
    led, manages = (page.split(f"<span>{name}")[1].split("</tr>")[0] for name in ("Amara Quill", "Tess Wren"))
    assert supervisor.name in led
    assert "Practitioner" in led
    assert "Manager: Harbour" in manages
    assert "Nobody" in manages


def test_the_organisations_manager_reads_everybody(
    manager: Person, manager_elsewhere: Person, administrator: Person, leaver: Person, signed_in: Any
) -> None:
    everybody = {manager, manager_elsewhere, administrator, leaver}
    assert listed(signed_in(manager).get(PAGE)) == sorted(person.name for person in everybody)


def test_the_list_is_filtered_by_team_and_role(
    team: Team, team_manager: Person, practitioner: Person, supervisor: Person, signed_in: Any
) -> None:
    client = signed_in(team_manager)
    assert listed(client.get(PAGE, {"role": Role.SUPERVISOR})) == [supervisor.name]
    assert listed(client.get(PAGE, {"team": team.pk, "role": Role.MANAGER})) == []


def test_a_team_beyond_the_reach_cannot_be_asked_for(
    team_manager: Person, practitioner: Person, signed_in: Any
) -> None:
    page = signed_in(team_manager).get(PAGE, {"team": make_team("Far").pk}).content.decode()
    assert "Far" not in page
    assert "govuk-error-message" in page
