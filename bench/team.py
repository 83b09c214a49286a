"""How much does the team's page ask of the database? Beside its answer standing ready, and for longer histories."""

import hashlib
import re
import statistics
from dataclasses import dataclass
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Person
from bench.comparing import Way, in_turns, ratio
from bench.data import TEAM, make
from bench.history import live
from supervision.embedded.postgres import Cluster
from supervision.measures.team_confidence import LATEST_TWO, latest_two
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions.models import SupervisionArrangement

PAGES = 60  # supervisors whose page is looked at in each round
MOST, MOST_QUERIES = 8, 12
BARE = "SELECT practitioner_id, place, domain_id, score FROM snapshot WHERE practitioner_id = ANY(%s)"
Answer = dict[tuple[int, int, int], int | None]


def measure(people: int, sessions: int, cluster: Cluster) -> list[str]:
    """The lines of the table."""
    today = timezone.localdate()
    call_command("collectstatic", interactive=False, verbosity=0)
    make(people, str(today))
    held = live(cluster, sessions, str(today))
    teams = _teams(today)
    _check(teams)
    ours = Way("the latest two sessions of each person", lambda: sum(bool(latest_two(team)) for team in teams.values()))
    bare = Way("the same, standing ready in a table", lambda: sum(bool(_ready(team)) for team in teams.values()))
    in_turns([bare, ours])
    share, noisy = ratio(bare, ours)
    looks = [_look(supervisor) for supervisor in list(teams)[: PAGES // 3]]
    longest = max(looks, key=lambda look: len(look.statements))
    return [
        f"{people:,} people, {held:,} sessions, {sessions} for each; pages of {TEAM} people",
        *(f"{way.name:44} {1000 / way.rate:8.2f} ms a page" for way in (bare, ours)),
        f"ours : standing ready                        {share:8.1f}  (at most {MOST})  {noisy}".rstrip(),
        f"pages of the database that it reads          {_touched(next(iter(teams.values()))):8}",
        f"questions of the whole page                  {len(longest.statements):8}  (at most {MOST_QUERIES})",
        f"which they are, without names and numbers    {longest.fingerprint:>8}",
        f"pages of the database that all of them read  {statistics.median(look.touched for look in looks):8.0f}",
        f"their time, all together                     {statistics.median(look.took for look in looks):8.1f} ms",
    ]


def _teams(today: date) -> dict[int, list[int]]:
    """Supervisors with their people, spread over the organisation."""
    led: dict[int, list[int]] = {}
    rows = SupervisionArrangement.objects.current(today).values_list("supervisor", "practitioner")
    for supervisor, practitioner in rows.order_by("supervisor", "practitioner"):
        led.setdefault(supervisor, []).append(practitioner)
    step = max(1, len(led) // PAGES)
    return dict(list(led.items())[::step][:PAGES])


def _ready(people: list[int]) -> Answer:
    with connection.cursor() as cursor:
        cursor.execute(BARE, [people])
        return {(person, place, domain): score for person, place, domain, score in cursor.fetchall()}


def _check(teams: dict[int, list[int]]) -> None:
    for team in teams.values():
        if _ready(team) != latest_two(team):
            raise SystemExit("The two ways do not say the same.")


def _touched(people: list[int]) -> int:
    """Pages of the database that the statement reads, by its plan."""
    return _read_by(LATEST_TWO, {"people": people, "states": [str(state) for state in COUNTED_AS_HELD]})


def _read_by(statement: str, given: dict[str, object] | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement}", given)
        plan = cursor.fetchone()[0][0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


@dataclass(frozen=True)
class Look:
    """One look at the page: what it asks of the database, the pages that are read for it, and the time in ms."""

    statements: list[str]
    touched: int
    took: float

    @property
    def fingerprint(self) -> str:
        """The same for the same questions, whoever they are about."""
        shapes = [re.sub(r"'[^']*'|\b\d+\b|(?<=\d), (?=\d)", "", one) for one in self.statements]
        return hashlib.sha256("\n".join(re.sub(r"[\s,]+", " ", shape) for shape in shapes).encode()).hexdigest()[:8]


def _look(supervisor: int) -> Look:
    """The second one, when the session has begun and all is warm."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(pk=supervisor))
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/team/").status_code == 200
    asked = [query for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    reads = [query["sql"] for query in asked if not query["sql"].startswith("INSERT")]
    took = sum(float(query["time"]) for query in captured) * 1000
    return Look([query["sql"] for query in asked], sum(_read_by(statement) for statement in reads), took)
