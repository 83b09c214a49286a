"""Does the clock call tasks that exist, and do they tidy up?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from supervision.celery import app
from supervision.outbox.models import OutgoingMail
from supervision.outbox.sending import send_waiting
from supervision.outbox.services import KEPT
from supervision.reminders.tidying import DAY, tidy
from supervision.sessions.models import CarriedPost
from supervision.sessions.services import carrying
from tests.people import NOW, make_person


def test_every_task_on_the_schedule_exists() -> None:
    app.loader.import_default_modules()
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_what_is_due_is_looked_for_every_minute_and_what_waits_every_five_seconds() -> None:
    every = {name: (entry["task"], entry["schedule"]) for name, entry in settings.CELERY_BEAT_SCHEDULE.items()}
    assert every == {
        "tick": ("supervision.reminders.tasks.tick", 60.0),
        "send_waiting": ("supervision.outbox.tasks.send_waiting", 5.0),
        "make_reports": ("supervision.reports.tasks.make_reports", 5.0),
    }


@pytest.mark.django_db
def test_the_daily_tidy_forgets_what_is_over_and_what_was_left(
    queue: Callable[..., OutgoingMail],
) -> None:
    queue("old", at=NOW - KEPT - timedelta(days=1))
    queue("new")
    send_waiting(at=NOW)
    for name, ends in (("ended", NOW - timedelta(hours=1)), ("open", NOW + timedelta(hours=1))):
        Session.objects.create(session_key=name, session_data="x", expire_date=ends)
    person = make_person("Amara Quill")
    for path, age in (("/old/", timedelta(days=2)), ("/new/", timedelta(hours=2))):
        carrying.carry(person=person, path=path, fields={"text": ["Words"]}, at=NOW - age)
    assert tidy(at=NOW) == 2
    assert [post.path for post in CarriedPost.objects.all()] == ["/new/"]
    assert OutgoingMail.objects.get().key == "new"
    assert Session.objects.get().session_key == "open"
    assert tidy(at=NOW + DAY - timedelta(seconds=1)) == 0
    assert tidy(at=NOW + DAY) == 1  # the other form, whose day is over now
