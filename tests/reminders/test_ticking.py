"""Does a minute's work come out the same when it is late, is run twice, or by two at once?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from accounts.models import Person
from supervision.outbox.models import Notice, OutgoingMail, Tick
from supervision.reminders.models import ReminderStep
from supervision.reminders.sweep import sweep
from supervision.reminders.tasks import tick as task
from supervision.reminders.ticking import WORK, tick
from supervision.sessions.models import Departure, SupervisionArrangement
from supervision.vocabulary import MailState, Role
from tests.people import begin, make_person, make_team
from tests.reminders.days import DUE, on


@pytest.mark.django_db
def test_one_minute_tells_and_mails_and_is_noted(due: SupervisionArrangement) -> None:
    nothing = dict.fromkeys(WORK, 0)
    assert tick(at=on(0)) == nothing | {"told": 2, "mails": 2, "sealed": 1}  # that they were paired
    assert tick(at=on(0, 10, 1)) == nothing
    assert Tick.objects.get(name="tick").last_at == on(0, 10, 1)


@pytest.mark.django_db
def test_what_fails_stands_in_nobody_elses_way(due: SupervisionArrangement) -> None:
    step = ReminderStep.objects.filter(matter="session_due")[0]
    Notice.objects.create(
        key=f"session_due:x:2026-01-01:{step.pk}:1", about_id="not a number", kind="session_due",
        person=due.practitioner, about_on=DUE, made_at=on(-9),
    )  # fmt: skip
    done = tick(at=on(0))
    assert "settled" not in done
    assert (done["told"], done["mails"]) == (2, 2)
    assert not Tick.objects.filter(name="tick").exists()  # so that the status page shows a clock that stands still
    with pytest.raises(CommandError):
        call_command("tick")


@pytest.mark.django_db
def test_the_command_does_all_the_schedule_does(
    due: SupervisionArrangement, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("tick")
    assert "2 told, 0 settled" in capsys.readouterr().out
    task()
    assert Notice.objects.count() == 2
    assert set(Tick.objects.values_list("name", flat=True)) == {*django_settings.CELERY_BEAT_SCHEDULE, "tidy"}


@pytest.mark.django_db
def test_what_is_planned_for_today_comes_about(colleague: Person, administrator: Person) -> None:
    departure = Departure.objects.create(
        person=colleague, last_on=DUE - timedelta(days=1), planned_by=administrator, planned_at=on(-9)
    )
    assert tick(at=on(0))["passed_on"] == 1
    departure.refresh_from_db()
    assert departure.applied_at == on(0)


@pytest.mark.django_db
def test_the_command_sends_what_waits_without_celery(
    due: SupervisionArrangement, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    OutgoingMail.objects.create(
        key="x", kind="test", to="a@example.org", subject="x", body="x", created_at=timezone.now(),
        not_before=timezone.now(),
    )  # fmt: skip
    settings.EMAIL_BACKEND = "nowhere.Backend"
    with pytest.raises(CommandError):
        call_command("tick")
    assert "0 made, 0 deleted" in capsys.readouterr().out  # reports, all the same
    assert not Tick.objects.filter(name="send_waiting").exists()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    OutgoingMail.objects.update(state=MailState.WAITING, not_before=timezone.now())
    call_command("tick")
    assert OutgoingMail.objects.get(key="x").state == MailState.SENT


def test_four_at_once_tell_each_person_once(own_database: str) -> None:
    supervisor = make_person("Priya Stone", Role.SUPERVISOR, team=make_team())
    for number in range(50):
        begin(make_person(f"P{number}", Role.PRACTITIONER, team=supervisor.team), supervisor)
    SupervisionArrangement.objects.update(remind_on=DUE)
    Notice.objects.all().delete()  # what they were told when they were set up

    def strike(_: int) -> int:
        try:
            return sweep(at=on(0)) + tick(at=on(0))["told"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        made = sum(threads.map(strike, range(4)))
    assert made == Notice.objects.count() == 100
    assert OutgoingMail.objects.count() == 51
    assert OutgoingMail.objects.values("to").distinct().count() == 51


@pytest.mark.django_db
def test_a_step_that_administrators_have_or_had_stays_theirs() -> None:
    add_steps = import_module("supervision.reminders.migrations.0005_nobody_is_left_out").add_steps
    own = ReminderStep.objects.filter(matter="record_unsigned", audience="supervisor")
    for given in ({"days": 3}, {"is_in_force": False}):
        own.update(**given)
        add_steps(apps, None)
        assert own.values("days", "is_in_force").get() == {"days": 3, "is_in_force": True} | given
    own.delete()
    add_steps(apps, None)
    assert own.get().days == 1
