"""Does every arrangement say when its next session is due, as policies and records have it? If not, it will."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services.arrangements import drifted, refresh_all_due


class Command(BaseCommand):
    help = "Work out every due date afresh; with --check only say which are wrong, and end with an error if any is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            self.stdout.write(f"{refresh_all_due()} due dates were put right.")
            return
        if wrong := drifted():
            for one in wrong:
                self.stderr.write(_words(one))
            raise CommandError(f"{len(wrong)} due dates are wrong. Run this without --check to put them right.")
        self.stdout.write("Every due date is right.")


def _words(arrangement: SupervisionArrangement) -> str:
    return f"Arrangement {arrangement.pk} should be due on {arrangement.next_due_on}."
