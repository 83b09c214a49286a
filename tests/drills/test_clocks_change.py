"""Does a reminder come once, and at its hour, in the nights in which the clocks go forward and back?

Two schedulers and two workers live through each night at once, from one moment of it to the next, and send to a real
mail server.
"""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from supervision.embedded.postgres import Cluster
from supervision.outbox.models import Notice, Tick
from supervision.reminders.models import NoticePreference, ReminderStep
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import Audience, Delivery, Matter, Role
from tests.drills.scene import OFF_BY, Scene, scene
from tests.people import begin, make_person, make_team
from tests.support.mail_server import MailServer

# What each of them wants: 01:30 is left out in March and comes twice in October.
NO_QUIET = {"quiet_from": time(0), "quiet_until": time(0)}
WISHES = {
    "amara": {"delivery": Delivery.DAILY, "daily_at": time(1, 30), **NO_QUIET},
    "ben": {"quiet_from": time(22), "quiet_until": time(1, 30)},
    "cora": NO_QUIET,
}
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)
ALL = "amara ben cora"
# Who has been told by when, in UTC. In March 01:30 is an hour later, 02:30 on the wall; in October it is the first of
# the two, and midnight of summer time is the evening before.
SO_FAR = {
    FORWARD: {"-0:10": "", "0:10": "cora", "0:50": "cora", "1:20": "cora", "1:40": ALL, "2:40": ALL},
    BACK: {"-1:10": "", "-0:50": "cora", "0:20": "cora", "0:40": ALL, "1:40": ALL},
}


@pytest.mark.parametrize("night", [FORWARD, BACK], ids=["forward", "back"])
def test_a_night_in_which_the_clocks_change(
    night: date, own_database: str, cluster: Cluster, tmp_path: Path, mail_server: MailServer
) -> None:
    due_on(night)
    with scene(cluster, own_database, tmp_path, mail_server) as stage:
        stage.app = "tests.drills.night_clock"
        stage.environment[OFF_BY] = str(tmp_path / "off_by")
        moments = [(_moment(night, hours), told.split()) for hours, told in SO_FAR[night].items()]
        set_clock(tmp_path, moments[0][0])
        stage.broker()
        for number in (1, 2):
            stage.beat(number)
            stage.worker()
        for moment, told in moments:
            set_clock(tmp_path, moment)
            wait_for(stage, moment)
            assert sorted(address.partition(".")[0] for address in stage.received().elements()) == told, moment
    assert Notice.objects.count() == len(WISHES)
    assert len(mail_server.received) == len(set(mail_server.ids)) == len(WISHES)


def _moment(night: date, hours: str) -> datetime:
    """`hours` and minutes after midnight in UTC."""
    sign = -1 if hours.startswith("-") else 1
    after, minutes = map(int, hours.lstrip("-").split(":"))
    return datetime.combine(night, time(), tzinfo=UTC) + sign * timedelta(hours=after, minutes=minutes)


def set_clock(place: Path, moment: datetime) -> None:
    written = place / "off_by.new"
    written.write_text(str((moment - timezone.now()).total_seconds()))
    written.replace(place / "off_by")


def wait_for(stage: Scene, moment: datetime) -> None:
    """Until each clock has struck then, and once more: each leaves what the other is at work on to that one."""
    clocks = list(settings.CELERY_BEAT_SCHEDULE)
    for seconds in (1, 2):
        struck = Tick.objects.filter(name__in=clocks, last_at__gte=moment + timedelta(seconds=seconds))
        stage.wait(lambda struck=struck: struck.count() == len(clocks))
        stage.wait(stage.is_at_rest)


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
