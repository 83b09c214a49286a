"""What does the clock set off every few seconds? Reports that are due or wait are made, and old files deleted."""

from celery import shared_task
from django.utils import timezone

from .services import making, runs, saving


@shared_task  # type: ignore[untyped-decorator]
def make_reports() -> None:
    runs.delete_expired(at=timezone.now())
    saving.ask_due(at=timezone.now())
    making.make_waiting()
