"""What does the clock set off? Waiting mail every few seconds, and a tidy once a day; both may run twice."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from . import sending, services, ticks

SENDING, TIDY = "send_waiting", "tidy"


@shared_task  # type: ignore[untyped-decorator]
def send_waiting() -> None:
    now = timezone.now()
    sending.send_waiting(at=now)
    ticks.note(SENDING, at=now)


@shared_task  # type: ignore[untyped-decorator]
def tidy() -> None:
    now = timezone.now()
    call_command("clearsessions")
    call_command("forget_carried")
    services.forget_old(at=now)
    ticks.note(TIDY, at=now)
