"""What does the clock set off every few seconds? Reports that are due or wait are made, and old files deleted."""

from celery import shared_task
from django.utils import timezone

from .services import ticking


@shared_task  # type: ignore[untyped-decorator]
def make_reports() -> None:
    ticking.strike(at=timezone.now())
