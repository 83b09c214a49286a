"""How many people a second can be looked at with one Celery task for each? The way that the sweep is compared with."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from celery import Celery

from supervision.embedded import valkey
from supervision.embedded.environment import CHECKOUT

app = Celery("bench", broker=os.environ.get("REFLECT_BROKER_URL"))
app.conf.update(task_ignore_result=True, worker_prefetch_multiplier=1, task_acks_late=True)


@app.task
def look_at(arrangement_id: int) -> None:
    """One person: due or not, and told if so."""
    from django.utils import timezone

    from supervision.outbox.notices import notify
    from supervision.sessions.models import SupervisionArrangement
    from supervision.vocabulary import NoticeKind

    now, arrangement = timezone.now(), SupervisionArrangement.objects.get(pk=arrangement_id)
    if arrangement.remind_on <= timezone.localdate(now):
        notify(
            person_id=arrangement.practitioner_id,
            kind=NoticeKind.SESSION_DUE,
            key=f"task:{arrangement_id}",
            about_id=arrangement_id,
            about_on=arrangement.remind_on,
            at=now,
        )


def tasks_a_second(place: Path, sample: int) -> float:
    """With a real worker of two processes and a real broker, from the first task to the last notice."""
    broker = valkey.child(place / "broker.sock")
    broker.start()
    assert broker.wait_until_ready()
    command = [sys.executable, "-W", "ignore", "-m", "celery", "--quiet", "--app", "bench.worker", "worker"]
    worker = subprocess.Popen([*command, "--concurrency", "2", "--loglevel", "ERROR"], cwd=CHECKOUT)
    try:
        until(lambda: bool(app.control.ping(timeout=0.5)))
        return _rate(sample)
    finally:
        worker.terminate()
        worker.wait(30)
        broker.stop()


def _rate(sample: int) -> float:
    from supervision.outbox.models import Notice
    from supervision.sessions.models import SupervisionArrangement

    due = list(SupervisionArrangement.objects.order_by("remind_on").values_list("pk", flat=True)[:sample])
    mine = Notice.objects.filter(key__startswith="task:")
    began = time.perf_counter()
    for arrangement in due:
        look_at.delay(arrangement)
    until(lambda: mine.count() == sample)
    return sample / (time.perf_counter() - began)


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not done():
        if time.monotonic() > end:
            raise SystemExit("The worker of the benchmark did not do its work in a minute.")
        time.sleep(0.02)
