"""Is this still the person who signed in? Asked again before a signature, with a limit on guessing."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from supervision.audit.models import AuditEvent
from supervision.audit.services import record
from supervision.vocabulary import AuditAction

from ..models import Person
from .people import locked

KIND = "identity"
TRIES = 5
WINDOW = timedelta(minutes=5)


class TooManyTries(ValidationError):
    """The password was wrong so often that not even the right one is taken for a while."""

    def __init__(self) -> None:
        super().__init__("You entered a wrong password too often. Wait five minutes, then try again.")


@transaction.atomic
def confirm_identity(*, person: Person, password: str) -> bool:
    """Whether this is the person's password. Raises TooManyTries after five wrong ones in five minutes.

    The person's row is locked meanwhile, so that guesses made at once are counted one after another. Call it outside
    a transaction that may be rolled back: the wrong try would be forgotten with it.
    """
    now, person = timezone.now(), locked(person)
    wrong = AuditEvent.objects.filter(actor=person, action=AuditAction.REFUSED, kind=KIND, at__gt=now - WINDOW)
    if wrong.count() >= TRIES:
        raise TooManyTries
    if person.is_active and person.check_password(password):
        return True
    record(actor=person, action=AuditAction.REFUSED, kind=KIND, object_id=person.pk, at=now)
    return False
