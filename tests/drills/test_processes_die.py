"""Is anybody told twice, or not at all, when workers, schedulers, the broker or the database die at work?"""

import random
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.models import Person
from bench.data import make
from supervision.embedded.postgres import Cluster, superuser
from supervision.outbox.sending import LEASE, send_waiting
from supervision.reminders.models import NoticePreference, ReminderStep
from supervision.vocabulary import Audience, Matter
from tests.drills.scene import Scene, kill, scene
from tests.people import TODAY
from tests.support.mail_server import MailServer

DUE = 1000  # 16 in 100 are overdue
PEOPLE = DUE * 100 // 16
SLOW = 0.001  # seconds
WRITING = "datname = current_database() AND wait_event = 'PgSleep'"


def fill(cluster: Cluster, database: str) -> None:
    """Everybody who is overdue is to hear of it once, at whatever hour the drill is held."""
    make(PEOPLE, str(TODAY))
    with superuser(cluster, database) as cursor:
        cursor.execute("ANALYZE")  # the servers of the tests do not do so by themselves
    ReminderStep.objects.exclude(matter=Matter.SESSION_DUE, days=0, audience=Audience.PERSON).delete()
    NoticePreference.objects.bulk_create(
        NoticePreference(person=person, quiet_from="00:00", quiet_until="00:00") for person in Person.objects.all()
    )


@pytest.fixture
def stage(own_database: str, cluster: Cluster, tmp_path: Path, mail_server: MailServer) -> Iterator[Scene]:
    fill(cluster, own_database)
    with scene(cluster, own_database, tmp_path, mail_server) as set_up:
        yield set_up


def everybody_was_told_once(stage: Scene, due: int = DUE) -> None:
    assert stage.notices() == due
    assert stage.count("(SELECT DISTINCT person_id FROM outbox_notice) told") == due


def no_mail_is_lost(stage: Scene, due: int = DUE) -> None:
    """Each person got theirs; a second copy, after a sender died at work, is known to be the same mail."""
    for later in (LEASE, timedelta(days=1)):  # what a dead sender had claimed is doubted, then sent again
        send_waiting(at=timezone.now() + later)
    assert len(stage.received()) == due
    assert len(set(stage.mail_server.ids)) == due


@contextmanager
def written_slowly(cluster: Cluster, database: str) -> Iterator[None]:
    """Each notice takes as long as on a slow disk, so that somebody can die while they are being written."""
    slowly = f"BEGIN PERFORM pg_sleep({SLOW}); RETURN NEW; END"
    with superuser(cluster, database) as cursor:
        cursor.execute(f"CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ {slowly} $$")
        cursor.execute("CREATE TRIGGER slowly BEFORE INSERT ON outbox_notice FOR EACH ROW EXECUTE FUNCTION slowly()")
    yield
    with superuser(cluster, database) as cursor:
        cursor.execute("DROP FUNCTION slowly CASCADE")  # once what the killed one had begun has been taken back


def die_while_notices_are_written(stage: Scene) -> None:
    """Somewhere in the sweep that has a thousand people to tell. Nothing of it stays."""
    seed = uuid.uuid4().int % 10_000
    worker = stage.worker()
    stage.wait(lambda: bool(stage.count("pg_stat_activity", WRITING)))
    time.sleep(random.Random(seed).uniform(0, SLOW * DUE * 0.8))  # all of them take SLOW * DUE at least
    kill(worker)
    assert stage.notices() == 0, f"seed {seed}"


def test_workers_that_are_killed_at_work(stage: Scene, cluster: Cluster, own_database: str) -> None:
    stage.broker()
    stage.beat()
    with written_slowly(cluster, own_database):
        die_while_notices_are_written(stage)
    for count in (150, 300, 450):
        worker = stage.worker()
        stage.wait(lambda count=count: len(stage.mail_server.received) >= count)
        kill(worker)
    stage.worker()
    stage.wait(lambda: stage.is_still(DUE))
    everybody_was_told_once(stage)
    no_mail_is_lost(stage)


def test_two_schedulers_and_two_workers(stage: Scene) -> None:
    stage.broker()
    for number in (1, 2):
        stage.worker()
        stage.beat(number)
    stage.wait(lambda: stage.is_done(DUE))
    everybody_was_told_once(stage)
    assert max(stage.received().values()) == 1
    no_mail_is_lost(stage)


def test_a_broker_that_comes_late_and_forgets_everything(stage: Scene) -> None:
    stage.worker()
    stage.beat()
    broker = stage.broker()
    stage.wait(lambda: bool(stage.mail_server.received))
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(str(stage.socket))
        connection.sendall(b"FLUSHALL\r\n")
        assert connection.recv(16).startswith(b"+OK")
    kill(broker)
    stage.broker()
    stage.wait(lambda: stage.is_done(DUE))
    everybody_was_told_once(stage)
    no_mail_is_lost(stage)


def test_a_broker_that_hangs(stage: Scene) -> None:
    with Silent(stage.socket) as gone:
        stage.worker()
        stage.beat()
        assert gone.wait(timeout=60)
    stage.broker()
    stage.wait(lambda: stage.is_done(DUE))
    everybody_was_told_once(stage)


class Silent:
    """A broker that takes connections and never answers; the event is set when it has had three of them."""

    def __init__(self, path: Path) -> None:
        self.path, self.enough, self.held = path, threading.Event(), list[socket.socket]()
        self.listener = socket.socket(socket.AF_UNIX)

    def __enter__(self) -> threading.Event:
        self.listener.bind(str(self.path))
        self.listener.listen(64)
        threading.Thread(target=self._take, daemon=True).start()
        return self.enough

    def _take(self) -> None:
        while True:
            try:
                self.held.append(self.listener.accept()[0])
            except OSError:
                return
            if len(self.held) >= 3:
                self.enough.set()

    def __exit__(self, *_: object) -> None:
        self.listener.close()
        for connection in self.held:
            connection.close()
        self.path.unlink()
