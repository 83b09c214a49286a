"""What may be done with a report? It is asked for, cancelled, downloaded, and its file is deleted in the end."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record
from supervision.policy import check_manage
from supervision.report_policy import check_cancel, check_download
from supervision.report_vocabulary import ReportFormat, ReportState
from supervision.vocabulary import AuditAction

from .. import queries
from ..choices import Choices, heading
from ..models import UNDER_WAY, ReportFile, ReportRun

SLICE = 10_000  # rows: a megabyte or so, and a fraction of a second
MOST_IN_A_WORKBOOK = 100_000
FREEZE = """
INSERT INTO reports_reportslice (run_id, number, session_ids)
SELECT %s, number, array_agg(id ORDER BY held_on, id)
FROM (SELECT id, held_on, (row_number() OVER (ORDER BY held_on, id) - 1) / %s AS number FROM ({found}) AS found) placed
GROUP BY number"""
REACH = """
INSERT INTO reports_reportreach (run_id, team_id, service_id)
SELECT DISTINCT %s::uuid, team_id, service_id FROM ({found}) AS found"""
KNOWN = "SELECT COALESCE(sum(cardinality(session_ids)), 0) FROM reports_reportslice WHERE run_id = %s"


@transaction.atomic
def ask(*, choices: Choices, key: UUID, by: Person, at: datetime) -> ReportRun:
    """Ask for a report of the sessions that there are now. The same form again is the same report.

    Raises ValidationError when there is no such session.
    """
    check_manage(roles_of(by))
    if asked := ReportRun.objects.filter(key=key, made_by=by).first():
        return asked
    run = ReportRun.objects.create(
        key=key, made_by=by, asked_at=at, first_on=choices.first_on, last_on=choices.last_on,
        format=choices.format, columns=[column.key for column in choices.columns], heading={}, rows_known=0,
    )  # fmt: skip
    run.rows_known = _freeze(run, choices)
    if not run.rows_known:
        raise ValidationError("There is no session with these choices.")
    if choices.format == ReportFormat.XLSX and run.rows_known > MOST_IN_A_WORKBOOK:
        raise ValidationError(f"A workbook holds up to {MOST_IN_A_WORKBOOK:,} sessions. Choose a CSV file instead.")
    run.heading = heading(choices, by=by, at=at, rows=run.rows_known)
    run.save(update_fields=["rows_known", "heading"])
    record(actor=by, action=AuditAction.CREATED, kind="report", object_id=run.pk, at=at, rows=run.rows_known)
    return run


def _freeze(run: ReportRun, choices: Choices) -> int:
    """Write down which sessions it is about, in one statement, and whose they were."""
    found = queries.sessions_for(run.made_by, choices).values("id", "held_on", "team_id", "service_id")
    sql, parameters = found.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(FREEZE.format(found=sql), [run.pk, SLICE, *parameters])
        cursor.execute(REACH.format(found=sql), [run.pk, *parameters])
        cursor.execute(KNOWN, [run.pk])
        return int(cursor.fetchone()[0])


@transaction.atomic
def cancel(*, run: ReportRun, by: Person, at: datetime) -> ReportRun:
    """Stop it, or take it out of the queue. Whoever makes it sees so at the next slice."""
    run = ReportRun.objects.select_for_update().get(pk=run.pk)
    check_cancel(is_maker=run.made_by_id == by.pk, is_under_way=run.state in UNDER_WAY)
    end(run=run, state=ReportState.CANCELLED, at=at)
    record(actor=by, action=AuditAction.STEPPED, kind="report", object_id=run.pk, at=at, to=run.state)
    return run


def end(*, run: ReportRun, state: ReportState, at: datetime) -> None:
    """It will not become a file any more: what was written of it goes. Which sessions it was about goes with it."""
    run.state, run.ended_at, run.claim, run.lease_until = state, run.ended_at or at, None, None
    run.save(update_fields=["state", "ended_at", "claim", "lease_until", "last_error"])
    run.slices.all().delete()
    ReportFile.objects.filter(run=run).delete()


def note_download(*, run: ReportRun, is_covered: bool, by: Person, at: datetime) -> None:
    """Whoever takes the file is asked again whether their role reaches all of it, and is on the trail."""
    check_download(is_ready=run.state == ReportState.READY, is_covered=is_covered)
    record(actor=by, action=AuditAction.DOWNLOADED, kind="report", object_id=run.pk, at=at, rows=run.rows_known)


@transaction.atomic
def delete_expired(*, at: datetime) -> int:
    """Delete the files whose days are over, and say how many."""
    over = ReportRun.objects.filter(state=ReportState.READY, expires_at__lte=at).select_for_update(skip_locked=True)
    for run in over:
        end(run=run, state=ReportState.EXPIRED, at=at)
        record(actor=None, action=AuditAction.STEPPED, kind="report", object_id=run.pk, at=at, to=run.state)
    return len(over)
