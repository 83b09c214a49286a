"""How does a report become a file, and leave as one? In slices, so that neither needs much memory."""

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO

from django.db import connection
from django.utils.timezone import localdate

from supervision.documents.csv_files import harmless
from supervision.measures.figures import Days
from supervision.report_vocabulary import ReportFormat

from .models import ReportRun
from .queries import rows_of
from .summary_queries import counted

COPY = "COPY ({}) TO STDOUT WITH (FORMAT csv)"
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know that it is UTF-8


def top_of(run: ReportRun) -> bytes:
    """Who made it, when, filters and definitions; an empty line; and the names of the columns."""
    text = StringIO()
    # A name with a bare carriage return would begin another row, unless it is quoted.
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(cell) for cell in pair] for pair in run.heading["about"] + run.heading["columns"])
    writer.writerow([])
    writer.writerow(label for label, _ in run.heading["columns"])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def written(part_id: int, run: ReportRun) -> bytes:
    """The lines of one slice, from the database as they go into the file: no row of them becomes an object here.

    For a paper, its figures.
    """
    days = Days(run.first_on, localdate(run.asked_at))
    if run.format == ReportFormat.PDF:
        return json.dumps(counted(part_id, days)).encode()
    sql, parameters = rows_of(part_id, run.columns, days).query.sql_with_params()
    lines = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(cursor.mogrify(COPY.format(sql), parameters).decode(), lines)
    return lines.getvalue()


def lines(run: ReportRun) -> Iterator[bytes]:
    """What its slices say, one after another."""
    for number in list(run.slices.values_list("number", flat=True)):
        yield bytes(run.slices.values_list("body", flat=True).get(number=number) or b"")


def stream(run: ReportRun) -> Iterator[bytes]:
    """The file of a ready report."""
    if run.format != ReportFormat.CSV:
        yield bytes(run.file.body)
        return
    yield top_of(run)
    yield from lines(run)
