"""Does a manager see, in a real browser, how far a report has come, and how many sessions the next would hold?"""

import hashlib
import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from accounts.models import Person, Team
from supervision.report_vocabulary import Outcome, ReportFormat
from supervision.reports import queries
from supervision.reports.choices import Choices, last_months
from supervision.reports.column_queries import BY_KEY, USUAL
from supervision.reports.forms import MONTHS
from supervision.reports.models import ReportRun
from supervision.reports.services import making, runs
from supervision.times import today
from tests.journeys import steps
from tests.journeys.hands import Pointer
from tests.support.served import Served

WHO, SLICE = "Grace Underhill", 150


@pytest.fixture
def asked(served_afresh: Served, monkeypatch: pytest.MonkeyPatch) -> ReportRun:
    """Of the whole demonstration, in some slices."""
    monkeypatch.setattr(runs, "SLICE", SLICE)
    columns = [BY_KEY[key] for key in USUAL]
    of_all = Choices(today() - timedelta(days=1500), today(), [], [], list(Outcome), columns, ReportFormat.CSV)
    with served_afresh.models():
        by = Person.objects.get(name=WHO)
        return runs.ask(choices=of_all, key=uuid.uuid4(), by=by, at=timezone.now())


def test_the_bar_moves_with_the_worker_the_file_is_the_one_that_is_named_and_choices_are_counted(
    browser: Browser, served_afresh: Served, asked: ReportRun
) -> None:
    page = browser.new_context(base_url=served_afresh.url, locale="en-GB").new_page()
    page.route("**/progress/", lambda route: route.fulfill(status=503), times=1)  # the server starts anew
    steps.sign_in(Pointer(page), WHO, at=f"/reports/{asked.pk}/")
    bar, shown = page.locator("progress"), []
    expect(bar).to_have_js_property("max", asked.rows_known)

    def clock() -> datetime:
        """The worker asks for the time while it claims the report, and once for each slice and at the end."""
        done = ReportRun.objects.values_list("rows_done", flat=True).get(pk=asked.pk)
        if done not in shown:
            expect(bar).to_have_js_property("value", done)
            shown.append(done)
        return timezone.now()

    with served_afresh.models():
        assert making.make_waiting(clock=clock) == 1
        made = ReportRun.objects.get(pk=asked.pk)
    assert shown == [*range(0, made.rows_known, SLICE), made.rows_known]
    assert len(shown) > 3
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the CSV file").click()
    digest = hashlib.sha256(Path(download.value.path()).read_bytes()).hexdigest()
    assert digest == made.digest == page.locator(".app-hash").inner_text()

    page.goto("/reports/new/")
    with served_afresh.models():
        teams = list(Team.objects.order_by("name")[:2])
        said = [_counted(teams[:1]), _counted(teams)]
    assert said[0] != said[1]
    for team, count in zip(teams, said, strict=True):
        page.get_by_label(team.name, exact=True).check(force=True)
        expect(page.locator("[data-count-status]")).to_have_text(count)


def _counted(teams: list[Team]) -> str:
    """What the form's usual choices come to, of these teams."""
    first_on, last_on = last_months(today(), MONTHS)
    usual = Choices(first_on, last_on, teams, [], [Outcome.HELD, Outcome.NOT_HELD], [])
    number = queries.sessions_for(Person.objects.get(name=WHO), usual).count()
    return f"{number:,} session{'s' if number != 1 else ''}"
