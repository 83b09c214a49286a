"""Which databases do the tests use? Copies of one that its owner made: a copy takes a tenth of a second."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db import connections

from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import DATABASE, OWNER, RUNTIME, Cluster, superuser

DEMO = "reflect_demo"


def make_tables(cluster: Cluster) -> None:
    """Tables in the database that all others are copied from, made by their owner; nobody else ever connects to it."""
    cluster.make_roles()
    with pointed_at(DATABASE, OWNER):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)


def copy(cluster: Cluster, name: str, source: str = DATABASE) -> str:
    with superuser(cluster, "postgres") as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    return name


def drop(cluster: Cluster, name: str) -> None:
    with superuser(cluster, "postgres") as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def pointed_at(name: str, role: str = RUNTIME, host: str | None = None) -> Iterator[None]:
    """Django's connection, in every thread, goes to that database as that role until the end of the block."""
    connection = connections["default"]
    before = {key: connection.settings_dict[key] for key in ("NAME", "USER", "HOST")}
    connection.close()
    connection.settings_dict.update(before | {"NAME": name, "USER": role} | ({"HOST": host} if host else {}))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def make_demo(cluster: Cluster) -> str:
    copy(cluster, DEMO)
    manage({"REFLECT_DATABASE_URL": cluster.url(RUNTIME, DEMO)}, "load_demo")
    return DEMO


def manage(settings: dict[str, str], *command: str) -> str:
    """What a command of the product prints, run as a process of its own."""
    done = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=CHECKOUT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"manage.py {' '.join(command)} failed:\n{done.stdout}{done.stderr}"
    return done.stdout
