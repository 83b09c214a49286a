"""How is the work of the clock done without Celery? By this command, from cron or by hand, as often as one likes."""

import logging
from datetime import datetime
from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from supervision.outbox import ticks
from supervision.outbox.sending import send_waiting
from supervision.outbox.tasks import SENDING
from supervision.reminders.ticking import WORK, tick

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "All that the schedule does: tell, settle, send mail and make reports. Once, and then it ends."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        done = tick(at=now)
        sent = _send(now)
        call_command("make_reports", stdout=self.stdout)  # by its name: reports stand above reminders
        if len(done) < len(WORK) or sent is None:
            raise CommandError("A part of the work could not be done. The message above says which.")
        self.stdout.write(f"{done['told']} told, {done['settled']} settled, {done['mails']} mails made, {sent} sent.")


def _send(at: datetime) -> int | None:
    """How many mails went, or None when that failed: reports are made all the same."""
    try:
        sent = send_waiting(at=at)
    except Exception:
        logger.exception("The tick could not send mail")
        return None
    ticks.note(SENDING, at=at)
    return sent
