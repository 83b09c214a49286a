"""Does every page on which somebody writes for a record name the same readers, and nobody who is none?"""

import html
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from supervision.sessions.models import SupervisionArrangement, SupervisionSession

SignedIn = Callable[[Person], Client]
READERS = (
    "Read by Amara Quill and Priya Stone, by whoever covers or signs for Priya Stone, and, once it is signed, for 12 "
    "months by whoever leads or covers Amara Quill’s supervision. Then a manager can open it for an hour, with a "
    "reason and another manager’s agreement, and both of you are told. A court or an inspector can require it"
)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


@pytest.mark.parametrize("step", ["", "sign/", "comment/", "return/", "ratings/"])
def test_a_page_of_a_sent_record_names_all_who_read_it(
    step: str, sent: SupervisionSession, signed_in: SignedIn
) -> None:
    assert READERS in page(signed_in(sent.supervisor), f"/records/{sent.pk}/{step}")


def test_a_draft_is_its_writers_and_says_who_reads_it_once_it_is_sent(
    draft: SupervisionSession, signed_in: SignedIn
) -> None:
    shown = page(signed_in(draft.practitioner), f"/records/{draft.pk}/edit/")
    assert "Until you send it, only you can see this draft" in shown
    assert f"Once you send it: {READERS}" in shown
    assert shown.count("read by you, Priya Stone and the others named at the top of this page") == 5


def test_a_session_that_did_not_happen_is_signed_by_nobody(
    arrangement: SupervisionArrangement, signed_in: SignedIn
) -> None:
    shown = page(signed_in(arrangement.practitioner), f"/records/not-held/{arrangement.pk}/")
    assert READERS.replace("and, once it is signed, for 12", "and, for 12") in shown


def test_no_page_says_that_managers_read_what_none_shows_them(draft: SupervisionSession, signed_in: SignedIn) -> None:
    with_them = f"/records/with/{draft.arrangement_id}/agreement/write/"
    client = signed_in(draft.practitioner)
    for address in (f"/records/{draft.pk}/edit/", "/confidence/", "/privacy/", with_them):
        shown = page(client, address).lower()
        assert "averages" not in shown
        assert "managers see" not in shown
