"""Is somebody who writes a note told once what may name a child, and left to decide? With JavaScript, and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys import steps
from tests.journeys.axe import violations
from tests.journeys.hands import Pointer
from tests.support.served import Served

ESTHER = "Esther Larkspur"
NAMED = "A calm visit with Jamie Smith, born 12/03/2013."
HALF_NAMED = "A calm visit with Jamie Smith."
CLEAN = "A calm visit. He showed me his drawings."
STORED = "SELECT count(*) FROM casenotes_casenote"


def opened(browser: Browser, served: Served, scripted: bool) -> Iterator[Pointer]:
    context = browser.new_context(base_url=served.url, java_script_enabled=scripted, locale="en-GB")
    hands = Pointer(context.new_page())
    steps.sign_in(hands, ESTHER, at="/cases/")
    hands.press(hands.page.get_by_role("link", name="CR-2041"))
    hands.press(hands.page.get_by_role("button", name="Add a note"))
    hands.choose(hands.page.get_by_label("Visit or contact"))
    yield hands
    context.close()


@pytest.fixture
def plain(browser: Browser, served_app: Served) -> Iterator[Pointer]:
    yield from opened(browser, served_app, scripted=False)


@pytest.fixture
def scripted(browser: Browser, served_app: Served) -> Iterator[Pointer]:
    yield from opened(browser, served_app, scripted=True)


def note(page: Page) -> Locator:
    return page.get_by_label("Your note")


def beside(page: Page) -> Locator:
    return page.locator(".app-remarks[role=status]")


def test_without_javascript_it_is_said_once_before_the_note_is_saved(plain: Pointer, served_app: Served) -> None:
    page, before = plain.page, served_app.sql(STORED)
    plain.write(note(page), NAMED)
    plain.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("heading", name="Before this goes on: please look")).to_be_visible()
    expect(page.get_by_text("Jamie Smith may be a name")).to_be_visible()
    expect(page.get_by_text("12/03/2013 may be a date of birth")).to_be_visible()
    expect(note(page)).to_have_value(NAMED)
    assert served_app.sql(STORED) == before

    plain.write(note(page), HALF_NAMED)  # the writer knows best: the one goes, the other stays
    plain.press(page.get_by_role("button", name="Save it all the same"))
    expect(page.get_by_text("The note is saved.")).to_be_visible()
    expect(page.get_by_text(HALF_NAMED)).to_be_visible()
    assert served_app.sql(STORED) != before


def test_without_javascript_a_note_that_names_nobody_is_saved_at_once(plain: Pointer) -> None:
    plain.write(note(plain.page), CLEAN)
    plain.press(plain.page.get_by_role("button", name="Save", exact=True))
    expect(plain.page.get_by_text("The note is saved.")).to_be_visible()


def test_with_javascript_it_is_said_beside_the_box_and_goes_with_the_words(scripted: Pointer) -> None:
    page = scripted.page
    scripted.write(note(page), NAMED)
    expect(beside(page)).to_contain_text("Jamie Smith may be a name")
    expect(beside(page)).to_contain_text("12/03/2013 may be a date of birth")
    assert violations(page) == []
    scripted.write(note(page), CLEAN)
    expect(beside(page)).to_be_hidden()
    scripted.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("The note is saved.")).to_be_visible()


def test_with_javascript_it_is_said_once_more_on_saving(scripted: Pointer) -> None:
    page = scripted.page
    scripted.write(note(page), HALF_NAMED)
    expect(beside(page)).to_contain_text("may be a name")
    scripted.press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_role("heading", name="Before this goes on: please look")).to_be_visible()
    scripted.press(page.get_by_role("button", name="Save it all the same"))
    expect(page.get_by_text("The note is saved.")).to_be_visible()
