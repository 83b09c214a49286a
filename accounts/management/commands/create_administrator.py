"""Who is the first administrator? They are invited by a command, because nobody else can invite them yet."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.services import add_person, grant, send_invitation
from supervision.vocabulary import Role


class Command(BaseCommand):
    help = "Invite an administrator: prints the link that sets their password, and mails it to them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--again", action="store_true", help="send a new link to somebody who is here already")

    @transaction.atomic
    def handle(self, *args: Any, email: str, name: str, again: bool, **options: Any) -> None:
        at = timezone.now()
        try:
            person = self._person(email, name, again)
            grant(person=person, role=Role.ADMINISTRATOR, by=None, at=at)
            link = send_invitation(person=person, by=None, at=at)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person.name} can set a password with this link, once, within 7 days:\n{link}")

    def _person(self, email: str, name: str, again: bool) -> Person:
        """Somebody new, or with --again somebody who is here."""
        person = Person.objects.filter(email__iexact=email.strip()).first()
        if person and not again:
            raise CommandError(f"{person.name} is here already. Add --again to invite them as an administrator.")
        if person is None:
            person = Person(email=email, name=name)
            add_person(person=person, by=None, at=timezone.now())
        return person
