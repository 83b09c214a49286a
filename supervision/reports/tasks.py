"""What does the clock set off every few seconds? Reports that are due or wait are made, and old files deleted."""

from celery import shared_task
from django.utils import timezone

from supervision.outbox import ticks

from .services import making, runs, saving


@shared_task  # type: ignore[untyped-decorator]
def make_reports() -> None:
    now = timezone.now()
    runs.delete_expired(at=now)
    saving.ask_due(at=now)
    ticks.note(ticks.REPORTS, at=now)  # a long report says itself how far it is
    making.make_waiting()
