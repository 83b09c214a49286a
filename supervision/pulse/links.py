"""What is in the link to a pulse? A secret that only the server can work out for a person, so that none is kept."""

import base64
import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.outbox.models import OutgoingMail
from supervision.outbox.services import queue_all

from .models import Pulse

KIND = "pulse"
ADDRESS = "/pulse/answer/"


def secret_for(pulse: Pulse, person_id: int) -> str:
    """The same each time, from the key of the server: the database holds a hash of it and does not know whose."""
    digest = salted_hmac("reflect.pulse", f"{pulse.pk}.{person_id}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def mail_links(pulse: Pulse, people: Iterable[Person], *, at: datetime, again: bool = False) -> None:
    """Put a mail to each of them into the outbox: once when it starts, and once for each day of a reminder."""
    words = {"pulse": pulse, "organisation": settings.REFLECT_ORGANISATION, "again": again}
    subject = " ".join(render_to_string("emails/pulse_subject.txt", words).split())
    queue_all(
        OutgoingMail(
            to=person.email,
            subject=subject,
            body=render_to_string("emails/pulse.txt", words | {"person": person, "link": _link(pulse, person)}),
            kind=KIND,
            key=f"{KIND} {pulse.pk} {localdate(at)} {person.pk}",
            created_at=at,
            not_before=at,
        )
        for person in people
    )


def _link(pulse: Pulse, person: Person) -> str:
    return f"{settings.REFLECT_ADDRESS}{ADDRESS}{secret_for(pulse, person.pk)}/"
