"""How do tests ask for a report, and have it made?"""

import csv
import io
import uuid
import zipfile
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

from accounts.models import Person
from supervision.report_vocabulary import Outcome
from supervision.reports import files
from supervision.reports.choices import Choices
from supervision.reports.column_queries import ALL
from supervision.reports.models import ReportRun, SavedReport
from supervision.reports.services import making, runs, saving
from tests.people import NOW, TODAY

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def choices(**given: Any) -> Choices:
    """Every fact of every session of three years."""
    period = {"first_on": TODAY - timedelta(days=1000), "last_on": TODAY}
    return Choices(**{**period, "teams": [], "kinds": [], "outcomes": list(Outcome), "columns": ALL, **given})


def ask(by: Person, **given: Any) -> ReportRun:
    return runs.ask(choices=choices(**given), key=uuid.uuid4(), by=by, at=NOW)


def save(by: Person, *told: Person, monthly: bool = True, **given: Any) -> SavedReport:
    return saving.save(
        choices=choices(**given), months=1, monthly=monthly, told=told, key=uuid.uuid4(), by=by, at=NOW
    )  # fmt: skip


def make(run: ReportRun) -> ReportRun:
    making.make_waiting(clock=lambda: NOW)
    run.refresh_from_db()
    return run


def file_of(run: ReportRun) -> bytes:
    return b"".join(files.stream(run))


def lines_of(run: ReportRun) -> list[dict[str, str]]:
    """The sessions in the file, by column; what stands above the empty line is the heading."""
    everything = cells_of(run)
    names, *rows = everything[everything.index([]) + 1 :]
    return [dict(zip(names, row, strict=True)) for row in rows]


def cells_of(run: ReportRun) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file_of(run).decode("utf-8-sig"), newline="")))


def sheets_of(run: ReportRun) -> list[list[str]]:
    """Every row of a workbook's sheets, cell by cell, with none left out; a formula fails."""
    with zipfile.ZipFile(io.BytesIO(file_of(run))) as book:
        sheets = [ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")) for number in (1, 2)]
    assert not any(sheet.findall(f".//{SHEET}f") for sheet in sheets)
    return [_cells(row) for sheet in sheets for row in sheet.iter(f"{SHEET}row")]


def _cells(row: ElementTree.Element) -> list[str]:
    cells: list[str] = []
    for cell in row.iter(f"{SHEET}c"):
        letters = reversed(cell.attrib["r"].rstrip("0123456789"))
        place = sum((ord(letter) - 64) * 26**power for power, letter in enumerate(letters))
        cells += [""] * (place - 1 - len(cells))
        cells.append("".join(cell.itertext()))
    return cells
