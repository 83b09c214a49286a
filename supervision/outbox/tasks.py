"""What does the clock set off? Waiting mail every few seconds, and a tidy once a day; both may run twice."""

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from . import services


@shared_task  # type: ignore[untyped-decorator]
def send_waiting() -> None:
    services.send_waiting(at=timezone.now())


@shared_task  # type: ignore[untyped-decorator]
def tidy() -> None:
    call_command("clearsessions")
    services.forget_old(at=timezone.now())
