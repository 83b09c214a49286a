"""What does a drill play with? Real workers, schedulers, a broker and a mail server, each of which may die."""

import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg2

from supervision.embedded import valkey
from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import RUNTIME, Cluster
from supervision.embedded.processes import Child
from tests.support.mail_server import MailServer

CELERY = [sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "--app"]
OFF_BY = "REFLECT_DRILL_OFF_BY"  # names a file with the seconds by which the clock is off
LONGEST = 60.0  # seconds that anything may take


class Scene:
    """One database with people in it, and the processes around it."""

    app = "tests.drills.fast_clock"

    def __init__(self, cluster: Cluster, database: str, place: Path, mail_server: MailServer, stack: ExitStack) -> None:
        self.database_url, self.place, self.mail_server = cluster.url(RUNTIME, database), place, mail_server
        self.stack = stack
        self.socket = place / "valkey.sock"
        self.environment = {
            **os.environ,
            "REFLECT_DATABASE_URL": self.database_url,
            "REFLECT_BROKER_URL": valkey.broker_url(self.socket),
            "REFLECT_MAIL_URL": f"smtp://127.0.0.1:{mail_server.port}?tls=0",
        }

    def broker(self) -> Child:
        return self._started(valkey.child(self.socket))

    def worker(self) -> Child:
        return self._started(self._celery("worker", "worker", "--concurrency", "2", "--loglevel", "ERROR"))

    def beat(self, number: int = 1) -> Child:
        schedule = str(self.place / f"beat{number}")
        return self._started(
            self._celery("beat", "beat", "--schedule", schedule, "--pidfile", "", "--loglevel", "ERROR")
        )

    def _celery(self, name: str, *arguments: str) -> Child:
        return Child(name, [*CELERY, self.app, *arguments], self.environment, patience=2, options={"cwd": CHECKOUT})

    def _started(self, child: Child) -> Child:
        child.start()
        self.stack.callback(child.stop)
        assert child.wait_until_ready()
        return child

    def rows(self, statement: str) -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(self.database_url)
        try:
            with connection, connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def count(self, table: str, condition: str = "true") -> int:
        return int(self.rows(f"SELECT count(*) FROM {table} WHERE {condition}")[0][0])

    def notices(self) -> int:
        return self.count("outbox_notice")

    def told(self) -> dict[str, Any]:
        """How far it has come, for whoever reads of a failure."""
        mail = dict(self.rows("SELECT state, count(*) FROM outbox_outgoingmail GROUP BY state"))
        return {"notices": self.notices(), "mail": mail, "received": len(self.mail_server.received)}

    def received(self) -> Counter[str]:
        """How often each address got a mail."""
        return Counter(str(message["To"]) for message in list(self.mail_server.received))

    def let_pauses_pass(self) -> None:
        """As if the time until the next try, or the lease of a sender who said nothing more, had passed."""
        self.rows("UPDATE outbox_outgoingmail SET not_before = now() WHERE state <> 'sent' AND state <> 'failed'")

    def is_done(self, due: int) -> bool:
        """Everybody was told, and every mail went."""
        return self.notices() == due and self.count("outbox_outgoingmail", "state = 'sent'") == due

    def is_at_rest(self) -> bool:
        """No mail waits, and none is on its way."""
        return not self.count("outbox_outgoingmail", "state IN ('waiting', 'sending')")

    def is_still(self, due: int) -> bool:
        """Everybody was told, and no mail goes any more: what is left was claimed by senders who died."""
        before = len(self.mail_server.received)
        time.sleep(3)
        waiting = self.count("outbox_outgoingmail", "state = 'waiting'")
        return self.notices() == due and not waiting and before == len(self.mail_server.received)

    def wait(self, until: Callable[[], bool], seconds: float = LONGEST) -> None:
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, f"what the drill waited for did not happen: {self.told()}"
            time.sleep(0.1)


def kill(child: Child) -> None:
    """As when the machine loses power: the process and all it started, without a word."""
    assert child.process is not None
    os.killpg(child.process.pid, signal.SIGKILL)
    child.process.wait()


@contextmanager
def scene(cluster: Cluster, database: str, place: Path, mail_server: MailServer) -> Iterator[Scene]:
    with ExitStack() as stack:
        yield Scene(cluster, database, place, mail_server, stack)
