"""Can the two plan their sessions, from the record on: book, move, cancel, and book again?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from supervision.times import today, weekday
from tests.journeys import steps
from tests.journeys.axe import dangling, violations
from tests.journeys.hands import Pointer
from tests.support.served import Served

ESTHER, PRIYA = "Esther Larkspur", "Priya Featherstone"


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["a wide window", "a phone"])
def hands(request: pytest.FixtureRequest, browser: Browser, served_afresh: Served) -> Iterator[Pointer]:
    width, height = request.param
    viewport = ViewportSize(width=width, height=height)
    context = browser.new_context(base_url=served_afresh.url, viewport=viewport, locale="en-GB")
    yield Pointer(context.new_page())
    context.close()


def sound(page: Page) -> None:
    steps.no_sideways_scrolling(page)
    assert violations(page) + dangling(page) == []


def test_sessions_are_planned(hands: Pointer) -> None:
    page = hands.page

    steps.sign_in(hands, ESTHER, at="/sessions/")
    page.locator("main table tbody a").first.click()
    button = page.get_by_role("button", name="Book ")
    expect(button).to_be_visible()
    sound(page)
    booked_for = button.inner_text().removeprefix("Book ")
    hands.press(button)
    expect(page.get_by_text(f"Booked for {booked_for}.")).to_be_visible()
    expect(page.get_by_role("heading", name=booked_for, level=1)).to_be_visible()
    sound(page)
    planned = page.url
    page.goto("/")
    expect(page.get_by_role("link", name=booked_for)).to_be_visible()

    steps.sign_in(hands, PRIYA, at=planned)
    hands.press(page.get_by_role("button", name="Move it"))
    moved_to = today() + timedelta(days=40)
    hands.write(page.get_by_label("Day"), moved_to.isoformat())
    hands.write(page.get_by_label("Time"), "14:30")
    sound(page)
    hands.press(page.get_by_role("button", name="Move this session"))
    expect(page.get_by_role("heading", name=f"{weekday(moved_to)} at 2:30pm", level=1)).to_be_visible()

    hands.press(page.get_by_role("link", name="Cancel it"))
    hands.press(page.get_by_role("button", name="Cancel this session"))
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    sound(page)
    hands.choose(page.get_by_label("The supervisor"))
    hands.choose(page.get_by_label("Urgent work took priority"))
    hands.press(page.get_by_role("button", name="Cancel this session"))
    expect(page.get_by_text("Rebook by")).to_be_visible()
    sound(page)

    steps.sign_in(hands, ESTHER)
    expect(page.get_by_text("Rebook by")).to_be_visible()
    sound(page)
    page.goto(planned)
    expect(page.get_by_text("Moved by Priya Featherstone")).to_be_visible()
    sound(page)
    hands.press(page.get_by_role("link", name="Choose another time"))
    expect(page.get_by_role("heading", name="Book a session", level=1)).to_be_visible()
    sound(page)
    hands.write(page.get_by_label("Day"), (today() + timedelta(days=3)).isoformat())
    hands.pick(page.get_by_label("How often"), "Every 2 weeks")
    hands.write(page.get_by_label("How many sessions"), "3")
    hands.press(page.get_by_role("button", name="Book", exact=True))
    expect(page.get_by_text("3 sessions are booked.")).to_be_visible()
    sound(page)
    page.goto("/")
    expect(page.get_by_text("Rebook by")).to_have_count(0)


def test_a_calendar_follows_them(hands: Pointer) -> None:
    page = hands.page

    steps.sign_in(hands, ESTHER)
    page.goto("/account/")
    hands.press(page.get_by_role("link", name="Show your sessions in your own calendar"))
    hands.press(page.get_by_role("button", name="Make an address"))
    address = page.get_by_label("Add this to your calendar").input_value()
    sound(page)
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    page.goto("/calendar/")
    expect(page.get_by_text("A calendar last read it")).to_be_visible()
    hands.press(page.get_by_role("button", name="Stop this address"))
    expect(page.get_by_text("You have no address yet.")).to_be_visible()
    assert page.request.get(address).status == 404
