"""How are reports made without Celery? By this command, from cron or by hand, as often as one likes."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from supervision.outbox import ticks
from supervision.reports.services import making, runs, saving


class Command(BaseCommand):
    help = "Make the audit reports that wait or are due, and delete files whose days are over. Once, and then it ends."

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        deleted = runs.delete_expired(at=now)
        saving.ask_due(at=now)
        ticks.note(ticks.REPORTS, at=now)
        self.stdout.write(f"{making.make_waiting()} made, {deleted} deleted.")
