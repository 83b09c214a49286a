"""What does a person see of their own learning, and of the library?"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from accounts.models import Person
from supervision.rules.cpd import CpdYear, Progress
from supervision.sessions.models import ConfidenceDomain

from .models import LearningEntry, Resource


def learning_of(person: Person) -> QuerySet[LearningEntry]:
    """A person's own entries; there is no way to ask for somebody else's."""
    return LearningEntry.objects.filter(person=person).prefetch_related("domains")


def learning_in(person: Person, year: CpdYear) -> QuerySet[LearningEntry]:
    return learning_of(person).filter(done_on__range=(year.starts_on, year.ends_on))


def entry_of(person: Person, entry_id: UUID) -> LearningEntry:
    """Raises LearningEntry.DoesNotExist for anybody else's, as for one that never was."""
    return learning_of(person).get(pk=entry_id)


def progress_in(entries: Iterable[LearningEntry]) -> Progress:
    rows = list(entries)
    return Progress(pieces=len(rows), with_a_peer=sum(entry.has_peer_view for entry in rows))


def library() -> QuerySet[Any]:
    """The areas of confidence, each with the resources that are offered for it."""
    offered = Prefetch("resources", Resource.objects.filter(is_offered=True), to_attr="offered")
    return ConfidenceDomain.objects.filter(is_asked=True).prefetch_related(offered)


def general_resources() -> QuerySet[Resource]:
    """What is offered for the work as a whole."""
    return Resource.objects.filter(is_offered=True, domains=None)


def every_resource() -> QuerySet[Resource]:
    return Resource.objects.prefetch_related("domains")
