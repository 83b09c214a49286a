"""Does a reminder come once, and at its hour, in the nights in which the clocks go forward and back?

Two processes live through each night at once, as two schedulers would, and send to a real mail server.
"""

import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import Cluster
from supervision.outbox.models import Notice, OutgoingMail
from supervision.reminders.models import NoticePreference, ReminderStep
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import Audience, Delivery, Matter, Role
from tests.drills.scene import scene
from tests.people import begin, make_person, make_team
from tests.support.mail_server import MailServer

EVERY = timedelta(minutes=5)
# What each of them wants: 01:30 is left out in March and comes twice in October.
NO_QUIET = {"quiet_from": time(0), "quiet_until": time(0)}
WISHES = {
    "amara": {"delivery": Delivery.DAILY, "daily_at": time(1, 30), **NO_QUIET},
    "ben": {"quiet_from": time(22), "quiet_until": time(1, 30)},
    "cora": NO_QUIET,
}
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)
# In UTC. In March 01:30 is an hour later, 02:30 on the wall; in October it is the first of the two.
EXPECTED = {
    FORWARD: {"amara": "01:30", "ben": "01:30", "cora": "00:00"},
    BACK: {"amara": "00:30", "ben": "00:30", "cora": "23:00"},
}


@pytest.mark.parametrize("night", [FORWARD, BACK], ids=["forward", "back"])
def test_a_night_in_which_the_clocks_change(
    night: date, own_database: str, cluster: Cluster, tmp_path: Path, mail_server: MailServer
) -> None:
    due_on(night)
    with scene(cluster, own_database, tmp_path, mail_server) as stage:
        live_through(night, [stage.environment] * 2)
    assert Notice.objects.count() == len(WISHES)
    assert len(mail_server.received) == len(set(mail_server.ids)) == len(WISHES)
    for mail in OutgoingMail.objects.all():
        wanted = datetime.combine(night, time.fromisoformat(EXPECTED[night][mail.to.partition(".")[0]]), tzinfo=UTC)
        if wanted.hour == 23:  # midnight of summer time is the evening before
            wanted -= timedelta(days=1)
        assert mail.sent_at is not None
        # Each leaves to the other what that one is at work on, which may be done one tick later.
        assert timedelta(0) <= mail.sent_at - wanted <= 2 * EVERY, f"{mail.to} at {mail.sent_at}"


def live_through(night: date, environments: list[dict[str, str]]) -> None:
    """Six hours around the change, with all of them at the same moment at once."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.drills.night"]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": CHECKOUT}
    workers = [subprocess.Popen(command, env=environment, **pipes) for environment in environments]
    at = datetime.combine(night - timedelta(days=1), time(22), tzinfo=UTC)
    for moment in (at + number * EVERY for number in range(6 * 12 + 1)):
        for worker in workers:
            print(moment.isoformat(), file=worker.stdin, flush=True)
        assert {worker.stdout.readline().strip() for worker in workers} == {moment.isoformat()}
    for worker in workers:
        worker.communicate(timeout=30)


def due_on(night: date) -> None:
    """Three people, each with a session due that Sunday, and a supervisor who hears nothing in this night."""
    supervisor, team = make_person("Priya Stone", Role.SUPERVISOR, is_active=False), make_team()
    for name, wishes in WISHES.items():
        person = make_person(f"{name.capitalize()} Quill", Role.PRACTITIONER, team=team)
        begin(person, supervisor, starts_on=night - timedelta(days=28))
        NoticePreference.objects.create(person=person, **wishes)
    ReminderStep.objects.exclude(matter=Matter.SESSION_DUE, days=0, audience=Audience.PERSON).delete()
    SupervisionArrangement.objects.update(remind_on=night)
    Notice.objects.all().delete()  # what they were told when it was set up


def test_the_schedule_knows_no_local_time() -> None:
    """A schedule by the clock on the wall would leave out an hour in March, and Celery's does so in October."""
    assert settings.CELERY_TIMEZONE == "UTC"
    assert all(isinstance(entry["schedule"], float) for entry in settings.CELERY_BEAT_SCHEDULE.values())
