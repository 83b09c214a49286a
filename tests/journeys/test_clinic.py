"""Does a clinic with three cases and five agencies go through, each guest in a browser of their own?"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from supervision.demo.cast import PASSWORD
from supervision.times import today
from tests.journeys import steps
from tests.journeys.axe import dangling, violations
from tests.journeys.hands import Pointer
from tests.support.served import Served

CASES = ["CR-2041", "CR-2066", "CR-2018"]
# Each guest, and the cases they are asked to.
GUESTS = {"Ada": [0], "Bo": [1], "Cy": [2], "Di": [0, 1], "Ed": [1, 2]}
ESTHER, AMARA, BEN = "Esther Larkspur", "Amara Quillfeather", "Ben Marshwiggle"  # who lead these cases
# For each case, who was there from here and of the guests.
THERE = {CASES[0]: ([ESTHER], ["Ada"]), CASES[1]: ([AMARA], ["Bo", "Di"]), CASES[2]: ([], ["Cy", "Ed"])}
POINT = "Speak with the carers"
DIFFERENCE = "The carers were asked twice."


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


def hold(hands: Pointer, clinic: str, *, scripted: bool) -> None:
    """It took place: how long, who came, what came of each case, and what one agency does. The facilitator signs."""
    page = hands.page
    page.goto(clinic)
    hands.press(page.get_by_role("link", name="How long it was, where, and what was learnt across the cases"))
    hands.write(page.get_by_label("How long was it, in minutes?"), "90")
    hands.choose(page.get_by_label("Video"))
    hands.write(page.get_by_label("Across the cases"), "All three wait for somebody to begin.")
    if scripted:
        expect(page.locator("[data-save-status]")).to_contain_text("Saved ")
        page.reload()
        expect(page.get_by_label("Across the cases")).to_have_value("All three wait for somebody to begin.")
    hands.press(page.get_by_role("button", name="Save", exact=True))
    hands.press(page.get_by_role("link", name="Who came", exact=True))
    for name, came in ((ESTHER, "Came"), (AMARA, "Came"), (BEN, "Sent apologies")):
        hands.pick(page.get_by_label(name, exact=True), came)
    hands.press(page.get_by_role("button", name="Save", exact=True))
    for case, (people, guests) in THERE.items():
        hands.press(page.get_by_role("link", name=f"What came of {case}, and who was there"))
        for name in people:
            page.get_by_label(name, exact=True).check()
        for name in guests:
            page.get_by_label(f"{name}, ").check()
        hands.write(page.get_by_label("What was looked at together"), f"Looked at {case}.")
        hands.write(page.get_by_label("What was decided"), f"Decided for {case}.")
        hands.write(page.locator("textarea[name=why]"), f"Why for {case}.")
        hands.press(page.get_by_role("button", name="Save", exact=True))
        expect(page.get_by_text(f"What came of {case} is saved.")).to_be_visible()
    hands.press(page.get_by_role("link", name="Action points", exact=True).last)
    row = page.get_by_role("group", name="Action point 1", exact=True)
    hands.write(row.get_by_label("What needs to happen"), POINT)
    doer = row.locator("option", has_text="Bo, ")
    hands.pick(row.get_by_label("Who will do it"), doer.inner_text())
    hands.pick(row.get_by_label("For which case"), CASES[1])
    hands.write(row.get_by_label("By when"), (today() + timedelta(days=14)).isoformat())
    if scripted:  # a row that was added is looked at while it is written, like the first
        hands.press(page.get_by_role("button", name="Add another action point"))
        page.get_by_role("group", name="Action point 2", exact=True).get_by_label("What needs to happen").fill(
            "Jamie Smith"
        )
        expect(page.locator(".app-remarks").get_by_text("Jamie Smith")).to_be_visible()
        hands.press(page.get_by_role("button", name="Remove action point 2"))
    hands.press(page.get_by_role("button", name="Save", exact=True))
    hands.press(page.get_by_role("button", name="Read, sign and send"))
    hands.write(page.get_by_label("Your password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign and send for confirmation"))
    expect(page.get_by_text("Those who came are asked to confirm it.")).to_be_visible()


def answer(hands: Pointer, clinic: str, name: str, case: str, *, differs: str = "") -> None:
    """Somebody who was there for one case reads that one, and confirms it or says what they saw differently."""
    page = hands.page
    steps.sign_in(hands, name, at=f"{clinic}confirm/")
    for one in CASES:
        expect(page.get_by_text(f"Decided for {one}.")).to_have_count(1 if one == case else 0)
    hands.choose(page.get_by_label("I saw it differently" if differs else "I confirm this record"))
    hands.write(page.get_by_label("What did you see differently?"), differs)
    hands.write(page.get_by_label("Your password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Give your answer"))
    expect(page.get_by_text("Thank you. Your answer stands with the record.")).to_be_visible()
    steps.no_sideways_scrolling(page)


def read_extracts(page: Page, clinic: str) -> None:
    """One for each case and for each agency; none of them holds another case."""
    page.goto(clinic)
    found = [link.get_attribute("href") or "" for link in page.get_by_role("link", name="Extract for").all()]
    assert len(found) == len(CASES) + len(GUESTS)
    held, with_the_point = [], 0
    for address in found:
        page.goto(address)
        text = page.locator("#extract").inner_text()
        [case] = [one for one in CASES if one in text]
        assert f"Decided for {case}." in text
        held.append(case)
        with_the_point += POINT in text
    assert sorted(held) == sorted([*CASES, *(case for case, (_, guests) in THERE.items() for _ in guests)])
    assert with_the_point == 2  # that of its case, and that of the agency which does it


def test_a_clinic_with_three_cases_and_five_agencies(
    hands: Pointer, browser: Browser, served_afresh: Served, scripted: bool
) -> None:
    clinic, wrong = plan(hands), []
    for number, (name, asked) in enumerate(GUESTS.items()):
        invite(hands, number, name, asked)
    steps.no_sideways_scrolling(hands.page)
    window: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "locale": "en-GB"}
    window |= {"base_url": served_afresh.url, "java_script_enabled": scripted}
    contexts = {name: browser.new_context(**window) for name in GUESTS}
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
    hold(hands, clinic, scripted=scripted)
    for name, case, differs in ((ESTHER, CASES[0], ""), (AMARA, CASES[1], DIFFERENCE)):
        contexts[name] = browser.new_context(**window)
        answer(Pointer(contexts[name].new_page()), clinic, name, case, differs=differs)
    hands.page.goto(clinic)
    expect(hands.page.get_by_text("Signed and locked")).to_be_visible()
    expect(hands.page.get_by_text(DIFFERENCE)).to_be_visible()
    contexts[ESTHER].pages[0].goto(clinic)
    expect(contexts[ESTHER].pages[0].get_by_text(DIFFERENCE)).to_have_count(0)
    page = contexts["Bo"].pages[0]
    page.goto("/guests/")
    expect(page.get_by_text(POINT)).to_be_visible()
    read_extracts(hands.page, clinic)
    for context in contexts.values():
        context.close()
    assert wrong == []
