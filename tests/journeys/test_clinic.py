"""Does a clinic with three cases and five agencies go through, each guest in a browser of their own?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.axe import dangling, violations
from tests.journeys.hands import Pointer
from tests.support.served import Served

CASES = ["CR-2041", "CR-2066", "CR-2018"]
# Each guest, and the cases they are asked to.
GUESTS = {"Ada": [0], "Bo": [1], "Cy": [2], "Di": [0, 1], "Ed": [1, 2]}


@pytest.fixture(params=[True, False], ids=["with JavaScript", "no JavaScript"])
def scripted(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def hands(browser: Browser, served_afresh: Served, scripted: bool) -> Iterator[Pointer]:
    context = browser.new_context(base_url=served_afresh.url, java_script_enabled=scripted, locale="en-GB")
    yield Pointer(context.new_page())
    context.close()


def plan(hands: Pointer) -> str:
    """The facilitator plans it, with an extract for each case."""
    page = hands.page
    steps.sign_in(hands, "Priya Featherstone", at="/groups/")
    hands.press(page.get_by_role("link", name="Plan a case clinic"))
    steps.write_date(hands, today())
    hands.write(page.get_by_label("Time"), "13:30")
    hands.write(page.get_by_label("Where is it?"), "The Quince Room")
    hands.press(page.get_by_role("button", name="Plan this clinic"))
    clinic = page.url
    for case in CASES:
        hands.press(page.get_by_role("button", name="Add a case"))
        hands.pick(page.get_by_label("Which case?"), case)
        hands.write(page.get_by_label("The framed question"), f"What keeps {case} going?")
        hands.write(page.get_by_label("For how many minutes?"), "30")
        hands.press(page.get_by_role("button", name="Add this case"))
        hands.press(page.get_by_role("link", name=f"What is given to read for {case}"))
        hands.write(page.get_by_label("own words"), f"Extract about {case}.")
        hands.press(page.get_by_role("button", name="Add this extract"))
        hands.press(page.get_by_role("link", name="The clinic", exact=True))
    return clinic


def invite(hands: Pointer, number: int, name: str, asked: list[int]) -> None:
    page = hands.page
    hands.press(page.get_by_role("button", name="Invite somebody from outside"))
    hands.write(page.get_by_label("Name", exact=True), name)
    hands.write(page.get_by_label("E-mail address at work"), f"{name.lower()}@example.org")
    page.get_by_label("Agency", exact=True).select_option(index=number + 1)
    for one in asked:
        page.get_by_label(CASES[one], exact=True).check()
    hands.press(page.get_by_role("button", name="Send the invitation"))
    expect(page.get_by_text(f"A link is on its way to {name.lower()}@example.org.")).to_be_visible()


def enter(page: Page, served: Served, name: str) -> None:
    to = f"{name.lower()}@example.org"
    page.goto(steps.mailed(served, "guest_invitation", to, r"/guests/link/[^/\s]+/"))
    page.get_by_role("button", name="Mail me the code").click()
    page.get_by_label("The code").fill("000")
    page.get_by_role("button", name="Open what is given to read").click()
    expect(page.get_by_text("Enter the six digits from the mail").first).to_be_visible()
    page.get_by_label("The code").fill(steps.mailed(served, "guest_code", to, r"\b[0-9]{6}\b"))
    page.get_by_role("button", name="Open what is given to read").click()
    expect(page.get_by_role("heading", name="What you are asked to read")).to_be_visible()


def test_a_clinic_with_three_cases_and_five_agencies(
    hands: Pointer, browser: Browser, served_afresh: Served, scripted: bool
) -> None:
    clinic, wrong = plan(hands), []
    for number, (name, asked) in enumerate(GUESTS.items()):
        invite(hands, number, name, asked)
    steps.no_sideways_scrolling(hands.page)
    contexts = {
        name: browser.new_context(
            base_url=served_afresh.url, java_script_enabled=scripted, locale="en-GB",
            viewport={"width": 390, "height": 844},
        )
        for name in GUESTS
    }  # fmt: skip
    for name, asked in GUESTS.items():
        page = contexts[name].new_page()
        enter(page, served_afresh, name)
        steps.no_sideways_scrolling(page)
        if scripted:
            wrong += violations(page) + dangling(page)
        for one, case in enumerate(CASES):
            expect(page.get_by_role("link", name=case)).to_have_count(1 if one in asked else 0)
        page.get_by_role("link", name=CASES[asked[0]]).click()
        expect(page.get_by_text(f"Extract about {CASES[asked[0]]}.")).to_be_visible()
    hands.page.goto(clinic)
    hands.press(hands.page.get_by_role("button", name="Take access away from Ada"))
    expect(hands.page.get_by_text("Ada opens nothing any more.")).to_be_visible()
    page = contexts["Ada"].pages[0]
    page.reload()
    expect(page.get_by_text("Extract about")).to_have_count(0)
    contexts["Bo"].pages[0].reload()
    expect(contexts["Bo"].pages[0].get_by_text(f"Extract about {CASES[1]}.")).to_be_visible()
    for context in contexts.values():
        context.close()
    assert wrong == []
