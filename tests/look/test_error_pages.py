"""Does a page that cannot be shown say so calmly, in the look of the others, with the right status?"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Person
from supervision.embedded.postgres import OWNER
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import Role
from tests.formpack.markup import Markup
from tests.people import make_person
from tests.support.databases import pointed_at

SignedIn = Callable[[Person], Client]


def heading(html: bytes) -> str:
    """Of a page in the look of the others, which names where to turn if a child is at risk."""
    markup = Markup(html.decode())
    assert markup.all("header")
    assert "If a child is at risk now" in html.decode()
    (found,) = markup.all("h1")
    return found.text


def test_a_request_that_makes_no_sense(client: Client, db: None) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example.org"})
    assert (answer.status_code, heading(answer.content)) == (400, "Something in the request was not right")


def test_an_address_that_leads_nowhere(supervisor: Person, signed_in: SignedIn) -> None:
    answer = signed_in(supervisor).get("/nowhere/")
    assert (answer.status_code, heading(answer.content)) == (404, "Page not found")


def test_a_refusal_says_its_reason(draft: SupervisionSession, signed_in: SignedIn) -> None:
    answer = signed_in(draft.supervisor).get(f"/records/{draft.pk}/edit/")
    assert (answer.status_code, heading(answer.content)) == (403, "You cannot do this")
    assert b"It can be read once it has been sent." in answer.content


@pytest.fixture
def known(own_database: str) -> Client:
    """Somebody signed in, in a database that can be broken."""
    client = Client(raise_request_exception=False)
    client.force_login(make_person("Known", Role.PRACTITIONER))
    return client


def test_a_fault_of_ours(known: Client, own_database: str) -> None:
    with pointed_at(own_database, OWNER):
        rename_table(SupervisionArrangement._meta.db_table)
    answer = known.get("/")
    assert (answer.status_code, heading(answer.content)) == (500, "Something went wrong")


def test_a_database_that_is_away(known: Client) -> None:
    with pointed_at("not_there"):
        answer = known.get("/")
    assert (answer.status_code, heading(answer.content)) == (503, "Reflect is not available for a moment")
    assert answer.headers["Retry-After"] == "60"


def rename_table(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f'ALTER TABLE "{name}" RENAME TO gone')
