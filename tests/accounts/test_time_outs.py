"""Does a session end when its person has gone, and not while they are there?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from supervision.audit.models import AuditEvent
from tests.people import NOW, PASSWORD

MINUTE = timedelta(minutes=1)
BACKGROUND = {"X-Background": "1"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def client(practitioner: Person, clock: time_machine.Traveller) -> Client:
    client = Client()
    client.post("/account/login/", {"login": practitioner.email, "password": PASSWORD})
    return client


def is_in(client: Client, **more: dict[str, str]) -> bool:
    return client.get("/account/", **more).status_code == 200  # type: ignore[arg-type]


def time_left(client: Client) -> int:
    left: int = client.get("/account/time-left/", headers=BACKGROUND).json()["seconds_left"]
    return left


def test_half_an_hour_without_a_request_ends_the_session(
    client: Client, practitioner: Person, clock: time_machine.Traveller
) -> None:
    clock.shift(30 * MINUTE)
    response = client.get("/account/")
    assert response["Location"] == "/account/login/?next=/account/"
    assert "you have been signed out" in client.get(response["Location"]).content.decode()
    event = AuditEvent.objects.get(action="signed_out")
    assert (event.actor, event.detail) == (practitioner, {"timed_out": True})


def test_each_request_gives_another_half_hour(client: Client, clock: time_machine.Traveller) -> None:
    for _ in range(10):
        clock.shift(29 * MINUTE)
        assert is_in(client)


def test_twelve_hours_end_the_session_of_somebody_who_never_left(client: Client, clock: time_machine.Traveller) -> None:
    for _ in range(12 * 3 - 1):
        clock.shift(20 * MINUTE)
        assert is_in(client)
    assert time_left(client) == 20 * 60
    clock.shift(20 * MINUTE)
    assert not is_in(client)


def test_signing_in_again_begins_a_new_day(client: Client, practitioner: Person, clock: time_machine.Traveller) -> None:
    clock.shift(31 * MINUTE)
    client.post("/account/login/", {"login": practitioner.email, "password": PASSWORD})
    assert time_left(client) == 30 * 60


def test_what_the_page_asks_by_itself_does_not_count_as_the_person(
    client: Client, clock: time_machine.Traveller
) -> None:
    for _ in range(29):
        clock.shift(MINUTE)
        assert is_in(client, headers=BACKGROUND)
    assert time_left(client) == 60
    clock.shift(MINUTE)
    assert time_left(client) == 0
    assert not is_in(client)


def test_still_here_gives_another_half_hour(client: Client, clock: time_machine.Traveller) -> None:
    clock.shift(29 * MINUTE)
    assert client.post("/account/still-here/").json() == {"seconds_left": 30 * 60}
    clock.shift(29 * MINUTE)
    assert is_in(client)


def test_still_here_comes_too_late_for_a_session_that_has_ended(client: Client, clock: time_machine.Traveller) -> None:
    clock.shift(30 * MINUTE)
    assert client.post("/account/still-here/").json() == {"seconds_left": 0}


def test_an_expired_session_changes_nothing_by_a_late_post(
    client: Client, practitioner: Person, clock: time_machine.Traveller
) -> None:
    clock.shift(30 * MINUTE)
    late = client.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": "violet harbour ladder"})
    assert late["Location"].startswith("/account/login/")
    assert Person.objects.get(pk=practitioner.pk).check_password(PASSWORD)


def test_activity_is_stored_once_a_minute_and_not_at_each_request(
    client: Client, clock: time_machine.Traveller
) -> None:
    is_in(client)
    with CaptureQueriesContext(connection) as quiet:
        is_in(client)
    clock.shift(MINUTE)
    with CaptureQueriesContext(connection) as stored:
        is_in(client)
    writes = [[q for q in queries if q["sql"].startswith(("UPDATE", "INSERT"))] for queries in (quiet, stored)]
    assert [len(found) for found in writes] == [0, 1]


def test_every_page_of_somebody_signed_in_says_how_long_they_have(client: Client) -> None:
    page = client.get("/account/").content.decode()
    assert 'data-session-seconds="1800" data-still-here-url="/account/still-here/"' in page
    assert "data-session-seconds" not in Client().get("/help/").content.decode()
