"""What is due now, and who must hear of it? Found for everybody at once, as often as one likes: each is told once."""

from datetime import datetime, time
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import get_default_timezone, localdate

from supervision.vocabulary import Matter, NoticeKind

from . import statements

LOCK = 730_001  # of the database, for one sweep at a time


@transaction.atomic
def sweep(*, at: datetime) -> int:
    """Tell everybody what has become due, and say how many notices that made. None while another sweep is at work."""
    if not is_alone(LOCK):
        return 0
    made = sum(run(statements.remind(matter), bound(at) | {"matter": matter.value}) for matter in Matter)
    return made + run(statements.ask_ahead(), bound(at) | {"kind": NoticeKind.AGENDA_AHEAD.value})


def is_alone(lock: int) -> bool:
    """Whether nobody else holds this lock; it is held until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [lock])
        return bool(cursor.fetchone()[0])


def bound(at: datetime) -> dict[str, Any]:
    """What every statement is given: the moment, its day in local time, and when that day began."""
    today = localdate(at)
    midnight = datetime.combine(today, time(), tzinfo=get_default_timezone())
    return {"at": at, "today": today, "midnight": midnight}


def run(statement: str, parameters: dict[str, Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
