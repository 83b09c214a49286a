"""Does an administrator see what a changed policy makes due, and do its people then read the new rule?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import steps
from tests.journeys.axe import violations
from tests.journeys.hands import Pointer
from tests.support.served import Served

NELL, PRIYA = "Nell Rushmere", "Priya Featherstone"
POLICY = "Team managers"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def hands(scripted: bool, browser: Browser, served_afresh: Served) -> Iterator[Pointer]:
    context = browser.new_context(base_url=served_afresh.url, java_script_enabled=scripted, locale="en-GB")
    yield Pointer(context.new_page())
    context.close()


def test_a_policy_is_changed_after_a_look_at_what_it_makes_due(hands: Pointer, scripted: bool) -> None:
    page = hands.page
    steps.sign_in(hands, NELL)
    hands.press(page.get_by_role("link", name="Frequency", exact=True))
    hands.press(page.get_by_role("link", name=f"Change {POLICY}"))
    first = page.get_by_role("group", name="Stage 1", exact=True)
    hands.write(first.get_by_label("A session every"), "1")
    hands.press(page.get_by_role("button", name="Add another stage"))
    second = page.get_by_role("group", name="Stage 2", exact=True)
    hands.write(second.get_by_label("This long after the start"), "10")
    hands.pick(second.get_by_label("Days, weeks or months after"), "days")
    hands.write(second.get_by_label("A session every"), "2")
    hands.pick(second.get_by_label("Days, weeks or months between"), "weeks")

    hands.press(page.get_by_role("button", name="What would this policy make due?"))
    expect(page.get_by_text("It would be for 3 people.")).to_be_visible()
    expect(page.get_by_role("rowheader", name=PRIYA)).to_be_visible()
    expect(second.get_by_label("This long after the start")).to_have_value("10")
    steps.no_sideways_scrolling(page)
    if scripted:  # axe is a script too
        assert violations(page) == []

    hands.press(page.get_by_role("button", name="Save this policy"))
    expect(page.get_by_text(f"“{POLICY}” is saved, and every due date follows it.")).to_be_visible()
    expect(page.get_by_text("Every 2 weeks, from 10 days after the start")).to_be_visible()

    steps.sign_in(hands, PRIYA)
    expect(page.get_by_text(f"Every 2 weeks, by the policy “{POLICY}”")).to_be_visible()
