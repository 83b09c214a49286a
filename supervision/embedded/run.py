"""What does `make run` start, and in which order?"""

import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg2

from supervision.embedded import CannotRun, valkey
from supervision.embedded.environment import CHECKOUT, as_owner, home, port, settings_for
from supervision.embedded.lock import held
from supervision.embedded.postgres import OWNER, RUNTIME, embedded_cluster
from supervision.embedded.processes import Child, Supervisor, say

ADDRESS = "127.0.0.1"


def run() -> None:
    directory = home()
    with held(directory) as ours:
        if not ours:
            raise CannotRun("Another `make run` or embedded command of this checkout is at work. End it first.")
        check_port()
        supervisor = Supervisor()
        supervisor.stop_on_signals()
        try:
            settings = start_everything(supervisor, directory)
            if not supervisor.stopping.is_set():
                greet(settings)
            supervisor.watch()
        finally:
            say("reflect", "stopping")
            supervisor.stop()
            say("reflect", "stopped")


def check_port() -> None:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((ADDRESS, port()))
        except OSError as error:
            raise CannotRun(
                f"Port {port()} cannot be used ({error.strerror}). Choose another: REFLECT_PORT={port() + 1} make run"
            ) from error


def start_everything(supervisor: Supervisor, directory: Path) -> dict[str, str]:
    settings, owner = servers(supervisor, directory)
    manage(owner, "migrate", "--verbosity", "0")
    manage(owner, "createcachetable", "--verbosity", "0")
    manage(settings, "collectstatic", "--noinput", "--verbosity", "0")
    if is_empty(settings["REFLECT_DATABASE_URL"]):
        say("reflect", "making the demonstration data")
        manage(settings, "load_demo", "--verbosity", "0")  # who can sign in is said once all is up
    for child in programs(settings, directory):
        supervisor.start(child)
    return settings


def servers(supervisor: Supervisor, directory: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The database and broker that the environment names, or ours; and the settings of the runtime and of the owner."""
    database_url = os.environ.get("REFLECT_DATABASE_URL", "")
    owner_url = os.environ.get("REFLECT_OWNER_DATABASE_URL", database_url)
    if not database_url:
        database_url, owner_url = start_database(supervisor, directory)
    broker_url = os.environ.get("REFLECT_BROKER_URL", "")
    if not broker_url:
        path = valkey.socket_path(directory)
        start(supervisor, valkey.child(path))
        broker_url = valkey.broker_url(path)
    settings = settings_for(directory, database_url=database_url, broker_url=broker_url)
    return settings, as_owner(settings, owner_url)


def start_database(supervisor: Supervisor, directory: Path) -> tuple[str, str]:
    cluster = embedded_cluster(directory)
    cluster.stop_orphan()
    start(supervisor, cluster.child())
    cluster.make_roles()
    return cluster.url(RUNTIME), cluster.url(OWNER)


def start(supervisor: Supervisor, child: Child) -> None:
    if not supervisor.start(child):
        raise CannotRun(f"The {child.name} did not start; its messages are above.")


def manage(settings: dict[str, str], *command: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=CHECKOUT, env=settings)
    if done.returncode:
        raise CannotRun(f"`manage.py {command[0]}` failed; its messages are above.")


def is_empty(database_url: str) -> bool:
    """Whether nobody is in the database yet, so that the demonstration data may come."""
    connection = psycopg2.connect(database_url)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT NOT EXISTS (SELECT FROM accounts_person)")
            found = cursor.fetchone()
    finally:
        connection.close()
    return bool(found and found[0])


def programs(settings: dict[str, str], directory: Path) -> list[Child]:
    """The three processes of the product, as they run in production too."""
    as_root = "ignore:You're running the worker with superuser"  # in a container nobody else may be there
    celery = [sys.executable, "-W", as_root, "-m", "celery", "--quiet", "--app", "supervision.celery"]
    web = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "supervision.wsgi"]
    here = {"cwd": CHECKOUT}
    return [
        Child("worker", [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"], settings, options=here),
        Child(
            "beat",
            [*celery, "beat", "--schedule", str(directory / "beat"), "--pidfile", "", "--loglevel", "WARNING"],
            settings,
            options=here,
        ),
        Child("web", web, {**settings, "REFLECT_BIND": f"{ADDRESS}:{port()}"}, options=here, ready=serves),
    ]


def serves() -> bool:
    with socket.socket() as attempt:
        attempt.settimeout(1)
        return attempt.connect_ex((ADDRESS, port())) == 0


def greet(settings: dict[str, str]) -> None:
    shown = subprocess.run(
        [sys.executable, "manage.py", "load_demo", "--show-sign-ins"],
        cwd=CHECKOUT,
        env=settings,
        capture_output=True,
        text=True,
    )
    lines = [f"Reflect is ready: http://localhost:{port()}/", *shown.stdout.splitlines(), "Ctrl-C ends it."]
    for line in lines:
        say("reflect", line)
