"""Is every word kept when the sign-in runs out, a tab closes, the server restarts, the network goes, two tabs write?"""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

ESTHER, DYLAN = "Esther Larkspur", "Dylan Ambergate"
SAVED = re.compile(r"Saved \d{1,2}:\d\d(am|pm)")


WIDE, NARROW = ViewportSize(width=1280, height=720), ViewportSize(width=390, height=844)
IN_BOTH_WINDOWS = pytest.mark.parametrize("writing", [WIDE, NARROW], indirect=True, ids=["wide", "narrow"])


def new_context(
    browser: Browser, served: Served, *, scripted: bool = True, viewport: ViewportSize = WIDE
) -> BrowserContext:
    return browser.new_context(
        base_url=served.url, java_script_enabled=scripted, locale="en-GB", viewport=viewport
    )  # fmt: skip


def begin(page: Page) -> str:
    """A draft of Esther's, open in the page; gives its address."""
    hands = Pointer(page)
    steps.sign_in(hands, ESTHER)
    steps.start_record(hands, today())
    return page.url


def happened(page: Page):  # type: ignore[no-untyped-def]
    return page.get_by_role("textbox", name="What happened?")


def status(page: Page):  # type: ignore[no-untyped-def]
    return page.locator("[data-save-status]")


@pytest.fixture
def writing(request: pytest.FixtureRequest, browser: Browser, served_app: Served):  # type: ignore[no-untyped-def]
    context = new_context(browser, served_app, viewport=getattr(request, "param", WIDE))
    page = context.new_page()
    begin(page)
    yield page
    context.close()


def test_saved_is_said_only_when_the_server_has_it(writing: Page, served_app: Served) -> None:
    happened(writing).fill("Half a sent")
    expect(status(writing)).to_have_text(SAVED)
    assert served_app.sql("SELECT count(*) FROM supervision_sessions_draftanswer WHERE control LIKE 'answer_%%'") != [
        (0,)
    ]


@IN_BOTH_WINDOWS
def test_a_sign_in_that_runs_out_in_mid_sentence(writing: Page, served_app: Served) -> None:
    happened(writing).fill("He came downstairs and")
    expect(status(writing)).to_have_text(SAVED)
    served_app.forget_sign_ins()
    happened(writing).fill("He came downstairs and sat on the third step.")
    expect(status(writing)).to_contain_text("signed out")
    with writing.context.expect_page() as opened:
        status(writing).get_by_role("link").click()
    steps.fill_sign_in(Pointer(opened.value), ESTHER)
    opened.value.close()
    writing.bring_to_front()
    writing.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(status(writing)).to_have_text(SAVED, timeout=20_000)
    writing.reload()
    expect(happened(writing)).to_have_value("He came downstairs and sat on the third step.")


@pytest.mark.parametrize(
    ("button", "viewport"), [("Save and finish later", WIDE), ("Send to Priya for signature", NARROW)]
)
def test_without_javascript_a_post_is_carried_through_signing_in(
    button: str, viewport: ViewportSize, browser: Browser, served_app: Served
) -> None:
    context = new_context(browser, served_app, scripted=False, viewport=viewport)
    page = context.new_page()
    begin(page)
    happened(page).fill("Typed before the sign-in ran out.")
    page.get_by_label("A note to yourself").fill("And this is mine.")
    served_app.forget_sign_ins()
    page.get_by_role("button", name=button).click()
    steps.fill_sign_in(Pointer(page), ESTHER)
    expect(happened(page)).to_have_value("Typed before the sign-in ran out.")
    expect(page.get_by_label("A note to yourself")).to_have_value("And this is mine.")
    context.close()


def test_what_was_carried_is_not_for_whoever_signs_in_next(browser: Browser, served_app: Served) -> None:
    context = new_context(browser, served_app, scripted=False)
    page = context.new_page()
    address = begin(page)
    happened(page).fill("Only for Esther.")
    served_app.forget_sign_ins()
    page.get_by_role("button", name="Save and finish later").click()
    steps.fill_sign_in(Pointer(page), DYLAN)
    expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
    steps.sign_in(Pointer(page), ESTHER, at=address)
    expect(happened(page)).to_have_value("Only for Esther.")
    context.close()


def test_a_closed_tab_and_a_restart_lose_nothing(writing: Page, served_app: Served) -> None:
    happened(writing).fill("Before the restart.")
    writing.locator("input[name=rating_2][value='3']").check(force=True)
    expect(status(writing)).to_have_text(SAVED)
    address, context = writing.url, writing.context
    writing.close()
    served_app.restart()
    page = context.new_page()
    page.goto(address)
    expect(happened(page)).to_have_value("Before the restart.")
    expect(page.locator("input[name=rating_2][value='3']")).to_be_checked()


def test_without_a_network_the_text_stays_in_the_page_which_says_so_and_asks(writing: Page) -> None:
    expect(writing.locator("[data-save-status][data-state]")).to_be_attached()
    writing.context.set_offline(True)
    happened(writing).fill("Written on the train.")
    expect(status(writing)).to_contain_text("No connection", timeout=10_000)
    asked: list[str] = []
    writing.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    writing.close(run_before_unload=True)
    writing.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    writing.context.set_offline(False)
    expect(status(writing)).to_have_text(SAVED, timeout=20_000)


def test_nothing_is_left_in_the_browser(writing: Page) -> None:
    happened(writing).fill("Nothing of this stays here.")
    expect(status(writing)).to_have_text(SAVED)
    left = writing.evaluate(
        "async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, "
        "(await caches.keys()).length]"
    )
    assert left == [0, 0, 0, 0]
    cookies = {cookie["name"] for cookie in writing.context.cookies()}
    assert cookies <= {"sessionid", "csrftoken", "messages"}


@IN_BOTH_WINDOWS
def test_two_tabs_both_texts_can_be_got_back(writing: Page) -> None:
    other = writing.context.new_page()
    other.goto(writing.url)
    happened(writing).fill("From the first tab.")
    expect(status(writing)).to_have_text(SAVED)
    happened(other).fill("From the second tab.")
    conflict = other.get_by_text("Changed in another tab or by another device")
    expect(conflict).to_be_visible()
    expect(other.get_by_text("From the first tab.")).to_be_visible()
    other.get_by_role("button", name=re.compile("^Keep mine")).first.click()
    expect(status(other)).to_have_text(SAVED)
    other.reload()
    expect(happened(other)).to_have_value("From the second tab.")


def test_two_tabs_without_javascript(browser: Browser, served_app: Served) -> None:
    context = new_context(browser, served_app, scripted=False, viewport=NARROW)
    first = context.new_page()
    begin(first)
    second = context.new_page()
    second.goto(first.url)
    for page, text in ((first, "From the first tab."), (second, "From the second tab.")):
        happened(page).fill(text)
        page.get_by_role("button", name="Save and finish later").click()
    expect(second.get_by_text("Both versions are shown below")).to_be_visible()
    expect(happened(second)).to_have_value("From the first tab.")
    expect(second.get_by_text("From the second tab.")).to_be_visible()
    context.close()


def test_a_double_click_makes_one_record(browser: Browser, served_app: Served) -> None:
    context = new_context(browser, served_app)
    page = context.new_page()
    steps.sign_in(Pointer(page), ESTHER)
    before = served_app.sql("SELECT count(*) FROM supervision_sessions_supervisionsession")[0][0]
    page.get_by_role("button", name="Start a session record").click()
    steps.write_date(Pointer(page), today())
    page.locator("input[name=template]").first.check()
    page.get_by_role("button", name="Start writing").dblclick()
    expect(page.get_by_role("heading", name="Session record", level=1)).to_be_visible()
    assert served_app.sql("SELECT count(*) FROM supervision_sessions_supervisionsession")[0][0] == before + 1
    context.close()
