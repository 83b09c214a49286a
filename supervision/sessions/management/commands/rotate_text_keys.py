"""Seals all stored texts with the current key, then shows that every locked record still says what was signed."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from supervision.encryption import current_key_id
from supervision.sessions.services import text_keys


class Command(BaseCommand):
    help = "Seal stored texts with the first key of REFLECT_TEXT_KEYS. Run it as the owner of the tables."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = text_keys.rotate(at=timezone.now())
        self.stdout.write(f"{changed} rows were sealed anew; every text now has the key {current_key_id()}.")
        call_command("verify_records", stdout=self.stdout, stderr=self.stderr)
