"""Is every page free of WCAG 2.2 AA violations, wide and narrow, light and dark, and when something is wrong?"""

from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.axe import dangling, violations
from tests.journeys.hands import Pointer
from tests.journeys.paper import cut_in_print, headers
from tests.support.served import Served

GRACE, BEN, FARAH = "Grace Underhill", "Ben Marshwiggle", "Farah Brightwater"
ESTHER, PRIYA, NELL, HANNAH = "Esther Larkspur", "Priya Featherstone", "Nell Rushmere", "Hannah Foxglove"
OPEN = [
    "/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/by-invitation/",
    "/account/invitation/nothing/", "/help/", "/privacy/", "/accessibility/", "/child-at-risk/", "/nowhere/",
]  # fmt: skip
OF_A_PRACTITIONER = ["/", "/sessions/", "/action-points/", "/confidence/", "/confidence/looking-back/",
                     "/account/", "/account/password/change/",
                     "/account/logout/", "/team/", "/notices/", "/notices/mail/", "/calendar/", "/cases/",
                     "/cases/add/", "/cases/not-yet-placed/", "/learning/", "/learning/add/",
                     "/learning/for-the-regulator/", "/learning/resources/"]  # fmt: skip
OF_A_SUPERVISOR = ["/", "/team/", "/team/waiting-for-signature/", "/team/action-points/", "/team/?due=overdue",
                   "/team/rows/held/", "/learning/team/", "/notices/", "/cases/", "/cases/not-yet-placed/"]  # fmt: skip
OF_A_MANAGER = ["/managers/", "/managers/escalations/", "/managers/people/", "/managers/confidence/", "/pulse/",
                "/notices/"]  # fmt: skip
OF_AN_ADMINISTRATOR = [
    "/learning/resources/", "/learning/resources/add/",
    "/administration/people/", "/administration/teams/", "/administration/arrangements/", "/administration/templates/",
    "/administration/reminders/", "/administration/status/", "/administration/group-formats/",
    "/administration/continuity/", "/administration/teams/partners/",
    "/administration/policies/", "/administration/closed-days/",
]  # fmt: skip
WINDOWS: list[tuple[int, int, Literal["light", "dark"]]] = [
    (1280, 900, "light"),
    (390, 844, "dark"),
    (320, 640, "light"),  # what 400 per cent leaves of the first
]


@pytest.fixture
def page(browser: Browser, served_app: Served) -> Iterator[Page]:
    """Not in full motion: a colour on its way from light to dark is neither."""
    context = browser.new_context(base_url=served_app.url, reduced_motion="reduce", locale="en-GB")
    page = context.new_page()
    into(page, *WINDOWS[0])
    yield page
    context.close()


def into(page: Page, width: int, height: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme)


def look(page: Page, *addresses: str) -> list[str]:
    """What is wrong with these pages, or with the one that is open, in any of the windows."""
    wrong = []
    for address in addresses or (page.url,):
        if address != page.url:
            page.goto(address)
        wrong += dangling(page)
        for window in WINDOWS:
            into(page, *window)
            wrong += [f"{window}: {line}" for line in violations(page) + _sideways(page)]
        into(page, *WINDOWS[0])
    return wrong


def _sideways(page: Page) -> list[str]:
    try:
        steps.no_sideways_scrolling(page)
    except AssertionError as wide:
        return [str(wide)]
    return []


def inner_pages(page: Page, *beginnings: str) -> list[str]:
    """Where the links of the open page lead within the product, each address once."""
    hrefs: list[str] = page.eval_on_selector_all("main a[href^='/']", "all => all.map(one => one.getAttribute('href'))")
    kept = [href for href in hrefs if href.startswith(beginnings) and not href.endswith(".pdf")]
    return list(dict.fromkeys(kept))


def one_of_each(addresses: list[str]) -> list[str]:
    """The first address of each kind of page: a timeline has many of the same, and a list one for each of its rows."""
    return list({resolve(urlsplit(address).path).view_name: address for address in reversed(addresses)}.values())


def test_pages_that_are_open_to_everybody(page: Page) -> None:
    assert look(page, *OPEN) == []


def test_a_list_of_what_is_on_the_page_is_beside_it_or_not_there(page: Page) -> None:
    page.goto("/help/")
    for window in WINDOWS:
        into(page, *window)
        assert page.get_by_role("navigation", name="On this page").is_visible() == (window[0] >= 900)


def test_pages_of_a_practitioner(page: Page) -> None:
    steps.sign_in(Pointer(page), ESTHER)
    wrong = look(page, *OF_A_PRACTITIONER)
    page.goto("/")
    wrong += look(page, *one_of_each(inner_pages(page, "/records/")))
    page.goto("/sessions/")
    page.locator("main table a").last.click()
    wrong += look(page)
    wrong += look(page, *one_of_each(inner_pages(page, "/records/")))
    assert wrong == []
    for title in ("One for the regulator", "Another for the regulator"):  # in this year, whatever the day is
        page.goto("/learning/add/")
        page.get_by_label("Reading").check()
        page.get_by_label("What was it?").fill(title)
        page.get_by_label("What did you learn?").fill("To ask early.")
        page.get_by_role("button", name="Save").click()
    page.goto("/learning/for-the-regulator/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy this text (2)").click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#text-2").text_content()


def test_pages_of_a_case(page: Page) -> None:
    steps.sign_in(Pointer(page), ESTHER)
    page.goto("/cases/")
    page.get_by_role("button", name="Find this case").click()
    wrong = look(page)
    page.locator("main table a").first.click()
    wrong += look(page)
    case = page.url
    wrong += look(page, *one_of_each(inner_pages(page, "/cases/")))
    page.goto(case)
    page.get_by_role("button", name="Add a note").click()
    page.get_by_label("Visit or contact").check()
    page.get_by_label("Your note").fill("Spoke with Jamie Smith.")
    expect(page.get_by_text("may be a name")).to_be_visible()
    wrong += look(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Save it all the same")).to_be_visible()
    wrong += look(page)
    assert wrong == []


def test_pages_of_a_group(page: Page) -> None:
    steps.sign_in(Pointer(page), BEN)
    wrong = look(page, "/groups/", "/groups/start/")
    page.get_by_role("button", name="Start writing").click()
    wrong += look(page)
    page.goto("/groups/")
    for link in inner_pages(page, "/groups/"):
        page.goto(link)
        wrong += look(page, *inner_pages(page, link))
    steps.sign_in(Pointer(page), FARAH, at="/groups/")
    page.locator("tr", has_text="Needs your answer").locator("a").click()
    page.get_by_role("button", name="Read and confirm").click()
    page.get_by_role("button", name="Give your answer").click()
    page.locator(".govuk-error-summary").wait_for()
    assert wrong + look(page) == []


def test_pages_of_somebody_with_nothing_yet(page: Page) -> None:
    steps.sign_in(Pointer(page), HANNAH)
    assert look(page, *OF_A_PRACTITIONER[:4]) == []


def test_pages_of_a_supervisor(page: Page) -> None:
    steps.sign_in(Pointer(page), PRIYA)
    wrong = look(page, *OF_A_SUPERVISOR)
    page.goto("/team/")
    for window in WINDOWS:
        into(page, *window)
        wrong += headers(page) + cut_in_print(page)
    wrong += look(page, inner_pages(page, "/team/")[-1])
    page.goto("/team/waiting-for-signature/")
    page.locator("main .app-table a").first.click()
    wrong += look(page)
    wrong += look(page, *inner_pages(page, "/records/"))
    assert wrong == []


def test_pages_of_a_manager(page: Page) -> None:
    steps.sign_in(Pointer(page), GRACE)
    wrong = look(page, *OF_A_MANAGER)
    page.goto("/managers/escalations/")
    wrong += look(page, *one_of_each(inner_pages(page, "/managers/")))
    wrong += look(page, "/managers/break-glass/choose/")
    page.get_by_label("Whose supervision?").select_option("Vera Larksong")
    page.get_by_role("button", name="Show signed records").click()
    wrong += look(page)
    page.get_by_role("link", name="Ask to open the record").first.click()
    page.get_by_role("button", name="Send the request").click()
    wrong += look(page)
    page.goto("/managers/escalations/")
    page.get_by_role("link", name="Take it in hand").first.click()
    page.get_by_role("button", name="Take it in hand").click()
    page.locator(".govuk-error-summary").wait_for()
    assert wrong + look(page) == []


def test_pages_of_an_administrator(page: Page) -> None:
    steps.sign_in(Pointer(page), NELL)
    wrong = look(page, *OF_AN_ADMINISTRATOR)
    inner: list[str] = []
    for address in OF_AN_ADMINISTRATOR:
        page.goto(address)
        inner += inner_pages(page, "/administration/")
    wrong += look(page, *one_of_each(inner))
    assert wrong == []


def test_forms_with_something_wrong(page: Page) -> None:
    hands = Pointer(page)
    page.goto("/account/login/")
    page.get_by_role("button", name="Sign in").click()
    wrong = look(page)
    steps.sign_in(hands, ESTHER)
    page.get_by_role("link", name="Agenda for the next session").click()
    page.get_by_role("button", name="Add to the agenda").click()
    wrong += look(page)
    page.goto("/")
    page.get_by_role("button", name="Start a session record").click()
    page.get_by_role("button", name="Start writing").click()
    wrong += look(page)
    page.goto("/")
    steps.start_record(hands, today())
    page.get_by_role("button", name="Add a case").click()
    wrong += look(page)
    page.get_by_label("Who else was there?").fill("Jamie Smith")
    expect(page.locator(".app-remarks").get_by_text("Jamie Smith")).to_be_visible()
    wrong += look(page)
    page.get_by_role("button", name="Send to Priya for signature").click()
    page.locator(".govuk-error-summary").wait_for()
    wrong += look(page)
    page.locator("input[name=rating_2][value='3']").check(force=True)
    wrong += look(page)
    assert wrong == []


def test_axe_and_the_look_for_dangling_names_find_what_is_planted(page: Page) -> None:
    page.goto("/help/")
    page.evaluate(
        """() => document.querySelector("main").insertAdjacentHTML("beforeend",
        `<img src="/favicon.ico"><input><p aria-describedby="nowhere">x</p>`)"""
    )
    assert len(violations(page)) >= 2
    assert len(dangling(page)) == 1
