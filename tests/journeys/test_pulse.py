"""Does a pulse go through by hand: started, answered by the link in the mail, hidden for a few, shown for enough?"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

WHO = ["Amara Quillfeather", "Esther Larkspur", "Samir Oakenshaw"]
ENOUGH = 8  # the threshold is 5
QUESTIONS = 12  # ten areas and two feelings


@pytest.fixture
def phone(browser: Browser, served_afresh: Served) -> Iterator[Page]:
    """Of somebody who is asked: nobody signs in on it, and it runs no JavaScript."""
    context = browser.new_context(
        base_url=served_afresh.url, java_script_enabled=False, locale="en-GB", viewport={"width": 390, "height": 844}
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def hands(browser: Browser, served_afresh: Served) -> Iterator[Pointer]:
    context = browser.new_context(base_url=served_afresh.url, locale="en-GB")
    yield Pointer(context.new_page())
    context.close()


def close(served: Served) -> None:
    """As on the day after its last one."""
    with served.models():
        from django.utils import timezone

        from supervision.pulse import services
        from supervision.pulse.models import Pulse

        services.close(pulse=Pulse.objects.get(closed_at=None), at=timezone.now())


def answered_by_enough(served: Served) -> None:
    """By the secrets in their mails, as the three did by hand."""
    with served.models():
        from supervision.pulse.links import secret_for
        from supervision.pulse.models import Asked, Pulse
        from tests.pulse.cast import say

        pulse = Pulse.objects.get(closed_at=None)
        for asked in Asked.objects.filter(pulse=pulse).order_by("pk")[:ENOUGH]:
            say(pulse, secret_for(pulse, asked.person_id), score=2 + asked.pk % 3)


def link_of(served: Served, name: str) -> str:
    """As it stands in the mail that leaves: no row holds it."""
    with served.models():
        from supervision.outbox.models import OutgoingMail
        from supervision.pulse.links import written

        waiting = OutgoingMail.objects.filter(kind="pulse", to=steps.email(name)).latest("created_at")
        found = re.search(r"/pulse/answer/[^/\s]+/", written(waiting))
        assert found is not None
        return found[0]


def start(hands: Pointer) -> None:
    page = hands.page
    page.goto("/pulse/")
    hands.press(page.get_by_role("link", name="Start a pulse"))
    hands.write(page.get_by_label("Until which day"), (today() + timedelta(days=14)).isoformat())
    hands.press(page.get_by_role("button", name="Start and send the mails"))
    expect(page.get_by_text("The mails are on their way.")).to_be_visible()


def answer(phone: Page, link: str) -> None:
    phone.goto(link)
    expect(phone.get_by_role("heading", name="What is known, and what is not")).to_be_visible()
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_text("Answer at least one question").first).to_be_visible()
    for name, score in (("rating_1", 4), ("rating_2", 2), ("feeling_worried", 3)):
        phone.locator(f"input[name={name}][value='{score}']").check(force=True)
    steps.no_sideways_scrolling(phone)
    phone.get_by_role("button", name="Send my answer").click()
    expect(phone.get_by_role("heading", name="Thank you")).to_be_visible()


def open_results(page: Page) -> None:
    page.goto("/pulse/")
    page.get_by_role("link", name="Results of", exact=False).first.click()


def test_a_pulse_from_the_mail_to_its_results(hands: Pointer, phone: Page, served_afresh: Served) -> None:
    page = hands.page
    close(served_afresh)  # the one that is open in the demonstration
    steps.sign_in(hands, "Grace Underhill", at="/pulse/")
    closed = page.get_by_role("link", name="Results of", exact=False)
    before = closed.count()
    start(hands)
    links = [link_of(served_afresh, name) for name in WHO]
    for number, link in enumerate(links, 1):
        answer(phone, link)
        page.reload()
        expect(page.locator("section[aria-labelledby=open]")).to_contain_text(
            re.compile(rf"{number}\s+of (\d+) have answered, [1-9]\d*%")
        )
    phone.goto(links[0])
    expect(phone.get_by_role("heading", name="This link opens nothing")).to_be_visible()
    expect(closed).to_have_count(before)  # there are no results of one that is open

    close(served_afresh)
    open_results(page)
    expect(page.get_by_role("heading", name="The whole organisation: 3 of ", exact=False)).to_be_visible()
    shares = page.locator("td[data-label=Share]")
    expect(shares).to_have_text(["Hidden: too few people"] * QUESTIONS)

    start(hands)
    answered_by_enough(served_afresh)
    close(served_afresh)
    open_results(page)
    expect(page.get_by_role("heading", name=f"The whole organisation: {ENOUGH} of ", exact=False)).to_be_visible()
    assert [share for share in shares.all_inner_texts() if "%" not in share] == []
