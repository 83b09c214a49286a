"""Does a reminder arrive once in the app and once by mail, and can a manager take in hand what was escalated?"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from supervision.times import long_day, today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.databases import manage
from tests.support.mail_server import MailServer, running_mail_server
from tests.support.served import Served

ESTHER, GRACE = "Esther Larkspur", "Grace Underhill"
SINCE = 14  # days that Esther's supervision is overdue: the step at which it goes to a manager


@pytest.fixture
def hands(browser: Browser, served_afresh: Served) -> Iterator[Pointer]:
    context = browser.new_context(base_url=served_afresh.url, locale="en-GB")
    yield Pointer(context.new_page())
    context.close()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


def strike(served: Served, mail_server: MailServer) -> None:
    """A minute's work, sent to a real mail server."""
    url = f"smtp://127.0.0.1:{mail_server.port}?tls=0"
    manage({"REFLECT_DATABASE_URL": served.database_url, "REFLECT_MAIL_URL": url}, "tick")


def test_a_reminder_arrives_once_and_an_escalation_is_taken_in_hand(
    hands: Pointer, served_afresh: Served, mail_server: MailServer
) -> None:
    page, due_on = hands.page, today() - timedelta(days=SINCE)
    served_afresh.sql(
        "UPDATE supervision_sessions_supervisionarrangement SET remind_on = %s"
        " WHERE kind = 'lead' AND practitioner_id = (SELECT id FROM accounts_person WHERE email = %s)",
        [due_on, steps.email(ESTHER)],
    )
    steps.sign_in(hands, ESTHER, at="/notices/mail/")
    hands.choose(page.get_by_label("At once"))
    hands.write(page.get_by_label("No mail from"), "00:00")
    hands.write(page.get_by_label("until"), "00:00")
    hands.press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Your choice is saved.")).to_be_visible()

    for _ in range(2):
        strike(served_afresh, mail_server)
    page.reload()
    words = f"Your supervision was due on {long_day(due_on)}"
    expect(page.locator(".app-list").get_by_role("link", name=words)).to_have_count(1)
    to_esther = [mail for mail in mail_server.received if mail["To"] == steps.email(ESTHER)]
    assert len(to_esther) == 1
    assert to_esther[0]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    hands.press(page.get_by_role("button", name="Mark all as read"))
    expect(page.get_by_text("All notices are marked as read.")).to_be_visible()

    steps.sign_in(hands, GRACE)
    hands.press(page.get_by_role("link", name="Escalations"))
    hands.press(page.get_by_role("link", name=re.compile(f"^Take it in hand.*{ESTHER}, a session is due")))
    hands.write(page.get_by_label("What is being done?"), "They meet on Thursday, as soon as both are back.")
    hands.write(page.get_by_label("Until when do you have it in hand?"), (today() + timedelta(days=7)).isoformat())
    hands.press(page.get_by_role("button", name="Take it in hand"))
    expect(page.get_by_text(f"You have it in hand until {long_day(today() + timedelta(days=7))}.")).to_be_visible()
    taken = re.compile(f"^See what is being done.*{ESTHER}, a session is due")
    expect(page.get_by_role("link", name=taken)).to_be_visible()
