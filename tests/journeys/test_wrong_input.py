"""When something is wrong, is it said beside the field and in the summary, and is nothing that was typed lost?"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

ESTHER, PRIYA, NELL = "Esther Larkspur", "Priya Featherstone", "Nell Rushmere"


@pytest.fixture(params=[(True, 1280), (False, 1280), (True, 390)], ids=["with JavaScript", "without", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served_app: Served) -> Iterator[Page]:
    scripted, width = request.param
    viewport = ViewportSize(width=width, height=844)
    context = browser.new_context(
        base_url=served_app.url, java_script_enabled=scripted, locale="en-GB", viewport=viewport
    )
    yield context.new_page()
    context.close()


def problems(page: Page) -> list[str]:
    """The summary's sentences; each one leads to a control that exists and says the same beside it."""
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_visible()
    for link in summary.locator("a").all():
        target = page.locator(f"[id='{(link.get_attribute('href') or '')[1:]}']")
        expect(target).to_be_visible()
    steps.no_sideways_scrolling(page)
    assert page.title().startswith("Error: ")
    return summary.locator("li").all_inner_texts()


def test_a_record_with_everything_wrong(page: Page) -> None:
    hands = Pointer(page)
    steps.sign_in(hands, ESTHER)
    steps.start_record(hands, today())
    typed = {
        "Day": "31",
        "Month": "2",
        "How long was it, in minutes?": "about an hour",
        "What happened?": "<b>Bold</b> & \"quoted\" 'text' {{ 1 }} \u202e – naïve 😀",
        "What would the child say?": "x" * 20_001,
        "Who else was there?": "y" * 301,
    }
    for label, text in typed.items():
        page.get_by_label(label).first.fill(text)
    row = page.get_by_role("group", name="Action point 1", exact=True)
    row.get_by_label("What needs to happen").fill("No owner, and yesterday's date")
    row.get_by_label("By when").fill((today() - timedelta(days=400)).isoformat())
    page.get_by_role("button", name="Send to Priya for signature").click()
    said = problems(page)
    for expected in (
        "The date must be a real date",
        "Enter the length as a whole number of minutes, such as 90",
        "Choose how you met",
        "Shorten this answer to 20,000 characters or fewer",
        "Use 300 characters or fewer to say who else was there",
        "Action point 1: Choose who will do this",
        "Action point 1: Enter a due date that is not before the session",
    ):
        assert expected in said
    for label, text in typed.items():
        expect(page.get_by_label(label).first).to_have_value(text)
    expect(row.get_by_label("What needs to happen")).to_have_value("No owner, and yesterday's date")
    page.reload()
    for label, text in typed.items():
        expect(page.get_by_label(label).first).to_have_value(text)


def test_a_day_in_the_future(page: Page) -> None:
    hands = Pointer(page)
    steps.sign_in(hands, ESTHER)
    page.get_by_role("button", name="Start a session record").click()
    steps.write_date(hands, today() + timedelta(days=1))
    page.get_by_role("button", name="Start writing").click()
    assert problems(page) == [
        "The date of the session must be today or in the past",
        "Choose a set of questions",
    ]


def test_rows_are_added_and_removed_and_an_empty_one_is_passed_over(page: Page) -> None:
    hands = Pointer(page)
    steps.sign_in(hands, ESTHER)
    steps.start_record(hands, today())
    steps.write_record(hands)
    for number, what in enumerate(("First step", "Second step", "Third step"), start=1):
        steps.write_action_point(hands, number, what, ESTHER, today() + timedelta(days=7))
    page.get_by_role("button", name="Remove action point 2").click()
    expect(page.get_by_role("group", name="Action point 2", exact=True).get_by_label("What needs to")).to_have_value(
        "Third step"
    )
    page.get_by_role("button", name="Add another action point").click()
    steps.send(hands, "Priya")
    agreed = page.locator("h2:has-text('Action points agreed') ~ .app-card h3").all_inner_texts()
    assert agreed == ["First step", "Third step"]


def test_signing_with_nothing_chosen_and_a_wrong_password(page: Page, served_app: Served) -> None:
    hands = Pointer(page)
    steps.sign_in(hands, PRIYA, at="/team/waiting-for-signature/")
    page.locator("main .app-list a, main table a").first.click()
    page.get_by_role("button", name="Review and sign").click()
    page.get_by_role("button", name="Sign this record").click()
    assert "Choose whether you agree with this record" in problems(page)
    page.get_by_label("I do not agree").check()
    page.get_by_label("Your password").fill("not the password")
    page.get_by_role("button", name="Sign this record").click()
    assert problems(page)
    page.get_by_label("Your comment or statement").fill("A long statement, written with care.")
    page.get_by_label("Your password").fill("not the password")
    page.get_by_role("button", name="Sign this record").click()
    assert problems(page) == ["That is not your password. Enter it again"]
    expect(page.get_by_label("Your comment or statement")).to_have_value("A long statement, written with care.")
    assert page.get_by_label("Your password").input_value() == ""


def test_an_agreement_out_of_bounds(page: Page) -> None:
    hands = Pointer(page)
    steps.sign_in(hands, ESTHER)
    page.get_by_role("link", name="Supervision agreement").click()
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("As we have agreed, a number of days apart").check()
    page.get_by_label("days from one session to the next").fill("every other week")
    page.get_by_label("How long, in minutes?").fill("5")
    page.get_by_label("What stays between you, and what does not?").fill("")
    page.get_by_label("Year").fill("2020")
    page.get_by_role("button", name="Sign and offer this agreement").click()
    assert problems(page) == [
        "Enter a whole number of days, such as 14",
        "Enter a length of at least 15 minutes",
        "Write what stays between you and what does not",
        "The date of the review must be in the future",
    ]
    expect(page.get_by_label("days from one session to the next")).to_have_value("every other week")
    expect(page.get_by_label("How long, in minutes?")).to_have_value("5")


def test_an_empty_agenda_item(page: Page) -> None:
    hands = Pointer(page)
    steps.sign_in(hands, ESTHER)
    page.get_by_role("link", name="Agenda for the next session").click()
    page.get_by_role("button", name="Add to the agenda").click()
    assert len(problems(page)) == 2


def test_a_filter_that_makes_no_sense(page: Page) -> None:
    steps.sign_in(Pointer(page), ESTHER, at="/sessions/?since=yesterday&kind=nothing&before=xyz")
    assert problems(page)


def test_closing_an_action_point_without_evidence(page: Page) -> None:
    steps.sign_in(Pointer(page), ESTHER, at="/action-points/")
    page.locator("main .app-list a").first.click()
    page.get_by_label("Done").check()
    page.get_by_role("button", name="Save").click()
    assert problems(page)
