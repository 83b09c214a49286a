"""How do the slices of a report become a workbook? Row after row, in little memory, and the same one every time."""

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from supervision.documents.csv_files import harmless

from . import files
from .column_queries import BY_KEY
from .models import ReportRun

WIDE, WIDTHS = 80, 18  # characters


def workbook(run: ReportRun, *, after_each: Callable[[], object]) -> bytes:
    """One sheet about the report, one with the sessions. `after_each` slice its worker says that it is still there."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as place:
        book = Workbook(place.name, {"constant_memory": True})
        # Otherwise it would hold the moment at which it happened to be made, and have another checksum each time.
        book.set_properties({"created": run.asked_at, "title": "Audit report", "author": run.heading["about"][1][1]})
        bold = book.add_format({"bold": True, "valign": "top"})
        _about(book.add_worksheet("About"), run, bold, book.add_format({"text_wrap": True, "valign": "top"}))
        _sessions(book.add_worksheet("Sessions"), run, bold, after_each)
        book.close()
        return Path(place.name).read_bytes()


def _about(sheet: Any, run: ReportRun, bold: Any, wrapped: Any) -> None:
    sheet.set_column(0, 0, WIDTHS)
    sheet.set_column(1, 1, WIDE)
    for row, (label, text) in enumerate(run.heading["about"] + run.heading["columns"]):
        sheet.write_string(row, 0, harmless(label), bold)
        sheet.write_string(row, 1, harmless(text), wrapped)


def _sessions(sheet: Any, run: ReportRun, bold: Any, after_each: Callable[[], object]) -> None:
    columns = [BY_KEY[key] for key in run.columns]
    sheet.set_column(0, len(columns) - 1, WIDTHS)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, run.rows_known, len(columns) - 1)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.label, bold)
    numbers = {place for place, column in enumerate(columns) if column.is_number}
    row = 0
    for part in files.lines(run):
        for cells in csv.reader(io.StringIO(part.decode(), newline="")):
            row += 1
            _write(sheet, row, cells, numbers)
        after_each()


def _write(sheet: Any, row: int, cells: list[str], numbers: set[int]) -> None:
    for place, cell in enumerate(cells):
        if not cell:
            continue
        if place in numbers:
            sheet.write_number(row, place, int(cell))
        else:
            sheet.write_string(row, place, cell)  # never taken for a formula, a number or a link
