"""What do people do, in sentences? One function a step, each ending where its person sees that it worked."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from supervision.demo.cast import PASSWORD
from tests.journeys.hands import Pointer
from tests.support.served import Served

WORDS = "I sat on the bottom step and waited until he came down."


def email(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def sign_in(hands: Pointer, name: str, *, at: str = "/") -> None:
    page = hands.page
    page.goto(at)
    if page.get_by_role("button", name="Sign out").count():
        sign_out(hands)
        page.goto(at)
    fill_sign_in(hands, name)


def fill_sign_in(hands: Pointer, name: str) -> None:
    page = hands.page
    hands.write(page.locator("input[name=login]"), email(name))
    hands.write(page.locator("input[name=password]"), PASSWORD)
    hands.press(page.locator("main").get_by_role("button", name="Sign in"))
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def mailed(served: Served, kind: str, to: str, pattern: str) -> str:
    """What the latest mail of a kind to somebody holds."""
    statement = 'SELECT body FROM outbox_outgoingmail WHERE kind = %s AND "to" = %s ORDER BY created_at DESC LIMIT 1'
    [[body]] = served.sql(statement, [kind, to])
    found = re.search(pattern, body)
    assert found is not None, body
    return found[0]


def sign_out(hands: Pointer) -> None:
    hands.press(hands.page.get_by_role("button", name="Sign out"))
    expect(hands.page.get_by_role("heading", name="Sign in")).to_be_visible()


def put_on_agenda(hands: Pointer, text: str, *, shared: bool, other: str = "") -> None:
    page = hands.page
    hands.choose(page.get_by_label(f"You and {other}" if shared else "Only you", exact=True))
    hands.write(page.get_by_label("What would you like to talk about?"), text)
    hands.press(page.get_by_role("button", name="Add to the agenda"))
    expect(page.get_by_text(text, exact=True)).to_be_visible()


def start_record(hands: Pointer, held_on: date) -> None:
    page = hands.page
    hands.press(page.get_by_role("button", name="Start a session record"))
    write_date(hands, held_on)
    hands.choose(page.locator("input[name=template]").first)
    hands.press(page.get_by_role("button", name="Start writing"))
    expect(page.get_by_role("heading", name="Session record", level=1)).to_be_visible()


def write_date(hands: Pointer, day: date) -> None:
    for part, value in (("0", day.day), ("1", day.month), ("2", day.year)):
        hands.write(hands.page.locator(f"input[name=held_on_{part}]"), str(value))


def write_record(hands: Pointer, *, score: int = 2) -> None:
    """With ratings of three areas; `score` is that of the first."""
    page = hands.page
    hands.write(page.get_by_label("How long was it, in minutes?"), "75")
    hands.choose(page.get_by_label("In person"))
    hands.write(page.get_by_label("What happened?"), WORDS)
    hands.write(page.get_by_label("What would the child say?"), "That he wants to go swimming.")
    hands.choose(page.locator(f"input[name=rating_1][value='{score}']"))
    hands.choose(page.locator("input[name=rating_3][value='4']"))
    hands.choose(page.locator("input[name=rating_7][value=not_used]"))


def write_action_point(hands: Pointer, number: int, what: str, owner: str, due_on: date) -> None:
    page = hands.page
    row = page.get_by_role("group", name=f"Action point {number}", exact=True)
    if not row.count():
        hands.press(page.get_by_role("button", name="Add another action point"))
    hands.write(row.get_by_label("What needs to happen"), what)
    hands.pick(row.get_by_label("Who will do it"), owner)
    hands.write(row.get_by_label("By when"), due_on.isoformat())


def write_case(hands: Pointer, number: int, reference: str, **said: str) -> None:
    """A block for one case; `said` by the words over the boxes."""
    page = hands.page
    block = page.get_by_role("group", name=f"Case {number}", exact=True)
    if not block.count():
        hands.press(page.get_by_role("button", name="Add a case"))
    hands.pick(block.get_by_label("Which case?"), reference)
    for label, text in said.items():
        hands.write(block.get_by_label(label), text)


def send(hands: Pointer, to: str) -> None:
    hands.press(hands.page.get_by_role("button", name=f"Send to {to} for signature"))
    expect(hands.page.get_by_text("Sent for signature.")).to_be_visible()


def sign(hands: Pointer, response: str, statement: str = "") -> None:
    page = hands.page
    hands.press(page.get_by_role("button", name="Review and sign"))
    hands.choose(page.get_by_label(response, exact=True))
    if statement:
        hands.write(page.get_by_label("Your comment or statement"), statement)
    hands.write(page.get_by_label("Your password"), PASSWORD)
    hands.press(page.get_by_role("button", name="Sign this record"))
    expect(page.get_by_text("You signed this record.")).to_be_visible()


def no_sideways_scrolling(page: Page) -> None:
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room, f"{page.url} is {wide} px wide in a window of {room}"
