"""Does the server stay quick while reports are made? Eight connections read pages, with and without a busy worker."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle

from django.core.management import call_command
from django.test import Client

from accounts.models import Person, RoleGrant
from bench import export
from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import Cluster
from supervision.report_vocabulary import ReportFormat

CONNECTIONS, SECONDS, ROUNDS = 8, 10, 3
OFFERED = 22  # requests a second, of everybody together
MOST = 0.4  # seconds for a read, at the 95th percentile
PAGES = ["/", "/sessions/", "/action-points/", "/notices/"]
OF_A_SUPERVISOR = ["/team/", "/team/?due=overdue", "/action-points/", "/notices/"]


def measure(people: int, cluster: Cluster) -> list[str]:
    """The lines of the table."""
    manager, count = export.organisation(people, cluster)
    call_command("collectstatic", interactive=False, verbosity=0)
    readers = _readers()
    quiet: list[float] = []
    busy: list[float] = []
    reports = 0
    with _served() as port:
        _ask_in_time(port, readers, time.monotonic() + 3)  # every process has its templates then
        for _ in range(ROUNDS):
            quiet += _ask_in_time(port, readers, time.monotonic() + SECONDS)
            with ThreadPoolExecutor(1) as beside:
                ends = time.monotonic() + SECONDS
                making = beside.submit(_make_reports, manager, ends)
                busy += _ask_in_time(port, readers, ends)
                reports += making.result()
    return [
        f"{count:,} sessions; {OFFERED} requests a second offered by {CONNECTIONS} connections",
        _line("nothing else", quiet), _line("while reports are made", busy),
        f"{'reports made meanwhile, one after another':44} {reports:9}",
    ]  # fmt: skip


def _readers() -> list[tuple[str, list[str]]]:
    """The cookie of each, and what they read."""
    supervisors = list(Person.objects.filter(role_grants__role="supervisor")[: CONNECTIONS // 2])
    practitioners = list(Person.objects.filter(arrangements__kind="lead").order_by("-pk")[: CONNECTIONS // 2])
    RoleGrant.objects.bulk_create(RoleGrant(person=person, role="practitioner") for person in practitioners)
    return [
        *((_cookie(person), OF_A_SUPERVISOR) for person in supervisors),
        *((_cookie(person), PAGES) for person in practitioners),
    ]  # fmt: skip


def _cookie(person: Person) -> str:
    client = Client()
    client.force_login(person)
    return "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())


def _ask_in_time(port: int, readers: list[tuple[str, list[str]]], ends: float) -> list[float]:
    """How long each answer took, from the moment at which it was to be asked."""
    with ThreadPoolExecutor(len(readers)) as threads:
        found = threads.map(lambda reader: _read(port, *reader, ends), readers)
        return [seconds for one in found for seconds in one]


def _read(port: int, cookie: str, pages: list[str], ends: float) -> list[float]:
    connection, took = http.client.HTTPConnection("127.0.0.1", port), []
    due = time.monotonic()
    for page in cycle(pages):
        due += CONNECTIONS / OFFERED
        if due > ends:
            return took
        time.sleep(max(0, due - time.monotonic()))
        connection.request("GET", page, headers={"Cookie": cookie, "Host": "localhost"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, f"{page}: {answer.status} {answer.getheader('Location')}"
        took.append(time.monotonic() - due)
    return took


def _make_reports(manager: Person, ends: float) -> int:
    made, command = 0, [sys.executable, "manage.py", "make_reports"]
    while time.monotonic() < ends:
        export.ask(manager, ReportFormat.CSV)
        subprocess.run(command, cwd=CHECKOUT, stdout=subprocess.DEVNULL, check=True)
        made += 1
    return made


@contextmanager
def _served() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "supervision.wsgi"]
    here = {"REFLECT_BIND": f"127.0.0.1:{port}", "REFLECT_ADDRESS": f"http://127.0.0.1:{port}"}
    server = subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, **here}, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The web server did not start.")


def _line(words: str, took: list[float]) -> str:
    half, most = statistics.median(took), statistics.quantiles(took, n=20)[-1]
    return (
        f"{words:44} {len(took):6,} answers, half within {half * 1000:4.0f} ms, 95 of 100 within {most * 1000:4.0f} ms"
        f"  (at most {MOST * 1000:.0f})"
    )
