"""Does a low rating lead to support: asked, offered, agreed and given, with each of the two seeing it move?"""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

WHY = "I would like somebody beside me at the first visit."


@pytest.fixture
def hands(browser: Browser, served_afresh: Served) -> Pointer:
    """On a phone, without JavaScript."""
    context = browser.new_context(
        base_url=served_afresh.url, java_script_enabled=False, locale="en-GB", viewport={"width": 390, "height": 844}
    )
    return Pointer(context.new_page())


def test_a_low_rating_leads_to_a_joint_visit(hands: Pointer) -> None:
    page = hands.page
    steps.sign_in(hands, "Esther Larkspur")
    steps.start_record(hands, today())
    steps.write_record(hands)  # with a rating of 2
    steps.send(hands, "Priya")
    hands.press(page.get_by_role("button", name="Ask for support"))
    expect(page.get_by_label("Identif", exact=False).first).to_be_checked()
    hands.pick(page.get_by_label("Whom do you ask?"), "Una Clearwater, Consultant in harmful sexual behaviour")
    hands.choose(page.get_by_label("Joint visit"))
    hands.choose(page.get_by_label("It can wait for a few days"))
    hands.write(page.get_by_label("What is it about?"), WHY)
    hands.press(page.get_by_role("button", name="Send the request"))
    expect(page.get_by_text("Waiting for an answer")).to_be_visible()
    steps.no_sideways_scrolling(page)

    steps.sign_in(hands, "Una Clearwater", at="/support/")
    hands.press(page.get_by_role("link", name="Esther Larkspur: joint visit"))
    expect(page.get_by_text(WHY)).to_be_visible()
    hands.press(page.get_by_role("button", name="Offer support"))
    hands.write(page.get_by_label("Day"), (today() + timedelta(days=2)).isoformat())
    hands.write(page.get_by_label("Time"), "10:00")
    hands.press(page.get_by_role("button", name="Offer support"))
    expect(page.get_by_text("Your offer is with Esther Larkspur.")).to_be_visible()

    steps.sign_in(hands, "Esther Larkspur", at="/notices/")
    hands.press(page.get_by_role("link", name="Support was offered to you", exact=False).first)
    hands.press(page.get_by_role("button", name="That suits me"))
    expect(page.get_by_text("It is agreed.")).to_be_visible()
    hands.press(page.get_by_role("button", name="Record that it was given"))
    hands.press(page.get_by_role("button", name="Record it"))
    expect(page.get_by_role("link", name=f"Joint visit, asked on {today().day} {today():%B %Y}")).to_be_visible()
    expect(page.get_by_text("Joint visit with Una Clearwater on", exact=False)).to_be_visible()
