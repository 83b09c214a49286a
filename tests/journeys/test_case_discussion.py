"""Does what two people say of a case get from the record to the child's file, and nothing else with it?"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from supervision.times import long_day, today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

ESTHER, PRIYA = "Esther Larkspur", "Priya Featherstone"
SCRIPTED = {"with scripts": True, "no JavaScript": False}
FIRST = {
    "What was looked at together": "Thinkingword",
    "What was decided": "Letters for now, as Jamie Smith asked.",
    "What this child needs": "Time with his grandmother.",
    "What keeps others safe": "An adult in the room.",
    "What the child says about it": "I want to swim.",
}
SECOND = {"What was looked at together": "Otherword", "What was decided": "Otherdecision"}


@pytest.fixture(params=SCRIPTED)
def hands(request: pytest.FixtureRequest, browser: Browser, served_afresh: Served) -> Iterator[Pointer]:
    scripted = SCRIPTED[request.param]
    context = browser.new_context(
        base_url=served_afresh.url, viewport={"width": 1280, "height": 900}, java_script_enabled=scripted,
        locale="en-GB", permissions=["clipboard-read", "clipboard-write"] if scripted else [],
    )  # fmt: skip
    yield Pointer(context.new_page())
    context.close()


def write_why(hands: Pointer, number: int, text: str) -> None:
    """There are two boxes under this word in a record: the case's, and the action point's."""
    block = hands.page.get_by_role("group", name=f"Case {number}", exact=True)
    hands.write(block.get_by_label("Why", exact=False).first, text)


def test_a_discussion_gets_from_the_record_to_the_childs_file(hands: Pointer, request: pytest.FixtureRequest) -> None:
    page, scripted = hands.page, SCRIPTED[request.node.callspec.params["hands"]]

    steps.sign_in(hands, ESTHER)
    steps.start_record(hands, today())
    steps.write_record(hands)
    steps.write_case(hands, 1, "CR-2041", **FIRST)
    write_why(hands, 1, "It keeps both.")
    steps.write_case(hands, 2, "CR-2003", **SECOND)
    write_why(hands, 2, "Otherwhy")
    if scripted:
        expect(page.locator(".app-remarks").get_by_text("Jamie Smith")).to_be_visible()
    hands.press(page.get_by_role("button", name="Send to Priya for signature"))
    expect(page.get_by_role("heading", name="Before this goes on: please look")).to_be_visible()
    expect(page.locator("#remarks").get_by_text("Jamie Smith")).to_be_visible()
    hands.press(page.get_by_role("button", name="Send to Priya all the same"))
    expect(page.get_by_text("Sent for signature.")).to_be_visible()
    record = page.url
    expect(page.get_by_text("Thinkingword")).to_be_visible()
    steps.sign(hands, "I agree with this record")
    steps.sign_in(hands, PRIYA, at=record)
    expect(page.get_by_text("Letters for now, as Jamie Smith asked.")).to_be_visible()
    steps.sign(hands, "I agree with this record")

    steps.sign_in(hands, ESTHER, at="/cases/not-yet-placed/")
    hands.press(page.get_by_role("link", name=f"Text for the file of CR-2041, discussed on {long_day(today())}"))
    text = page.locator("#hand-off").inner_text()
    for words in (*list(FIRST.values())[1:], "It keeps both.", "CR-2041"):
        assert words in text
    for words in ("Thinkingword", "Otherword", "Otherdecision", "Otherwhy", "CR-2003", steps.WORDS, ESTHER, PRIYA):
        assert words not in text
    if scripted:
        hands.press(page.get_by_role("button", name="Copy this text"))
        expect(page.get_by_text("Copied", exact=True)).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == page.locator("#hand-off").text_content()
        page.evaluate("() => { window.print = () => { window.printed = true } }")
        hands.press(page.get_by_role("button", name="Print", exact=True))
        assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    printed = page.locator("main").inner_text().strip()
    assert printed.endswith(text.strip())
    assert ["Copy this text" in printed, "on the case system" in printed, "CR-2003" in printed] == [False] * 3
    page.emulate_media(media="screen")
    hands.press(page.get_by_role("button", name="It is on the case system"))
    expect(page.get_by_text(f"Placed on {long_day(today())}")).to_be_visible()
    page.goto("/cases/not-yet-placed/")
    expect(page.get_by_role("link", name="Text for the file of CR-2003")).not_to_have_count(0)
    name = f"Text for the file of CR-2041, discussed on {long_day(today())}"
    expect(page.get_by_role("link", name=name)).to_have_count(0)
