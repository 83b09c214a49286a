"""How does a person get the secret address of their calendar, and what does it open?"""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import Person
from supervision.audit.services import record
from supervision.vocabulary import AuditAction

from ..models import CalendarFeed

NOTED_EVERY = timedelta(hours=1)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_of(person: Person) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(person=person).first()


@transaction.atomic
def make(*, person: Person, at: datetime) -> str:
    """Make an address for one's own calendar; one made before stops working. Returns the secret, which is not kept."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person=person, defaults={"secret_hash": _hash(secret), "made_at": at, "last_read_at": None}
    )
    record(actor=person, action=AuditAction.CREATED, kind="calendar", object_id=person.pk, at=at)
    return secret


@transaction.atomic
def revoke(*, person: Person, at: datetime) -> None:
    if CalendarFeed.objects.filter(person=person).delete()[0]:
        record(actor=person, action=AuditAction.CHANGED, kind="calendar", object_id=person.pk, at=at)


def read(*, secret: str, at: datetime) -> Person | None:
    """Whose calendar a secret opens. Nobody's when it is unknown, revoked, or of a closed account.

    That it was read is noted once an hour, so that calendars which ask every few minutes write little.
    """
    found = CalendarFeed.objects.select_related("person").filter(secret_hash=_hash(secret), person__is_active=True)
    feed = found.first()
    if feed is None:
        return None
    unnoted = Q(last_read_at=None) | Q(last_read_at__lte=at - NOTED_EVERY)
    CalendarFeed.objects.filter(unnoted, pk=feed.pk).update(last_read_at=at)
    return feed.person
