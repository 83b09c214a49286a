"""Who makes the reports that wait? A worker claims one, writes slice after slice, and says after each how far it is.

A worker that dies says nothing more: when its lease has run out another goes on where it was, from the same frozen
list, so that the file is the same.
"""

import hashlib
import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from supervision.audit.services import record
from supervision.report_vocabulary import ReportFormat, ReportState
from supervision.vocabulary import AuditAction

from .. import files
from ..models import ReportFile, ReportRun, ReportSlice
from ..papers import paper
from ..workbooks import workbook
from .runs import end
from .saving import tell

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=1)  # renewed with each slice, which takes a fraction of a second
BUDGET = 150  # seconds in one go: well below what a task may take
TRIES = 5
KEPT = timedelta(days=7)  # the file of a report
CLAIM = """
UPDATE reports_reportrun SET state = 'making', claim = %(claim)s, lease_until = %(until)s, tries = tries + 1
WHERE id = (
    SELECT id FROM reports_reportrun
    WHERE state = 'making' AND lease_until <= %(at)s
        OR state = 'waiting' AND NOT EXISTS (SELECT FROM reports_reportrun WHERE state = 'making')
    ORDER BY lease_until, asked_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING *"""
Clock = Callable[[], datetime]


class Overtaken(Exception):
    """The report was cancelled, or another worker has taken it."""


def make_waiting(*, clock: Clock = timezone.now) -> int:
    """Make what waits, one after another, and say how many became ready. What is left is for the next time."""
    ends, ready = time.monotonic() + BUDGET, 0
    while time.monotonic() < ends and (run := _claim(clock())):
        ready += _make(run, clock, ends)
    return ready


def _claim(at: datetime) -> ReportRun | None:
    """One report, first one whose worker has died; nothing while another worker makes one."""
    try:
        with transaction.atomic():
            claimed = list(ReportRun.objects.raw(CLAIM, {"claim": uuid4(), "at": at, "until": at + LEASE}))
    except IntegrityError:  # one is made at a time, and two workers asked at once
        return None
    return claimed[0] if claimed else None


def _make(run: ReportRun, clock: Clock, ends: float) -> bool:
    """Whether it is ready now. What goes wrong is tried again after the lease, and given up in the end."""
    if run.tries > TRIES:  # each of them died without a word
        _count_against(run, "WorkerDied", clock())
        return False
    try:
        return _written(run, clock, ends)
    except Overtaken:
        return False
    except Exception as error:
        # Its words may quote what a row holds.
        logger.warning("Report %s at try %s: %s", run.pk, run.tries, type(error).__name__)
        _count_against(run, type(error).__name__, clock())
        return False


def _written(run: ReportRun, clock: Clock, ends: float) -> bool:
    top = files.top_of(run)
    digest, size = hashlib.sha256(top), len(top)
    for part_id in list(run.slices.values_list("pk", flat=True)):
        body = _written_before(part_id) or _write(part_id, run, clock)
        digest.update(body)
        size += len(body)
        if time.monotonic() > ends:
            return _put_back(run)
    if run.format == ReportFormat.CSV:
        _finish(run, digest.hexdigest(), size, clock())
    else:
        _put_together(run, clock)
    return True


def _put_together(run: ReportRun, clock: Clock) -> None:
    """A format that is made as a whole, from the slices."""
    _mine(run, lease_until=clock() + LEASE)
    is_paper = run.format == ReportFormat.PDF
    body = paper(run) if is_paper else workbook(run, after_each=lambda: _mine(run, lease_until=clock() + LEASE))
    with transaction.atomic():
        ReportFile.objects.create(run=run, body=body)
        _finish(run, hashlib.sha256(body).hexdigest(), len(body), clock())


def _written_before(part_id: int) -> bytes:
    """What another worker wrote before it died."""
    return bytes(ReportSlice.objects.values_list("body", flat=True).get(pk=part_id) or b"")


@transaction.atomic
def _write(part_id: int, run: ReportRun, clock: Clock) -> bytes:
    """One slice: what it says, and how far the report has come, are there together or not at all."""
    body = files.written(part_id, run)
    mine = ReportSlice.objects.filter(pk=part_id)
    rows = mine.values_list("session_ids__len", flat=True).get()
    _mine(run, rows_done=F("rows_done") + rows, lease_until=clock() + LEASE, tries=0)
    mine.update(body=body)
    return body


def _mine(run: ReportRun, **values: object) -> None:
    """Write down how far it is, unless it was taken from this worker. Raises Overtaken."""
    if not ReportRun.objects.filter(pk=run.pk, state=ReportState.MAKING, claim=run.claim).update(**values):
        raise Overtaken


def _put_back(run: ReportRun) -> bool:
    _mine(run, state=ReportState.WAITING, claim=None, lease_until=None)
    return False


@transaction.atomic
def _finish(run: ReportRun, digest: str, size: int, at: datetime) -> None:
    _mine(
        run, state=ReportState.READY, claim=None, lease_until=None, last_error="", digest=digest, size=size,
        ended_at=at, expires_at=at + KEPT,
    )  # fmt: skip
    record(actor=None, action=AuditAction.STEPPED, kind="report", object_id=run.pk, at=at, to=ReportState.READY)
    tell(run=run, at=at)


@transaction.atomic
def _count_against(run: ReportRun, error: str, at: datetime) -> None:
    """Leave it until the lease runs out; after so many workers in vain, nobody tries it again."""
    mine = ReportRun.objects.select_for_update().filter(pk=run.pk, state=ReportState.MAKING, claim=run.claim).first()
    if mine is None:
        return
    mine.last_error = error
    mine.save(update_fields=["last_error"])
    if mine.tries >= TRIES:
        end(run=mine, state=ReportState.FAILED, at=at)
        record(actor=None, action=AuditAction.STEPPED, kind="report", object_id=run.pk, at=at, to=mine.state)
