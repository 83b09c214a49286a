"""Fills an empty installation with invented people and two years of their supervision."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import Person
from supervision.demo.build import build
from supervision.demo.cast import LEADERS, PASSWORD, SIGN_INS, TEAMS


class Command(BaseCommand):
    help = "Fill an empty installation with invented people and two years of invented supervision."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--show-sign-ins", action="store_true", help="only print who can sign in, and how")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["show_sign_ins"]:
            if Person.objects.exists():
                raise CommandError("There are people in this installation already. Demonstration data was not added.")
            build(timezone.now())
        if options["verbosity"]:
            self.stdout.write(sign_ins())


def sign_ins() -> str:
    """Who can look around, and the password; nothing when the demonstration was never loaded."""
    everybody = {member.name: member for members in (*TEAMS.values(), LEADERS) for member in members}
    shown = [everybody[name] for name in SIGN_INS]
    if not Person.objects.filter(email=shown[0].email).exists():
        return "No demonstration data is loaded."
    lines = [f"  {', '.join(member.roles):<36} {member.email}" for member in shown]
    return "\n".join(["Sign in as:", *lines, f"  password for all: {PASSWORD}"])
