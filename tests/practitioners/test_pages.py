"""Does a practitioner find every one of their records, and is the first page kind to who has none?"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Person
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import ArrangementKind
from tests.people import TODAY, begin, sign, start

SignIn = Callable[[Person], Client]


def test_older_sessions_go_on_where_the_page_ended_even_within_a_day(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    made = {str(start(arrangement, held_on=TODAY - timedelta(days=n // 2 + 1)).pk) for n in range(45)}
    client, address, seen = signed_in(arrangement.practitioner), "/sessions/", []
    for rows in (20, 20, 5):
        html = client.get(address).content.decode()
        found = re.findall(r'href="/records/([0-9a-f-]{36})/"', html)
        assert len(found) == rows
        seen += found
        older = re.search(r'href="(\?before=[^"]+)"', html)
        address = "/sessions/" + older[1] if older else ""
    assert not address
    assert sorted(seen) == sorted(made)


@pytest.mark.parametrize(("days", "kind"), [(29, "overdue"), (21, "attention"), (1, "done")])
def test_the_card_of_the_next_session_has_the_bar_of_its_state(
    days: int, kind: str, arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    start(arrangement, held_on=TODAY - timedelta(days=days))
    assert f"app-hero--{kind}" in signed_in(arrangement.practitioner).get("/").content.decode()


def test_a_record_that_waits_for_this_person_says_so_and_not_when_it_waits_for_the_other(
    sent: SupervisionSession, signed_in: SignIn
) -> None:
    def says_so(person: Person, address: str = "/") -> int:
        return signed_in(person).get(address).content.decode().count("Needs your signature")

    sign(sent, sent.practitioner)
    assert says_so(sent.practitioner) == 0
    assert says_so(sent.supervisor) == says_so(sent.supervisor, "/team/waiting-for-signature/") == 1


def test_the_confidence_page_of_a_new_starter_says_once_that_nothing_is_there_yet(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    html = signed_in(arrangement.practitioner).get("/confidence/").content.decode()
    assert html.count("Not enough scores for a trend") == 1


def test_the_home_page_leads_to_all_that_is_shared_with_a_specialist_supervisor(
    arrangement: SupervisionArrangement, next_supervisor: Person, signed_in: SignIn
) -> None:
    specialist = begin(arrangement.practitioner, next_supervisor, kind=ArrangementKind.SPECIALIST)
    html = signed_in(arrangement.practitioner).get("/").content.decode()
    for address in ("start/{}/", "with/{}/agenda/", "with/{}/agreement/"):
        assert f'href="/records/{address.format(specialist.pk)}"' in html
    assert 'href="/support/ask/">Ask for support<' in html.split('id="support"')[1].split("</section>")[0]


def test_the_page_of_sessions_is_called_what_the_menu_calls_it(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    html = signed_in(arrangement.practitioner).get("/sessions/").content.decode()
    assert re.search(r"<h1[^>]*>My sessions</h1>", html)
    assert re.search(r"<title>My sessions", html)
