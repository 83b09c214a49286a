"""Checks every locked record against the hash that was kept when it was signed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from supervision.encryption import Tampered
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services.sign_off import is_intact, locked_records


class Command(BaseCommand):
    help = "Check that every locked record still says what was signed; ends with an error when one does not."

    def handle(self, *args: Any, **options: Any) -> None:
        records = locked_records()
        changed = [record for record in records if not _stands(record)]
        for record in changed:
            self.stderr.write(f"Record {record.pk} of {record.held_on} is not what was signed.")
        if changed:
            raise CommandError(f"{len(changed)} of {len(records)} locked records have been changed.")
        self.stdout.write(f"{len(records)} locked records say what was signed.")


def _stands(record: SupervisionSession) -> bool:
    try:
        return is_intact(record)
    except Tampered:
        return False
