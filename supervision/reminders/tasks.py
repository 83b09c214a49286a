"""What does the clock set off every minute? It may run late, twice, or at the same time as another."""

from celery import shared_task
from django.utils import timezone

from . import ticking


@shared_task  # type: ignore[untyped-decorator]
def tick() -> None:
    ticking.tick(at=timezone.now())
