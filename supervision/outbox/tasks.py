"""What does the clock set off every few seconds? The mail that waits; it may run twice."""

from celery import shared_task
from django.utils import timezone

from . import sending, ticks

SENDING = "send_waiting"


@shared_task  # type: ignore[untyped-decorator]
def send_waiting() -> None:
    now = timezone.now()
    sending.send_waiting(at=now)
    ticks.note(SENDING, at=now)
