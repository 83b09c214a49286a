"""Is anybody told twice, or not at all, when PostgreSQL goes away in the middle of the work and comes back?"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import DATABASE, FAST_BUT_FORGETFUL, OWNER, Cluster, temporary_cluster
from supervision.embedded.processes import Child
from tests.drills.scene import scene
from tests.drills.test_processes_die import DUE, everybody_was_told_once, fill, no_mail_is_lost
from tests.support.databases import pointed_at
from tests.support.mail_server import MailServer

AWAY = 3.0  # seconds without a database


@pytest.fixture
def server(django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cluster, Child]]:
    """A PostgreSQL of the drill's own, with tables and people, because it will be stopped."""
    with temporary_cluster(**FAST_BUT_FORGETFUL) as (cluster, child):
        cluster.make_roles()
        for command in ("migrate", "createcachetable"):
            subprocess.run(
                [sys.executable, "manage.py", command, "--verbosity", "0"],
                cwd=CHECKOUT,
                env={**os.environ, "REFLECT_DATABASE_URL": cluster.url(OWNER)},
                check=True,
            )
        with django_db_blocker.unblock(), pointed_at(DATABASE, host=str(cluster.sockets)):
            fill(cluster, DATABASE)
            yield cluster, child


def test_a_database_that_restarts_at_work(
    server: tuple[Cluster, Child], tmp_path: Path, mail_server: MailServer
) -> None:
    cluster, database = server
    with scene(cluster, DATABASE, tmp_path, mail_server) as stage:
        stage.broker()
        stage.worker()
        stage.beat()
        stage.wait(lambda: len(stage.mail_server.received) >= 100)
        database.stop()
        time.sleep(AWAY)
        database.start()
        assert database.wait_until_ready()
        stage.wait(lambda: stage.is_still(DUE))
        connection.close()  # this process lost its own as well
        everybody_was_told_once(stage)
        no_mail_is_lost(stage)
