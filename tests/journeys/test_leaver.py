"""When a supervisor leaves with records unsigned, are they brought to an end by those who are here?"""

from datetime import timedelta

from playwright.sync_api import Browser, Page, expect

from supervision.times import today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

NELL, IMRAN, PRIYA, GRACE, ESTHER = (
    "Nell Rushmere", "Imran Stormcloud", "Priya Featherstone", "Grace Underhill", "Esther Larkspur",
)  # fmt: skip


def three_unsigned(served: Served) -> dict[str, str]:
    """One for Priya to sign, one that she wrote and nobody signed, and one of her own supervision: their addresses."""
    with served.models():
        from accounts.models import Person
        from supervision.sessions.models import SupervisionArrangement
        from tests.people import send, sign, start

        def led(practitioner: str) -> SupervisionArrangement:
            person = Person.objects.get(name=practitioner)
            return SupervisionArrangement.objects.current(today()).lead().get(practitioner=person)

        to_sign = send(start(led(ESTHER)))
        sign(to_sign, to_sign.practitioner)
        written = send(start(led(ESTHER), by=led(ESTHER).supervisor))
        own = send(start(led(PRIYA)))
    return {name: f"/records/{one.pk}/" for name, one in (("to_sign", to_sign), ("written", written), ("own", own))}


def plan_departure(page: Page) -> None:
    page.goto("/administration/people/?words=Priya")
    page.get_by_role("link", name=PRIYA).click()
    page.get_by_role("link", name="Plan that they leave").click()
    last = today() - timedelta(days=1)
    for part, value in (("Day", last.day), ("Month", last.month), ("Year", last.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Who takes over?").select_option(label=IMRAN)
    page.get_by_label("Who leads their cases?").select_option(label=IMRAN)
    page.get_by_role("button", name="Show what will happen").click()
    expect(page.get_by_role("heading", name="What will happen")).to_be_visible()
    expect(page.get_by_text(f"{IMRAN} signs in place of {PRIYA}.").first).to_be_visible()
    expect(page.get_by_text(f"It is locked when {GRACE} has signed.").first).to_be_visible()
    page.get_by_role("button", name="Plan this departure").click()
    expect(page.get_by_text("It is planned.")).to_be_visible()


def test_a_leaver_with_three_unsigned_records(browser: Browser, served_afresh: Served) -> None:
    records = three_unsigned(served_afresh)
    context = browser.new_context(base_url=served_afresh.url, locale="en-GB")
    page = context.new_page()
    hands = Pointer(page)
    steps.sign_in(hands, NELL)
    plan_departure(page)

    steps.sign_in(hands, IMRAN, at=records["to_sign"])
    steps.sign(hands, "I agree with this record")
    expect(page.get_by_text(f"by {IMRAN} in place of {PRIYA}.")).to_be_visible()
    expect(page.get_by_text("signed by both and locked")).to_be_visible()
    page.goto(records["written"])
    steps.sign(hands, "I agree with this record")

    steps.sign_in(hands, ESTHER, at=records["written"])
    steps.sign(hands, "I agree with this record")
    expect(page.get_by_text("signed by both and locked")).to_be_visible()

    steps.sign_in(hands, GRACE, at=records["own"])
    steps.sign(hands, "I agree with this record")
    expect(page.get_by_text("before signing.")).to_be_visible()
    expect(page.get_by_text("It is now locked.")).to_be_visible()
    context.close()
