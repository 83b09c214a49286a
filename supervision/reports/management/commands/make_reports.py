"""How are reports made without Celery? By this command, from cron or by hand, as often as one likes."""

from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from supervision.reports.services import ticking


class Command(BaseCommand):
    help = "Make the audit reports that wait or are due, and delete files whose days are over. Once, and then it ends."

    def handle(self, *args: Any, **options: Any) -> None:
        made, deleted = ticking.strike(at=timezone.now())
        self.stdout.write(f"{made} made, {deleted} deleted.")
