"""Is a report the same file, whenever its worker is killed? `KILLS=10` kills ten of them, each at a random point."""

import hashlib
import os
import random
import subprocess
import sys
import time
import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import Person
from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import RUNTIME, Cluster
from supervision.report_vocabulary import ReportState
from supervision.reports.models import ReportRun
from supervision.reports.services import making, runs
from supervision.vocabulary import Role
from tests.people import begin, make_person, make_team, start
from tests.reports.cast import ask, file_of

KILLS = int(os.environ.get("KILLS", "2"))
SESSIONS = 40_000
LONGEST = 60.0  # seconds that anything may take
# As many more sessions as a large service has in some years, all like one that was begun by the services.
MORE = """
INSERT INTO supervision_sessions_supervisionsession SELECT (jsonb_populate_record(one, jsonb_build_object(
    'id', gen_random_uuid(), 'start_key', gen_random_uuid(), 'held_on', one.held_on - n %% 900))).*
FROM supervision_sessions_supervisionsession one, generate_series(2, %s) n"""


@pytest.fixture
def manager(own_database: str, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(runs, "SLICE", 200)  # each a few milliseconds of work
    team = make_team()
    practitioner, supervisor = make_person("Amara", team=team), make_person("Priya", team=team)
    start(begin(practitioner, supervisor))
    with connection.cursor() as cursor:
        cursor.execute(MORE, [SESSIONS])
    return make_person("Grace", Role.MANAGER)


def worker(cluster: Cluster, database: str) -> subprocess.Popen[bytes]:
    """A process of the product that makes what waits."""
    here = {**os.environ, "REFLECT_DATABASE_URL": cluster.url(RUNTIME, database)}
    command = [sys.executable, "manage.py", "make_reports"]
    return subprocess.Popen(command, cwd=CHECKOUT, env=here, stdout=subprocess.DEVNULL)


def until(happened: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + LONGEST
    while not happened():
        assert time.monotonic() < end, what
        time.sleep(0.002)


def done(run: ReportRun) -> int:
    run.refresh_from_db()
    return run.rows_done


def kill_at(rows: int, run: ReportRun, cluster: Cluster, database: str) -> None:
    killed = worker(cluster, database)
    until(lambda: done(run) >= rows, "the worker did not begin")
    time.sleep(random.uniform(0, 0.01))
    killed.kill()
    killed.wait()
    run.refresh_from_db()
    assert (run.state, run.slices.exclude(body=None).count() * runs.SLICE) == (ReportState.MAKING, run.rows_done)
    ReportRun.objects.filter(pk=run.pk).update(lease_until=timezone.now())  # as if its lease had run out


def test_workers_that_are_killed_leave_the_same_file(manager: Person, own_database: str, cluster: Cluster) -> None:
    undisturbed = ask(manager)
    assert making.make_waiting() == 1
    run = ask(manager)  # at the same moment, of the same sessions
    seed = uuid.uuid4().int % 10_000
    points = sorted(random.Random(seed).sample(range(SESSIONS * 4 // 5), KILLS))
    for rows in points:
        kill_at(rows, run, cluster, own_database)
    assert worker(cluster, own_database).wait(LONGEST) == 0
    run.refresh_from_db()
    undisturbed.refresh_from_db()
    assert run.digest == undisturbed.digest == hashlib.sha256(file_of(run)).hexdigest(), f"{points}, seed {seed}"
    assert run.rows_done == SESSIONS
