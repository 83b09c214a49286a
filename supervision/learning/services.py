"""How does somebody keep their own learning log, and an administrator the library?"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.vocabulary import AuditAction

from .models import LearningEntry, Resource
from .words import LearningKind


@dataclass(frozen=True)
class Learning:
    """A checked form."""

    kind: LearningKind
    done_on: date
    title: str
    relevance: str
    learnt: str
    impact: str
    peer_view: str
    domain_ids: Collection[int]


@transaction.atomic
def add(*, learning: Learning, key: UUID, by: Person, at: datetime) -> LearningEntry:
    """Add to one's own log. The same form again, as from a double click, is one entry."""
    _check_day(learning.done_on, at)
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if stored := LearningEntry.objects.filter(person=by, key=key).first():
        return stored
    entry = LearningEntry(person=by, key=key, written_at=at)
    _write(entry, learning)
    audit(actor=by, action=AuditAction.CREATED, kind="learning", object_id=entry.pk, at=at)
    return entry


@transaction.atomic
def change(*, entry: LearningEntry, learning: Learning, base_version: int, by: Person, at: datetime) -> LearningEntry:
    """Change one's own entry. Raises ValidationError when it was changed elsewhere since it was opened."""
    _check_day(learning.done_on, at)
    stored = _own(entry, by)
    if stored.version != base_version:
        raise ValidationError("This was changed in another tab. Open it again there, and copy over what you need.")
    stored.version += 1
    _write(stored, learning)
    audit(actor=by, action=AuditAction.CHANGED, kind="learning", object_id=stored.pk, at=at)
    return stored


@transaction.atomic
def remove(*, entry: LearningEntry, by: Person, at: datetime) -> None:
    """Take an entry out of one's own log, for good."""
    stored = _own(entry, by)
    audit(actor=by, action=AuditAction.CHANGED, kind="learning", object_id=stored.pk, at=at, state="removed")
    stored.delete()


def _own(entry: LearningEntry, by: Person) -> LearningEntry:
    return LearningEntry.objects.select_for_update().get(pk=entry.pk, person=by)


def _write(entry: LearningEntry, learning: Learning) -> None:
    entry.kind, entry.done_on = learning.kind, learning.done_on
    entry.title, entry.relevance, entry.learnt = learning.title, learning.relevance, learning.learnt
    entry.impact, entry.peer_view = learning.impact, learning.peer_view
    entry.has_peer_view = bool(learning.peer_view)
    entry.save()
    entry.domains.set(learning.domain_ids)


def _check_day(day: date, at: datetime) -> None:
    if day > localdate(at):
        raise ValidationError({"done_on": "The day must be today or in the past"})


@transaction.atomic
def keep_resource(*, resource: Resource, domain_ids: Collection[int], by: Person, at: datetime) -> Resource:
    """Put a resource into the library, or change one. Raises ValidationError."""
    is_new = resource.pk is None
    resource.full_clean()
    resource.save()
    resource.domains.set(domain_ids)
    action = AuditAction.CREATED if is_new else AuditAction.CHANGED
    audit(actor=by, action=action, kind="resource", object_id=resource.pk, at=at)
    return resource
