"""Is every page that a signed-in person can open looked at by axe? The permission table says which pages there are."""

import html
import re
from collections import Counter, deque
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from accounts.models import Person
from supervision.demo.policies import AWAY
from supervision.times import today
from tests.journeys import steps
from tests.journeys.axe import dangling, violations
from tests.journeys.hands import Pointer
from tests.permissions import table
from tests.support.served import Served

# Between them they have every kind of link: a record to send, to take back, to return and to sign, and every room.
PEOPLE = ["Esther Larkspur", "Dylan Ambergate", "Chloe Thistlewood", "Ben Marshwiggle", "Farah Brightwater",
          AWAY, "Priya Featherstone", "Grace Underhill", "Nell Rushmere"]  # fmt: skip
OF_EACH = Counter({"records:show": 12, "gatherings:show": 8, "records:pdf": 1, "gatherings:pdf": 1})
NO_LINK_TO: dict[str, str] = {
    **dict.fromkeys(
        ["account_login", "account_reset_password_done", "account_reset_password_from_key",
         "account_reset_password_from_key_done", "account_inactive", "account_signup", "notices:stop"],
        "for somebody who is not signed in",
    ),
    "pulse:thanks": "for somebody who has answered a pulse, whoever they are",
    "pulse:start": "a pulse is open in the demonstration, and another one starts when it is closed",
    "managers:ask_to_open": "chosen from a list by a form: test_accessibility looks at it",
    **dict.fromkeys(
        ["account_time_left", "reports:count", "reports:progress"], "a number that the page's script asks for"
    ),
    **dict.fromkeys(
        ["records:remove_agenda_item", "records:sign_agreement", "records:forget_kept",
         "gatherings:forget_kept"],
        "only leads back to the page that has its button",
    ),
    **dict.fromkeys(
        ["administration:cancel_departure", "administration:cancel_handover", "administration:end_cover",
         "administration:pass_cases", "administration:pass_groups", "administration:open_account",
         "administration:invite_again"],
        "the form of the other pages of that room, for what the demonstration has nobody for",
    ),
    **dict.fromkeys(
        ["gatherings:send", "gatherings:lock"], "the form of the other steps, for a state no group there is in"
    ),
}  # fmt: skip
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')


def pages_of_the_table() -> set[str]:
    """The names of what somebody who is signed in may get."""
    by_state = table.RECORD_GET | table.GROUP_GET | table.SUPPORT_GET
    in_states = {name: " ".join(rows.values()) for name, rows in by_state.items()}
    return {name for name, row in (table.GET | in_states).items() if "o" in _signed_in(row)}


def _signed_in(row: str) -> str:
    """What those get who are signed in; the last two of each state are the leaver and nobody."""
    letters, many = row.split(), len(table.PEOPLE.split())
    return "".join("".join(letters[start : start + many - 2]) for start in range(0, len(letters), many))


def name_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return ""


def crawl(who: str) -> dict[str, str]:
    """What one person comes to by links, a few of each kind: its name, and an address."""
    client = Client()
    client.force_login(Person.objects.get(name=who))
    found, asked, waiting = {}, Counter[str](), deque(["/"])
    seen = set(waiting)
    while waiting:
        answer = client.get(waiting.popleft(), follow=True)
        if answer.status_code != 200:
            continue
        address = answer.request["PATH_INFO"]
        found.setdefault(name_of(address), address if "html" in answer["Content-Type"] else "")
        for link in map(html.unescape, LINK.findall(answer.getvalue().decode(errors="replace"))):
            name = name_of(link)
            if link not in seen and name and asked[name] < (OF_EACH[name] or 4):
                asked[name] += 1
                seen.add(link)
                waiting.append(link)
    return found


def look(page: Page, address: str) -> list[str]:
    page.goto(address)
    return violations(page) + dangling(page)


@pytest.fixture
def page(browser: Browser, served_afresh: Served) -> Page:
    return browser.new_context(base_url=served_afresh.url, locale="en-GB").new_page()


def test_axe_looks_at_every_page_that_somebody_can_open(page: Page, served_afresh: Served) -> None:
    hands = Pointer(page)
    steps.sign_in(hands, PEOPLE[0])
    steps.start_record(hands, today())  # nobody in the demonstration is in the middle of writing
    looked_at: set[str] = set()
    wrong: list[str] = []
    for who in PEOPLE:
        with served_afresh.models():
            found = crawl(who)
        steps.sign_in(hands, who)
        for name in sorted(found.keys() - looked_at):
            wrong += look(page, found[name]) if found[name] else []
        looked_at |= found.keys()
    assert wrong == []
    assert pages_of_the_table() - looked_at == set(NO_LINK_TO)
