"""Does a low rating lead to support, each of the two seeing it move, and can the year be read from one page later?"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

WHO = "Hannah Foxglove"
WHY = "I would like somebody beside me at the first visit."


@pytest.fixture
def hands(browser: Browser, served_afresh: Served) -> Pointer:
    """On a phone, without JavaScript."""
    context = browser.new_context(
        base_url=served_afresh.url, java_script_enabled=False, locale="en-GB", viewport={"width": 390, "height": 844}
    )
    return Pointer(context.new_page())


@pytest.fixture
def began(served_afresh: Served) -> date:
    """The day of a first session, eleven months ago, of somebody who has not rated anything yet."""
    day = today() - timedelta(days=335)
    served_afresh.sql(
        "UPDATE supervision_sessions_supervisionarrangement SET starts_on = %s"
        " WHERE practitioner_id = (SELECT id FROM accounts_person WHERE email = %s)",
        [day - timedelta(days=7), steps.email(WHO)],
    )
    return day


def test_a_low_rating_leads_to_a_joint_visit_training_and_a_higher_rating(hands: Pointer, began: date) -> None:
    page = hands.page
    steps.sign_in(hands, WHO)
    steps.start_record(hands, began)
    steps.write_record(hands, score=2)
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
    hands.press(page.get_by_role("link", name=f"{WHO}: joint visit"))
    expect(page.get_by_text(WHY)).to_be_visible()
    hands.press(page.get_by_role("button", name="Offer support"))
    hands.write(page.get_by_label("Day"), (today() + timedelta(days=2)).isoformat())
    hands.write(page.get_by_label("Time"), "10:00")
    hands.press(page.get_by_role("button", name="Offer support"))
    expect(page.get_by_text(f"Your offer is with {WHO}.")).to_be_visible()

    steps.sign_in(hands, WHO, at="/notices/")
    hands.press(page.get_by_role("link", name="Support was offered to you", exact=False).first)
    hands.press(page.get_by_role("button", name="That suits me"))
    expect(page.get_by_text("It is agreed.")).to_be_visible()
    hands.press(page.get_by_role("button", name="Record that it was given"))
    hands.press(page.get_by_role("button", name="Record it"))
    expect(page.get_by_role("link", name=f"Joint visit, asked on {today().day} {today():%B %Y}")).to_be_visible()
    expect(page.get_by_text("Joint visit with Una Clearwater on", exact=False)).to_be_visible()

    _learn(hands)
    page.goto("/")
    steps.start_record(hands, today())
    steps.write_record(hands, score=4)
    steps.send(hands, "Priya")
    _read_the_year(hands, began)


def _learn(hands: Pointer) -> None:
    page = hands.page
    page.goto("/learning/")
    hands.press(page.get_by_role("link", name="Add learning").or_(page.get_by_role("button", name="Add learning")))
    hands.choose(page.get_by_label("Training or a course"))
    hands.write(page.get_by_label("What was it?"), "A day on first conversations")
    hands.write(page.get_by_label("What did you learn?"), "To ask less and to wait longer.")
    hands.choose(page.get_by_label("Identif", exact=False).first)
    hands.press(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("Your learning is saved.")).to_be_visible()


def _read_the_year(hands: Pointer, began: date) -> None:
    """On the page of confidence: their own, then as their supervisor sees it, without their log of learning."""
    page, on = hands.page, f"on {today().day} {today():%B}"
    says = f"is now 4 out of 5 and has gone up by 2 since the first rating, 2 in {began:%B %Y}."
    seen_by_both = f"{today():%b %Y}: Asked for support {on}, Joint visit {on}"
    area = page.locator("section[aria-labelledby=area-1]")
    page.goto("/confidence/")
    expect(area.locator("figcaption")).to_contain_text(says)
    expect(area.locator(".app-flags li")).to_have_text(f"{seen_by_both}, Training or a course {on}")
    expect(page.locator("section[aria-labelledby=area-3] .app-flags")).to_have_count(0)  # it was about another area
    steps.no_sideways_scrolling(page)

    steps.sign_in(hands, "Priya Featherstone", at="/team/")
    hands.press(page.get_by_role("group", name="Table of confidence by area").get_by_role("link", name=WHO))
    expect(area.locator("figcaption")).to_contain_text(says)
    expect(area.locator(".app-flags li")).to_have_text(seen_by_both)
