"""Can an administrator say who hears of what, see whether everything runs, and send a mail again?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.outbox import ticks
from supervision.outbox.models import OutgoingMail
from supervision.reminders.models import ReminderStep
from supervision.vocabulary import Audience, MailState, Matter
from tests.people import NOW

pytestmark = pytest.mark.django_db
STEPS = "/administration/reminders/"


@pytest.fixture
def client_(administrator: Person, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(administrator)


def step(days: int = 14, audience: Audience = Audience.TEAM_MANAGER) -> ReminderStep:
    return ReminderStep.objects.get(matter=Matter.SESSION_DUE, days=days, audience=audience)


def given(count: str = "21", side: str = "after", audience: str = "team_manager") -> dict[str, str]:
    return {"count": count, "side": side, "audience": audience}


def test_the_steps_are_listed_in_words(client_: Client) -> None:
    page = client_.get(STEPS).content.decode()
    assert all(words in page for words in ("7 days before", "On the day", "28 days after", "The service manager"))


def test_a_step_is_added_before_or_after(client_: Client) -> None:
    client_.post(f"{STEPS}add/session_due/", given("10", "before", "person"))
    assert step(-10, Audience.PERSON).is_in_force


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (given("14"), "There is such a step already"),
        (given("91"), "Enter at most 90 days"),
        (given("-3"), "choose before or after"),
        (given(""), "Enter a number of days"),
        (given("5", "before"), "Nothing is escalated before its date"),
        (given(side=""), "Choose before or after"),
    ],
)
def test_a_step_that_cannot_be_is_explained(wrong: dict[str, str], words: str, client_: Client) -> None:
    answer = client_.post(f"{STEPS}add/session_due/", wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_step_is_changed_by_another_that_takes_its_place(client_: Client) -> None:
    client_.post(f"{STEPS}{step().pk}/", given("21"))
    assert not step().is_in_force
    assert step(21).is_in_force


def test_a_step_that_is_saved_as_it_was_stays(client_: Client) -> None:
    client_.post(f"{STEPS}{step().pk}/", given("14"))
    assert step().is_in_force


def test_a_step_is_taken_away_and_can_be_had_back(client_: Client) -> None:
    client_.post(f"{STEPS}{step().pk}/take-away/")
    assert not step().is_in_force
    assert "14 days after" not in client_.get(STEPS).content.decode()
    client_.post(f"{STEPS}add/session_due/", given("14"))
    assert step().is_in_force
    assert AuditEvent.objects.filter(kind="reminder_step").count() == 2


STATUS = "/administration/status/"


def test_a_clock_that_does_not_strike_is_said_plainly(client_: Client) -> None:
    page = client_.get(STATUS).content.decode()
    assert page.count("more than 5 minutes") == 3
    assert "Never yet" in page
    now = timezone.now()  # the page asks the clock, and the suite may have begun some minutes ago
    ticks.note("tick", at=now)
    ticks.note("make_reports", at=now)
    ticks.note("send_waiting", at=now - timedelta(hours=3))
    page = client_.get(STATUS).content.decode()
    assert page.count("more than 5 minutes") == 1
    assert "3\xa0hours ago" in page


def mail_in(state: MailState, **fields: object) -> OutgoingMail:
    return OutgoingMail.objects.create(
        key=str(OutgoingMail.objects.count()), kind="invitation", to="zoe@example.org", subject="S",
        body="a secret link", state=state, attempts=8, created_at=NOW, not_before=NOW, last_error="SMTPDataError",
        **fields,
    )  # fmt: skip


def test_mail_is_counted_and_its_rows_say_everything_but_what_it_said(client_: Client) -> None:
    mail_in(MailState.FAILED)
    assert "Failed" in client_.get(STATUS).content.decode()
    page = client_.get(f"{STATUS}mail/failed/").content.decode()
    assert all(words in page for words in ("zoe@example.org", "invitation", "SMTPDataError", "Send again"))
    assert "secret" not in page


def test_failed_mail_is_sent_again_and_waiting_mail_is_not(client_: Client) -> None:
    failed, waiting = mail_in(MailState.FAILED), mail_in(MailState.WAITING)
    client_.post(f"{STATUS}mail/{failed.pk}/again/")
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (MailState.WAITING, 0)
    answer = client_.post(f"{STATUS}mail/{waiting.pk}/again/", follow=True)
    assert "Only mail that failed" in answer.content.decode()


def test_a_state_without_a_list_is_not_there(client_: Client) -> None:
    assert client_.get(f"{STATUS}mail/sent/").status_code == 404
    assert client_.get(f"{STATUS}mail/nothing/").status_code == 404
