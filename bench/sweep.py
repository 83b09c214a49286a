"""How fast is everybody who is due found and told? Beside the bare statement, one row at a time, and one task each."""

import statistics
from datetime import timedelta
from itertools import count
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from bench.comparing import Way, in_turns, ratio
from bench.data import make
from bench.one_task_each import tasks_a_second
from supervision.embedded.postgres import DATABASE, RUNTIME, Cluster, superuser
from supervision.outbox.models import Notice
from supervision.reminders.sweep import sweep
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import ArrangementKind, NoticeKind

SAMPLE = 1_000  # people for whom the slow ways are measured
COLUMNS = "key, person_id, kind, about_id, about_person_id, about_on, is_escalation, made_at, mail_after"
# The same rows with no rule about them: who is told is known beforehand.
BARE = f"INSERT INTO outbox_notice ({COLUMNS}) SELECT {COLUMNS} FROM told ON CONFLICT (key) DO NOTHING"
NUMBERS = count(1)


def measure(people: int, cluster: Cluster, place: Path) -> list[str]:
    """The lines of the table."""
    make(people, str(timezone.localdate()))
    as_superuser(cluster, "VACUUM (ANALYZE)")
    told = swept()
    as_superuser(cluster, "CREATE TABLE told AS SELECT * FROM outbox_notice", f"GRANT SELECT ON told TO {RUNTIME}")

    def anew() -> None:
        as_superuser(cluster, "TRUNCATE outbox_notice")

    ours = Way("the sweep", swept, anew)
    bare = Way("the bare INSERT ... SELECT of the same rows", lambda: run(BARE), anew)
    in_turns([ours, bare])
    if set(ours.done + bare.done) != {told}:
        raise SystemExit(f"The ways do not tell the same: {ours.done}, {bare.done}")
    anew()
    swept()
    again = Way("the sweep again, with nothing new", lambda: swept() or told)
    in_turns([again])
    each = Way("select one, update, insert, commit (models)", one_at_a_time)
    in_turns([each], rounds=3)
    tasks = tasks_a_second(place, SAMPLE)
    share, noisy = ratio(ours, bare)
    repeat = statistics.median(again.seconds) / statistics.median(ours.seconds)
    return [
        f"{people:,} people, {told:,} notices",
        *(line(way) for way in (ours, bare, again, each)),
        f"{'one Celery task for each person':44} {tasks:12,.0f} a second",
        f"the sweep : the bare statement  {share:8.2f}  (at least 0.7)  {noisy}".rstrip(),
        f"again : the first time          {repeat:8.2f}  (at most 0.2)",
        f"the sweep : one at a time       {ours.rate / each.rate:8.0f}  (at least 100)",
        f"the sweep : one task each       {ours.rate / tasks:8.0f}  (at least 300)",
    ]


def swept() -> int:
    return sweep(at=timezone.now())


def run(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.rowcount


def as_superuser(cluster: Cluster, *statements: str) -> None:
    with superuser(cluster, DATABASE) as cursor:
        for statement in statements:
            cursor.execute(statement)


def one_at_a_time() -> int:
    """As a monitor of many checks does it: take the one that is due longest, mark it, tell, commit."""
    now = timezone.now()
    later = timezone.localdate() + timedelta(days=28)
    overdue = SupervisionArrangement.objects.filter(kind=ArrangementKind.LEAD, remind_on__lt=timezone.localdate())
    for _ in range(SAMPLE):
        with transaction.atomic():
            one = overdue.order_by("remind_on").first()
            assert one is not None
            mine = SupervisionArrangement.objects.filter(pk=one.pk, remind_on=one.remind_on)
            if mine.update(remind_on=later):
                Notice.objects.create(
                    key=f"one:{next(NUMBERS)}", person_id=one.practitioner_id, kind=NoticeKind.SESSION_DUE,
                    about_id=str(one.pk), about_person_id=one.practitioner_id, about_on=one.remind_on,
                    is_escalation=False, made_at=now, mail_after=now,
                )  # fmt: skip
    return SAMPLE


def line(way: Way) -> str:
    return f"{way.name:44} {way.rate:12,.0f} a second   {statistics.median(way.seconds):8.3f} s"
