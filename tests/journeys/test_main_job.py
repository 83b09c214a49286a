"""Does the main job go through, for a mouse, a phone, a keyboard alone, and a browser without JavaScript?"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from supervision.rules.intervals import Interval
from supervision.times import long_day, today
from supervision.vocabulary import Span
from tests.journeys import steps
from tests.journeys.hands import Keyboard, Pointer
from tests.support.served import Served

ESTHER, PRIYA = "Esther Larkspur", "Priya Featherstone"
WINDOWS = {
    "a wide window": ({"width": 1280, "height": 900}, True, Pointer),
    "a phone": ({"width": 390, "height": 844}, True, Pointer),
    "a keyboard alone": ({"width": 1280, "height": 900}, True, Keyboard),
    "no JavaScript": ({"width": 1280, "height": 900}, False, Pointer),
}


@pytest.fixture(params=WINDOWS)
def hands(request: pytest.FixtureRequest, browser: Browser, served_afresh: Served) -> Iterator[Pointer]:
    size, scripted, kind = WINDOWS[request.param]
    context = browser.new_context(
        base_url=served_afresh.url, viewport=size, java_script_enabled=scripted, locale="en-GB"
    )
    page = context.new_page()
    errors = _watch(page)
    yield kind(page)
    assert errors == []
    context.close()


def _watch(page: Page) -> list[str]:
    """What the page complains of: scripts that fail, and what the content security policy refused."""
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if "Content Security Policy" in said.text else None)
    return errors


def test_the_main_job(hands: Pointer) -> None:
    page, held_on = hands.page, today()

    steps.sign_in(hands, ESTHER)
    hands.press(page.get_by_role("link", name="Agenda for the next session"))
    steps.put_on_agenda(hands, "Cover in the half-term week", shared=True, other=PRIYA)
    steps.put_on_agenda(hands, "Whether I am the right person for this", shared=False)

    hands.press(page.get_by_role("link", name="Reflect", exact=True))
    steps.start_record(hands, held_on)
    expect(page.get_by_text("Whether I am the right person for this")).to_be_visible()
    steps.write_record(hands)
    steps.write_action_point(hands, 1, "Ring the school before Friday", ESTHER, held_on + timedelta(days=7))
    steps.write_action_point(hands, 2, "Book the joint visit", PRIYA, held_on + timedelta(days=14))
    steps.no_sideways_scrolling(page)
    steps.send(hands, "Priya")
    record = page.url

    steps.sign_in(hands, PRIYA, at=record)
    expect(page.get_by_text(steps.WORDS)).to_be_visible()
    expect(page.get_by_text("Whether I am the right person for this")).to_have_count(0)
    hands.press(page.get_by_role("link", name="Return for changes"))
    hands.write(page.get_by_label("What should change?"), "Please say what the school knows.")
    hands.press(page.get_by_role("button", name="Return for changes"))

    steps.sign_in(hands, ESTHER, at=record)
    expect(page.get_by_text("Please say what the school knows.")).to_be_visible()
    hands.press(page.get_by_role("button", name="Change this record"))
    expect(page.get_by_label("What happened?")).to_have_value(steps.WORDS)
    hands.write(page.get_by_label("Who else needs to be involved?"), "The school has the old plan.")
    steps.send(hands, "Priya")
    steps.sign(hands, "I agree with this record")

    steps.sign_in(hands, PRIYA, at=record)
    steps.sign(hands, "I do not agree", "The hour was mostly about workload.")
    expect(page.get_by_text("It is now signed by both and locked.")).to_be_visible()
    expect(page.get_by_text("The hour was mostly about workload.")).to_be_visible()
    expect(page.get_by_role("button", name="Change this record")).to_have_count(0)

    steps.sign_in(hands, ESTHER)
    expect(page.get_by_text(f"It is due on {long_day(_next_due(held_on))}")).to_be_visible()
    hands.press(page.get_by_role("link", name="Agenda for the next session"))
    expect(page.get_by_text("Ring the school before Friday")).to_be_visible()
    expect(page.get_by_text("Cover in the half-term week")).to_have_count(0)


def _next_due(held_on: date) -> date:
    return Interval(1, Span.MONTHS).after(held_on)
