"""Are saved choices made into a report each month, and do those who were named hear of it, and nobody else?"""

import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from accounts.models import JobRole, Person, RoleGrant
from supervision.outbox.models import Notice
from supervision.report_vocabulary import ReportState
from supervision.reports.models import ReportRun, SavedReport
from supervision.reports.services import making, saving
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import NoticeKind, Role
from tests.people import NOW, TODAY, make_person, start
from tests.reports.cast import save

FIRST = (TODAY.replace(day=1) + timedelta(days=31)).replace(day=1)  # of the next month
AT = NOW + timedelta(days=(FIRST - TODAY).days)


@pytest.fixture
def held(arrangement: SupervisionArrangement) -> None:
    """Sessions of this month and of the one before, which has none in a report of one month."""
    start(arrangement, held_on=TODAY.replace(day=1))
    start(arrangement, held_on=TODAY.replace(day=1) - timedelta(days=1))


def make_due(at: datetime) -> None:
    saving.ask_due(at=at)
    making.make_waiting(clock=lambda: at)


def test_a_monthly_report_is_made_once_and_those_named_hear_of_it_if_their_role_reaches_it(
    held: None, manager: Person, manager_elsewhere: Person
) -> None:
    saved = save(manager, manager, manager_elsewhere)
    make_due(AT - timedelta(days=1))
    assert not ReportRun.objects.exists()
    for _ in range(2):
        make_due(AT)
    run = ReportRun.objects.get()
    assert (run.saved, run.state, run.rows_known) == (saved, ReportState.READY, 1)
    assert (run.first_on, run.last_on) == (TODAY.replace(day=1), FIRST - timedelta(days=1))
    told = Notice.objects.filter(kind=NoticeKind.REPORT_READY)
    assert [(one.person, one.about_id) for one in told] == [(manager, str(run.pk))]
    saved.refresh_from_db()
    assert saved.next_on == (FIRST + timedelta(days=31)).replace(day=1)
    assert localdate(AT) == FIRST


def test_nothing_is_made_for_somebody_who_manages_no_more(held: None, manager: Person) -> None:
    save(manager)
    RoleGrant.objects.filter(person=manager).delete()
    make_due(AT)
    assert not ReportRun.objects.exists()


def test_choices_are_saved_used_again_and_removed_by_their_owner_alone(
    held: None, manager: Person, signed_in: Any
) -> None:
    client, other = signed_in(manager), signed_in(make_person("Una", Role.MANAGER))
    role = JobRole.objects.create(name="Social worker")
    chosen = f"first_on={TODAY}&last_on={TODAY}&outcomes=held&columns=day&format=pdf&job_roles={role.pk}"
    form = {"key": str(uuid.uuid4()), "months": "12", "monthly": "on", "told": [manager.pk]}
    for _ in range(2):
        assert client.post(f"/reports/save/?{chosen}", form).status_code == 302
    saved = SavedReport.objects.get()
    page = client.get("/reports/").content.decode()
    assert "All teams, Social worker, the last 12 months, PDF" in page
    assert f"job_roles={role.pk}" in page
    assert saving.choices_of(saved, on=TODAY).job_roles == [role]
    assert other.post(f"/reports/saved/{saved.pk}/forget/").status_code == 404
    assert client.post(f"/reports/saved/{saved.pk}/forget/").status_code == 302
    assert not SavedReport.objects.exists()
