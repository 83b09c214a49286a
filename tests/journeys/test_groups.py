"""Does a group go through, from its start to the lock, for a mouse, a phone, and a browser without JavaScript?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from supervision.demo.cast import PASSWORD
from supervision.times import long_day, today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

PRIYA, ESTHER, BEN, CHLOE = "Priya Featherstone", "Esther Larkspur", "Ben Marshwiggle", "Chloe Thistlewood"
WINDOWS = {
    "a wide window": ({"width": 1280, "height": 900}, True),
    "a phone": ({"width": 390, "height": 844}, True),
    "no JavaScript": ({"width": 1280, "height": 900}, False),
}
THOUGHTS = "Somebody wondered what the quiet in the house means."
DIFFERENCE = "We also said that the school has to hear of it."
PRIVATE = "I was glad that nobody told me what to do."


@pytest.fixture(params=WINDOWS)
def hands(request: pytest.FixtureRequest, browser: Browser, served_afresh: Served) -> Iterator[Pointer]:
    size, scripted = WINDOWS[request.param]
    context = browser.new_context(
        base_url=served_afresh.url, viewport=size, java_script_enabled=scripted, locale="en-GB"
    )
    yield Pointer(context.new_page())
    context.close()


def test_a_group_with_a_facilitator_a_presenter_and_a_difference(hands: Pointer) -> None:
    page, held_on = hands.page, today()

    steps.sign_in(hands, PRIYA, at="/groups/")
    hands.press(page.get_by_role("button", name="Start the record of a group"))
    hands.choose(page.get_by_label("Group supervision", exact=True))
    steps.write_date(hands, held_on)
    hands.choose(page.locator("input[name=group_format]").first)
    hands.write(page.get_by_label("The framed question"), "How do we keep both children in view?")
    for name in (ESTHER, BEN, CHLOE):
        page.get_by_label(f"{name}, Harbour team").check()
    hands.press(page.get_by_role("button", name="Start writing"))
    record = page.url
    expect(page.get_by_text("Before you can sign it:")).to_be_visible()
    steps.no_sideways_scrolling(page)

    hands.press(page.get_by_role("link", name="What was said"))
    hands.write(page.get_by_label("How long was it, in minutes?"), "90")
    hands.choose(page.get_by_label("In person"))
    hands.write(page.get_by_label("What the group thought"), THOUGHTS)
    hands.write(page.get_by_label("What the presenter takes away"), "I will ask her first.")
    hands.press(page.get_by_role("button", name="Save", exact=True))

    hands.press(page.get_by_role("link", name="Who came"))
    for name, came in ((ESTHER, "Came"), (BEN, "Came"), (CHLOE, "Sent apologies")):
        hands.pick(page.get_by_label(name, exact=True), came)
    hands.write(page.get_by_label(f"Minutes for {BEN}"), "60")
    hands.pick(page.get_by_label("Who presented?"), ESTHER)
    hands.press(page.get_by_role("button", name="Save", exact=True))

    hands.press(page.get_by_role("link", name="Action points", exact=True).last)
    row = page.get_by_role("group", name="Action point 1", exact=True)
    hands.write(row.get_by_label("What needs to happen"), "Ask her first at the next visit")
    hands.pick(row.get_by_label("Who will do it"), ESTHER)
    hands.write(row.get_by_label("By when"), (held_on + timedelta(days=14)).isoformat())
    hands.press(page.get_by_role("button", name="Save", exact=True))

    hands.press(page.get_by_role("button", name="Read, sign and send"))
    expect(page.get_by_text(THOUGHTS)).to_be_visible()
    hands.write(page.get_by_label("Your password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign and send for confirmation"))
    expect(page.get_by_text("Those who came are asked to confirm it.")).to_be_visible()

    steps.sign_in(hands, ESTHER, at="/notices/")
    hands.press(page.get_by_role("link", name=f"The record of the group of {long_day(held_on)}"))
    hands.press(page.get_by_role("button", name="Read and confirm"))
    hands.choose(page.get_by_label("I confirm this record"))
    hands.write(page.get_by_label("Your password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Give your answer"))
    hands.press(page.get_by_role("button", name="Your own part"))
    hands.write(page.get_by_label("Your own part"), PRIVATE)
    hands.press(page.get_by_role("button", name="Save your own part"))
    page.goto("/action-points/")
    expect(page.get_by_text("Ask her first at the next visit").last).to_be_visible()

    steps.sign_in(hands, CHLOE, at=record)
    expect(page.get_by_text("What was said is read by those who came")).to_be_visible()
    expect(page.get_by_text(THOUGHTS)).to_have_count(0)

    steps.sign_in(hands, BEN, at=record)
    hands.press(page.get_by_role("button", name="Read and confirm"))
    hands.choose(page.get_by_label("I saw it differently"))
    hands.press(page.get_by_role("button", name="Give your answer"))
    expect(page.get_by_text("Write what you saw differently").first).to_be_visible()
    hands.write(page.get_by_label("What did you see differently?"), DIFFERENCE)
    hands.write(page.get_by_label("Your password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Give your answer"))
    expect(page.get_by_text("Everybody has answered, and it is now locked.")).to_be_visible()
    expect(page.get_by_text(PRIVATE)).to_have_count(0)
    page.goto("/sessions/")
    expect(page.get_by_text("are credited to you")).to_be_visible()

    steps.sign_in(hands, PRIYA, at=record)
    expect(page.get_by_text(DIFFERENCE)).to_be_visible()
    expect(page.get_by_text("Signed and locked")).to_be_visible()
    expect(page.get_by_text(PRIVATE)).to_have_count(0)
    steps.no_sideways_scrolling(page)
