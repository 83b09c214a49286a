"""How much does the organisation's page ask of the database? Beside bare aggregates over the same months."""

import statistics
from datetime import date
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Person, RoleGrant
from bench.comparing import Way, in_turns, ratio
from bench.data import make
from bench.history import T, live
from supervision.embedded.postgres import Cluster
from supervision.measures.periods import first_day
from supervision.vocabulary import Role, Scope

MOST, MOST_QUERIES = 3, 12
# The least that the page has to look at: each month's and each team's sessions, who is due, and the points of the year.
BARE = [
    f"SELECT team_id, count(*) FILTER (WHERE state = 'locked'), count(*) FILTER (WHERE state = 'not_held') "
    f"FROM {T}supervisionsession WHERE held_on BETWEEN %(since)s AND %(on)s GROUP BY 1",
    f"SELECT date_trunc('month', held_on), count(*) FILTER (WHERE state = 'locked') "
    f"FROM {T}supervisionsession WHERE held_on BETWEEN %(since)s AND %(on)s GROUP BY 1",
    f"SELECT p.team_id, count(*) FILTER (WHERE a.next_due_on < %(on)s) FROM {T}supervisionarrangement a "
    "JOIN accounts_person p ON p.id = a.practitioner_id GROUP BY 1",
    f"SELECT count(*) FILTER (WHERE p.closed_at < p.due_on) FROM {T}actionpoint p "
    f"JOIN {T}supervisionsession s ON s.id = p.supervision_session_id AND s.state IN ('sent', 'returned', 'locked') "
    "WHERE p.due_on BETWEEN %(since)s AND %(on)s",
    f"SELECT count(*) FROM {T}actionpoint WHERE closed_at IS NULL AND due_on < %(on)s",
]


def measure(people: int, sessions: int, cluster: Cluster) -> list[str]:
    """The lines of the table."""
    today = timezone.localdate()
    call_command("collectstatic", interactive=False, verbosity=0)
    make(people, str(today))
    held = live(cluster, sessions, str(today))
    client = _manager()
    ours = Way("all that the page asks", lambda: _page(client))
    bare = Way("bare aggregates over the same months", lambda: _bare(today))
    in_turns([bare, ours])
    for way in (bare, ours):  # by the database's own time
        way.seconds, way.done = [one / 1_000_000 for one in way.done], [1] * len(way.done)
    share, noisy = ratio(bare, ours)
    with CaptureQueriesContext(connection) as captured:
        client.get("/managers/")
    asked = sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured)
    return [
        f"{people:,} people, {held:,} sessions, {sessions} for each",
        *(f"{way.name:44} {statistics.median(way.seconds) * 1000:8.1f} ms" for way in (bare, ours)),
        f"ours : bare                                  {share:8.1f}  (at most {MOST})  {noisy}".rstrip(),
        f"questions of the whole page                  {asked:8}  (at most {MOST_QUERIES})",
        *_slowest(captured),
    ]


def _manager() -> Client:
    person = Person.objects.order_by("pk")[0]
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.ORGANISATION)
    client = Client(SERVER_NAME="localhost")
    client.force_login(person)
    client.get("/managers/")  # the session has begun and all is warm
    return client


def _page(client: Client) -> int:
    """In microseconds, what the database takes over the page."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/managers/").status_code == 200
    return _microseconds(captured)


def _bare(today: date) -> int:
    given = {"since": first_day("12", today), "on": today}
    with CaptureQueriesContext(connection) as captured, connection.cursor() as cursor:
        for sql in BARE:
            cursor.execute(sql, given)
            cursor.fetchall()
    return _microseconds(captured)


def _microseconds(captured: Any) -> int:
    return round(sum(float(query["time"]) for query in captured) * 1_000_000)


def _slowest(captured: Any) -> list[str]:
    slow = sorted(captured, key=lambda query: -float(query["time"]))[:3]
    return [f"{float(query['time']) * 1000:8.1f} ms  {' '.join(query['sql'].split())[:110]}" for query in slow]
