"""Checks every locked record against the hash that was kept when it was signed, and names the first that changed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from supervision.encryption import Tampered
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services.sign_off import is_intact, locked_records


class Command(BaseCommand):
    help = "Check that every locked record still says what was signed; ends with an error that names the first."

    def handle(self, *args: Any, **options: Any) -> None:
        read, wrong = 0, []
        for record in locked_records():
            read += 1
            if why := _broken(record):
                wrong.append(f"Record {record.pk} of {record.held_on} is not what was signed. {why}")
                self.stderr.write(wrong[-1])
        if wrong:
            raise CommandError(f"{len(wrong)} of {read} locked records have been changed. The first: {wrong[0]}")
        self.stdout.write(f"{read} locked records say what was signed.")


def _broken(record: SupervisionSession) -> str:
    """What is wrong, with the row where one alone shows it; empty when nothing is."""
    try:
        return "" if is_intact(record) else "Together its rows do not have the hash that was kept."
    except Tampered as error:
        return str(error)
