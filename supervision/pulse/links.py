"""What is in the link to a pulse? A secret that only the server can work out for a person, so that none is kept.

A mail that waits has a mark where the link goes: from a link the hash of a ticket follows, and a ticket that is gone
says of somebody that they have answered.
"""

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
MARK = "{the link is put here as this mail leaves}"


def secret_for(pulse: Pulse, person_id: int) -> str:
    """The same each time, from the key of the server: the database holds a hash of it and does not know whose."""
    return _secret(str(pulse.pk), str(person_id))


def _secret(pulse_id: str, person_id: str) -> str:
    digest = salted_hmac("reflect.pulse", f"{pulse_id}.{person_id}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def mark_of(person_id: int) -> int:
    """The same in each pulse, so that these can be compared. Whose it is, the database knows no more than of a link."""
    digest = salted_hmac("reflect.pulse.asked", str(person_id), algorithm="sha256").digest()
    return int.from_bytes(digest[:8], signed=True)


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
            body=render_to_string("emails/pulse.txt", words | {"person": person, "link": MARK}),
            kind=KIND,
            key=f"{KIND} {pulse.pk} {localdate(at)} {person.pk}",
            created_at=at,
            not_before=at,
        )
        for person in people
    )


def written(mail: OutgoingMail) -> str:
    """What a mail says as it leaves, with the link of the person whom its key names."""
    _, pulse_id, _, person_id = mail.key.split()
    return mail.body.replace(MARK, f"{settings.REFLECT_ADDRESS}{ADDRESS}{_secret(pulse_id, person_id)}/")


def forget_mails(pulse: Pulse) -> None:
    """Sent or not: whom a reminder went to says who had answered."""
    OutgoingMail.objects.filter(kind=KIND, key__startswith=f"{KIND} {pulse.pk} ").delete()
