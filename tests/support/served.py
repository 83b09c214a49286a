"""How does a test see the product as people do? Through the real web server, on a database of its own."""

import itertools
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg2
from pytest_django import DjangoDbBlocker

from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import RUNTIME, Cluster
from supervision.embedded.processes import Child
from tests.support import databases

NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Served:
    """A running product: its address, and the ways to its database."""

    url: str
    database: str
    database_url: str
    blocker: DjangoDbBlocker
    server: Child

    def restart(self) -> None:
        self.server.stop()
        self.server.start()
        assert self.server.wait_until_ready(), "the web server did not start again"

    def forget_sign_ins(self) -> None:
        """Every session ends, as when each had run out."""
        self.sql("DELETE FROM django_session")

    def sql(self, statement: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
        """Rows of a statement, run by the runtime role and committed."""
        connection = psycopg2.connect(self.database_url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def manage(self, *command: str) -> str:
        return databases.manage({"REFLECT_DATABASE_URL": self.database_url}, *command)

    @contextmanager
    def models(self) -> Iterator[None]:
        """Within the block Django's models read and write the served database, and what they write is committed."""
        with self.blocker.unblock(), databases.pointed_at(self.database):
            yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(cluster: Cluster, blocker: DjangoDbBlocker, source: str) -> Iterator[Served]:
    name = databases.copy(cluster, f"served_{next(NUMBERS)}", source)
    url, port = cluster.url(RUNTIME, name), free_port()
    here = {"REFLECT_BIND": f"127.0.0.1:{port}", "REFLECT_ADDRESS": f"http://127.0.0.1:{port}"}
    server = Child(
        "web",
        [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "supervision.wsgi"],
        {**os.environ, **here, "REFLECT_DATABASE_URL": url, "REFLECT_WEB_PROCESSES": "1"},
        options={"cwd": CHECKOUT},
        ready=lambda: _answers(port),
    )
    try:
        server.start()
        assert server.wait_until_ready(), "the web server did not start; its messages are above"
        yield Served(f"http://127.0.0.1:{port}", name, url, blocker, server)
    finally:
        server.stop()
        databases.drop(cluster, name)


def _answers(port: int) -> bool:
    """Whether a worker answers, not only the socket that the master listens on."""
    time.sleep(0.05)
    with socket.socket() as probe:
        probe.settimeout(5)
        try:
            probe.connect(("127.0.0.1", port))
            probe.sendall(b"GET /static/none HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return probe.recv(4) == b"HTTP"
        except OSError:
            return False
