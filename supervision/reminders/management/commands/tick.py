"""How is the work of the clock done without Celery? By this command, from cron or by hand, as often as one likes."""

from typing import Any

from django.core.management import BaseCommand, CommandError, call_command
from django.utils import timezone

from supervision.outbox import ticks
from supervision.outbox.sending import send_waiting
from supervision.outbox.tasks import SENDING
from supervision.reminders.ticking import WORK, tick


class Command(BaseCommand):
    help = "All that the schedule does: tell, settle, send mail and make reports. Once, and then it ends."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        done = tick(at=now)
        sent = send_waiting(at=now)
        ticks.note(SENDING, at=now)
        call_command("make_reports", stdout=self.stdout)  # by its name: reports stand above reminders
        if len(done) < len(WORK):
            raise CommandError("A part of the work could not be done. The message above says which.")
        self.stdout.write(f"{done['told']} told, {done['settled']} settled, {done['mails']} mails made, {sent} sent.")
