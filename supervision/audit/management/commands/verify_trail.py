"""Checks that the trail is what was sealed, and prints the head of its chain to be kept elsewhere."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from supervision.audit.sealing import verify


class Command(BaseCommand):
    help = "Check that the trail is what was sealed; ends with an error that names the first row which is not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kept", default="", help="A head that was kept elsewhere, such as 12:8f0c...")

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify(options["kept"])
        if verdict.broken:
            raise CommandError(f"{verdict.broken} The {verdict.events} rows before that seal stand.")
        self.stdout.write(
            f"{verdict.events} rows stand as they were sealed; {verdict.unsealed} newer ones wait for it."
        )
        self.stdout.write(f"Head: {verdict.head}")
