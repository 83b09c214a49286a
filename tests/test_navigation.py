"""Does the menu show a person their rooms, and no others?"""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from supervision.navigation import first_page, menu
from supervision.vocabulary import Role
from tests.people import make_person

PRACTITIONER = ["Home", "My sessions", "Action points", "Confidence", "Groups", "Cases", "Support", "Learning"]
SUPERVISOR = ["My team", "Waiting for signature", "Team action points", "Groups", "Cases", "Support", "Learning"]
MANAGER = [
    "Organisation", "Escalations", "Confidence by area", "Audit reports", "Pulse", "People and roles", "Access log",
    "Break-glass", "Dip samples",
    "Groups",
]  # fmt: skip
ADMINISTRATOR = [
    "People", "Teams", "Arrangements", "Cover and changes", "Frequency", "Questions", "Group formats", "Criteria",
    "Reminders",
    "Resources",
    "Status",
]  # fmt: skip


@pytest.mark.parametrize(
    ("roles", "labels"),
    [
        ([Role.PRACTITIONER], PRACTITIONER),
        ([Role.SUPERVISOR, Role.PRACTITIONER], PRACTITIONER + SUPERVISOR[:-4]),
        ([Role.SUPERVISOR], SUPERVISOR),
        ([Role.ADMINISTRATOR], ADMINISTRATOR),
        ([Role.MANAGER], MANAGER),
        ([], []),
    ],
)
def test_the_menu_follows_the_roles(db: None, roles: list[Role], labels: list[str]) -> None:
    assert [item["label"] for item in menu(make_person("Amara Quill", *roles), "/")] == labels


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", ["Home"]),
        ("/sessions/", ["My sessions"]),
        ("/team/", ["My team"]),
        ("/team/action-points/", ["Team action points"]),
        ("/action-points/", ["Action points"]),
        ("/cases/", ["Cases"]),
        ("/records/with/1/agenda/", []),
        ("/account/", []),
    ],
)
def test_the_page_one_is_on_is_marked(supervisor: Person, path: str, current: list[str]) -> None:
    assert [item["label"] for item in menu(supervisor, path) if item["current"]] == current


@pytest.mark.parametrize(
    ("roles", "start"),
    [
        ([Role.PRACTITIONER, Role.SUPERVISOR, Role.ADMINISTRATOR], "/"),
        ([Role.SUPERVISOR], "/team/"),
        ([Role.ADMINISTRATOR], "/administration/people/"),
        ([Role.MANAGER], "/managers/"),
    ],
)
def test_everybody_starts_in_a_room_of_theirs(db: None, roles: list[Role], start: str) -> None:
    assert first_page(make_person("Amara Quill", *roles)) == start


def test_somebody_without_a_home_page_is_sent_on(manager: Person, signed_in: Callable[[Person], Client]) -> None:
    assert signed_in(manager).get("/")["Location"] == "/managers/"


def test_a_visitor_has_no_menu(client: Client, db: None) -> None:
    assert "govuk-service-navigation__list" not in client.get("/help/").content.decode()
