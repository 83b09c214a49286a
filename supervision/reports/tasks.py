"""What does the clock set off every few seconds? Reports that wait are made, and files whose days are over deleted."""

from celery import shared_task
from django.utils import timezone

from .services import making, runs


@shared_task  # type: ignore[untyped-decorator]
def make_reports() -> None:
    runs.delete_expired(at=timezone.now())
    making.make_waiting()
