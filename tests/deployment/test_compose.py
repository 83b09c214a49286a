"""Do the commands that docker-compose.yml names work? Here they run as processes, on a real PostgreSQL and Valkey."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg2
import pytest

from supervision.embedded import valkey
from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import OWNER, RUNTIME, Cluster, superuser
from supervision.embedded.processes import Child
from tests.deployment.compose import OURS, SERVICES, environment
from tests.support.databases import drop
from tests.support.served import free_port

VALUES = {
    "REFLECT_SECRET_KEY": "only-for-this-test-0123456789-abcdefghijklmnopqrstuvwxyz",
    "REFLECT_TEXT_KEYS": "test:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "REFLECT_DOMAIN": "reflect.example.org",
    "REFLECT_ORGANISATION": "Example Children's Services",
    "REFLECT_MAIL_URL": "smtp://127.0.0.1:9",
    "REFLECT_MAIL_FROM": "Reflect <reflect@example.org>",
    "REFLECT_OWNER_PASSWORD": "owner",
    "REFLECT_APP_PASSWORD": "app",
}


class Deployment:
    """The services of ours, each with its own command and settings; only the servers' addresses are this machine's."""

    def __init__(self, cluster: Cluster, database: str, broker: Path, static: Path) -> None:
        self.port = free_port()
        self.database_urls = {
            f"postgresql://{OWNER}:owner@database:5432/reflect": cluster.url(OWNER, database),
            f"postgresql://{RUNTIME}:app@database:5432/reflect": cluster.url(RUNTIME, database),
        }
        self.here = {
            "REFLECT_BROKER_URL": valkey.broker_url(broker),
            "REFLECT_BIND": f"127.0.0.1:{self.port}",
            "REFLECT_STATIC_ROOT": str(static),
        }

    def settings(self, service: str) -> dict[str, str]:
        said = environment(service, VALUES)
        outside = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONUNBUFFERED": "1"}
        return outside | said | self.here | {"REFLECT_DATABASE_URL": self.database_urls[said["REFLECT_DATABASE_URL"]]}

    def run(self, service: str, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, cwd=CHECKOUT, env=self.settings(service), capture_output=True, text=True)

    def check_health(self, service: str) -> "subprocess.CompletedProcess[str]":
        return self.run(service, SERVICES[service]["healthcheck"]["test"][1:])

    def child(self, service: str) -> Child:
        return Child(service, SERVICES[service]["command"], self.settings(service), options={"cwd": CHECKOUT})


def succeeds(deployment: Deployment, service: str, seconds: float = 30) -> bool:
    """Whether the service's own health check passes in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if deployment.check_health(service).returncode == 0:
            return True
        time.sleep(0.2)
    return False


@pytest.fixture(scope="module")
def deployment(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory, static_files: None) -> Iterator[Deployment]:
    """An empty database with the roles, a broker, and then the one-shot service that makes the tables."""
    place, name = tmp_path_factory.mktemp("d"), "compose"
    broker = valkey.child(place / "valkey.sock")
    with ExitStack() as stack:
        with superuser(cluster, "postgres") as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        stack.callback(drop, cluster, name)
        with superuser(cluster, name) as cursor:
            cursor.execute((CHECKOUT / "deploy" / "roles.sql").read_text())
        stack.callback(broker.stop)
        broker.start()
        assert broker.wait_until_ready()
        made = Deployment(cluster, name, place / "valkey.sock", Path(os.environ["REFLECT_STATIC_ROOT"]))
        migrated = made.run("migrate", SERVICES["migrate"]["command"])
        assert migrated.returncode == 0, migrated.stderr
        yield made


def test_the_one_shot_service_leaves_tables_that_the_runtime_role_can_use(deployment: Deployment) -> None:
    connection = psycopg2.connect(deployment.settings("web")["REFLECT_DATABASE_URL"])
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_person")
        assert cursor.fetchone() == (0,)
    connection.close()


def test_the_web_service_passes_its_health_check_and_fails_it_when_it_is_down(deployment: Deployment) -> None:
    assert deployment.check_health("web").returncode != 0
    web = deployment.child("web")
    try:
        web.start()
        assert succeeds(deployment, "web")
    finally:
        web.stop()


def test_beat_says_now_and_the_worker_does_it(deployment: Deployment) -> None:
    worker, beat = deployment.child("worker"), deployment.child("beat")
    schedule = f"{deployment.here['REFLECT_STATIC_ROOT']}-beat"  # /tmp is the container's own
    beat.command = [schedule if part == "/tmp/beat" else part for part in beat.command]
    count = ["celery", "--app", "supervision.celery", "inspect", "stats", "--timeout", "1", "--json"]
    try:
        worker.start()
        assert succeeds(deployment, "worker")
        beat.start()
        end = time.monotonic() + 30
        while '"supervision.outbox.tasks.send_waiting": ' not in deployment.run("worker", count).stdout:
            assert time.monotonic() < end, "the worker was never told to send what waits"
    finally:
        beat.stop()
        worker.stop()


def test_only_the_one_shot_service_has_the_rights_of_the_owner() -> None:
    owners = {name for name in OURS if OWNER in environment(name, VALUES)["REFLECT_DATABASE_URL"]}
    assert owners == {"migrate"}


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}


def test_every_variable_that_the_services_are_given_is_in_the_table_of_the_guide() -> None:
    guide = (CHECKOUT / "docs" / "operations.md").read_text()
    given = {name for service in OURS for name in SERVICES[service]["environment"]}
    assert {name for name in given if f"| `{name}` |" not in guide} == set()


def test_every_variable_that_the_settings_read_is_in_the_table_of_the_guide() -> None:
    guide = (CHECKOUT / "docs" / "operations.md").read_text()
    code = (CHECKOUT / "supervision" / "settings.py").read_text()
    read = set(re.findall(r'"(REFLECT_[A-Z_]+)"', code))
    assert {name for name in read if f"| `{name}` |" not in guide} == set()
