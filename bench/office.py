"""Does LibreOffice take anything in a report for a formula? It opens one whose every name begins like one."""

import csv
import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from accounts.models import Person, Team
from bench import export
from supervision.documents.csv_files import FORMULA
from supervision.embedded.postgres import Cluster
from supervision.report_vocabulary import ReportFormat
from supervision.reports import files
from supervision.reports.models import ReportRun
from supervision.sessions.models import SessionKind

PEOPLE = 20
BEGINNINGS = [*FORMULA, "=1+1", '=HYPERLINK("http://example.org","x")', "@SUM(1+1)", "+1+1", "-1+1", "\t=1+1"]


def measure(cluster: Cluster, place: Path) -> list[str]:
    """The lines of the table: how many cells became formulas, and how many do when nothing is guarded."""
    if not which("soffice"):
        raise SystemExit("LibreOffice is not there. Debian, Ubuntu: apt-get install libreoffice-calc-nogui")
    manager, count = export.organisation(PEOPLE, cluster)
    _name_badly()
    lines = [f"{count:,} sessions, of people, teams and kinds whose names begin like formulas"]
    for kind in (ReportFormat.CSV, ReportFormat.XLSX):
        export.ask(manager, kind)
        export.make_it()
        made = place / f"report.{kind}"
        made.write_bytes(b"".join(files.stream(ReportRun.objects.get())))
        lines.append(f"{f'formulas in a report as {kind.upper()}':44} {_formulas(made):9}  (0)")
    bare = place / "bare.csv"
    with bare.open("w", newline="") as file:
        csv.writer(file).writerows([name] for name in BEGINNINGS)
    seen = _formulas(bare)
    if not seen:
        raise SystemExit("It takes none of the bare names for a formula: what it says of reports means nothing.")
    return [*lines, f"{'formulas in the bare names':44} {seen:9}  (more than 0)"]


def _name_badly() -> None:
    for model in (Person, Team, SessionKind):
        for number, one in enumerate(model._base_manager.all()):
            name = f"{BEGINNINGS[number % len(BEGINNINGS)]} {number}"
            model._base_manager.filter(pk=one.pk).update(name=name)


def _formulas(made: Path) -> int:
    with TemporaryDirectory() as home:
        command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "fods",
                   "--outdir", home, str(made)]  # fmt: skip
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        opened = Path(home, made.with_suffix(".fods").name).read_text()
    if "<table:table-cell" not in opened:
        raise SystemExit("LibreOffice did not open it.")
    return opened.count("table:formula=")
