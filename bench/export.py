"""How fast is an audit report made, beside `psql \\copy` of the same query, and how much memory does it take?"""

import csv
import subprocess
import sys
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import connection
from django.utils import timezone
from xlsxwriter import Workbook

from accounts.models import Person, RoleGrant
from bench import another_package
from bench.comparing import Way, in_turns, ratio
from bench.data import make
from bench.history import MAKE
from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import DATABASE, RUNTIME, Cluster, superuser
from supervision.measures.figures import Days
from supervision.report_vocabulary import Outcome, ReportFormat
from supervision.reports import files, workbooks
from supervision.reports.choices import Choices
from supervision.reports.column_queries import BY_KEY, USUAL
from supervision.reports.models import ReportRun
from supervision.reports.services import making, runs
from supervision.reports.services.runs import MOST_IN_A_WORKBOOK
from supervision.sessions.models import SupervisionSession

SESSIONS = 65  # of each person
MOST, MOST_BARE, MOST_WORKBOOK = 1.5, 2.5, 1.3
MOST_MEGABYTES = 80
CSV, XLSX = ReportFormat.CSV, ReportFormat.XLSX
WORKER = """import django; django.setup()
from django.core.management import call_command
call_command("make_reports")
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")))"""
BARE = ("held_on", "state", "kind__name", "practitioner__name", "supervisor__name", "team__name", "minutes",
        "due_on_then", "grace_days_then", "sign_by", "locked_at", "not_held_by", "not_held_reason")  # fmt: skip


def measure(people: int, cluster: Cluster, place: Path) -> list[str]:
    """The lines of the table."""
    manager, count = organisation(people, cluster)
    made = place / "made.csv"
    same, bare = _statement(_rows()), _statement(SupervisionSession.every.order_by("held_on", "pk").values_list(*BARE))
    ours = Way("a report, made as a worker makes it", make_it, prepare=lambda: ask(manager, CSV))
    ways = [
        Way("psql \\copy of the same query", lambda: _psql(cluster, same, made, count)),
        Way("psql \\copy of the bare columns", lambda: _psql(cluster, bare, made, count)),
        ours,
    ]
    slow = [
        Way("models, one after another", lambda: _models(made)),
        Way("django-import-export", lambda: another_package.write(made)),
    ]
    _check(cluster, same, made, manager, count)
    in_turns(ways)
    lines = [f"{count:,} sessions, {len(USUAL)} columns", *(_line(way) for way in ways)]
    lines.append(_share("psql : a report", ways[0], ours, MOST))
    lines.append(_share("bare columns : a report", ways[1], ours, MOST_BARE))
    lines.append(f"{'asking: the frozen list, written':44} {_frozen(manager):9.2f} s")
    lines.append(f"{'most memory of its worker':44} {_memory(manager, CSV):9.0f} MB  (at most {MOST_MEGABYTES})")
    lines += [line for way in slow for line in _slow(way, ours)]
    return lines + (_workbooks(manager) if count <= MOST_IN_A_WORKBOOK else [])


def organisation(people: int, cluster: Cluster) -> tuple[Person, int]:
    today = timezone.localdate()
    make(people, str(today))
    with superuser(cluster, DATABASE) as cursor:
        cursor.execute("ALTER TABLE supervision_sessions_supervisionsession DISABLE TRIGGER ALL")
        cursor.execute(MAKE.split(";")[0], {"sessions": SESSIONS, "today": str(today)})
        cursor.execute("VACUUM (ANALYZE)")
    manager = Person.objects.get(pk=1)
    RoleGrant.objects.create(person=manager, role="manager", scope="organisation")
    return manager, SupervisionSession.every.count()


def _rows():  # type: ignore[no-untyped-def]
    """What a slice asks, of all sessions at once."""
    days = Days(timezone.localdate(), timezone.localdate())
    named = {f"column_{key}": BY_KEY[key].on(days) for key in USUAL}
    return SupervisionSession.every.order_by("held_on", "pk").annotate(**named).values_list(*named)


def _statement(rows) -> str:  # type: ignore[no-untyped-def]
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        return str(cursor.mogrify(sql, parameters).decode())


def ask(manager: Person, kind: ReportFormat) -> ReportRun:
    ReportRun.objects.all().delete()
    today = timezone.localdate()
    choices = Choices(today - timedelta(days=9_000), today, [], [], list(Outcome), [BY_KEY[key] for key in USUAL], kind)
    return runs.ask(choices=choices, key=uuid.uuid4(), by=manager, at=timezone.now())


def make_it() -> int:
    assert making.make_waiting() == 1
    return int(ReportRun.objects.get().rows_done)


def _psql(cluster: Cluster, statement: str, made: Path, count: int) -> int:
    program = Path(cluster.programs.postgres).with_name("psql")
    command = f"\\copy ({' '.join(statement.split())}) to '{made}' with (format csv)"
    subprocess.run([program, cluster.url(RUNTIME), "--quiet", "--no-psqlrc", "--command", command], check=True)
    return count


def _models(made: Path) -> int:
    found = SupervisionSession.every.select_related("kind", "practitioner", "supervisor", "team").order_by(
        "held_on", "pk"
    )
    with made.open("w", newline="") as file:
        writer, count = csv.writer(file), 0
        for one in found.order_by("held_on", "pk").iterator():
            writer.writerow([one.held_on, one.get_state_display(), one.kind, one.practitioner, one.supervisor, one.team,
                             one.minutes, one.due_on_then, one.sign_by, one.locked_at, one.get_not_held_by_display(),
                             one.get_not_held_reason_display()])  # fmt: skip
            count += 1
    return count


def _check(cluster: Cluster, statement: str, made: Path, manager: Person, count: int) -> None:
    """Byte for byte what psql writes, below the heading."""
    run = ask(manager, CSV)
    make_it()
    run.refresh_from_db()
    _psql(cluster, statement, made, count)
    if b"".join(files.lines(run)) != made.read_bytes():
        raise SystemExit("The report does not say what psql says.")


def _frozen(manager: Person) -> float:
    began = timezone.now()
    ask(manager, CSV)
    return (timezone.now() - began).total_seconds()


def _memory(manager: Person, kind: ReportFormat) -> float:
    """The most that a process of the product held at once while it made one, in megabytes, with all of Django.

    It says so itself: what the system tells of a child that has ended counts what its parent held as well.
    """
    ask(manager, kind)
    worker = subprocess.run([sys.executable, "-c", WORKER], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=True)
    return int(worker.stdout.split()[-2]) / 1024


def _slow(way: Way, ours: Way) -> list[str]:
    """Once, after the others: it takes minutes, and what it needs in memory is not given back."""
    before = _held()
    way.measure()
    return [
        _line(way), f"{f'a report : {way.name}':44} {ours.rate / way.rate:9.1f}",
        f"{'memory it took':44} {_held() - before:9.0f} MB",
    ]  # fmt: skip


def _held() -> float:
    """The most that this process has held at once, in megabytes."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _workbooks(manager: Person) -> list[str]:
    run = ask(manager, CSV)
    make_it()
    run.refresh_from_db()
    rows = [row for part in files.lines(run) for row in csv.reader(part.decode().splitlines())]
    ours = Way(
        "a workbook, from the slices", lambda: len(rows) * bool(workbooks.workbook(run, after_each=lambda: None))
    )
    alone = Way("XlsxWriter alone, from a list", _alone(rows))
    in_turns([alone, ours], rounds=3)
    return [
        _line(alone), _line(ours), _share("XlsxWriter : a workbook", alone, ours, MOST_WORKBOOK),
        f"{'most memory of a worker that makes one':44} {_memory(manager, XLSX):9.0f} MB",
    ]  # fmt: skip


def _workbook(run: ReportRun) -> int:
    assert workbooks.workbook(run, after_each=lambda: None)
    return run.rows_known


def _alone(rows: list[list[str]]) -> Callable[[], int]:
    def write() -> int:
        with NamedTemporaryFile(suffix=".xlsx") as place:
            book = Workbook(place.name, {"constant_memory": True})
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, cell)
            book.close()
        return len(rows)

    return write


def _line(way: Way) -> str:
    return f"{way.name:44} {way.rate:9,.0f} sessions a second"


def _share(words: str, way: Way, other: Way, most: float | None) -> str:
    share, noisy = ratio(way, other)
    limit = f"  (at most {most})" if most else ""
    return f"{words:44} {share:9.2f}{limit}  {noisy}".rstrip()
