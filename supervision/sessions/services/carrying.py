"""How are words kept that were posted when their writer was no longer signed in? Sealed, a day, for them alone."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.vocabulary import AuditAction

from ..models import CarriedPost

KEPT = timedelta(days=1)
Fields = Mapping[str, list[str]]


@transaction.atomic
def carry(*, person: Person, path: str, fields: Fields, instead_of: str = "", at: datetime) -> CarriedPost:
    """Keep a posted form for its writer, in place of the one that it was filled in from."""
    post = CarriedPost.objects.create(person=person, path=path, posted_at=at, fields=json.dumps(dict(fields)))
    audit(actor=person, action=AuditAction.CREATED, kind="carried_post", object_id=post.pk, at=at)
    if instead_of:
        forget(post_id=instead_of, by=person)
    return post


@transaction.atomic
def take(*, path: str, by: Person) -> list[dict[str, list[str]]]:
    """What this person posted to that address without a sign-in, oldest first; it is handed out once."""
    mine = CarriedPost.objects.select_for_update().filter(path=path, person=by)
    fields = [fields_of(post) for post in mine]
    mine.delete()
    return fields


@transaction.atomic
def forget(*, post_id: str, by: Person) -> None:
    """Forget a form that its writer has used."""
    CarriedPost.objects.filter(pk=post_id, person=by).delete()


def forget_old(*, at: datetime) -> int:
    """Forget what nobody came back for, and say how many."""
    return CarriedPost.objects.filter(posted_at__lt=at - KEPT).delete()[0]


def fields_of(post: CarriedPost) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = json.loads(post.fields)
    return fields
