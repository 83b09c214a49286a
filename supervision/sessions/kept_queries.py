"""What is kept for somebody that is in no record: a text beside it, a form that came too late?"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.models import Person
from supervision.vocabulary import RecordState

from .models import CarriedPost, KeptText, SupervisionSession


def is_sent(record: SupervisionSession, *, by: Person) -> bool:
    """Whether what this person wrote has been sent at this moment, whatever the object in hand says."""
    states = (RecordState.SENT, RecordState.LOCKED)
    return SupervisionSession.objects.filter(pk=record.pk, writer=by, state__in=states).exists()


def being_written_by(person: Person, record_ids: Iterable[str]) -> QuerySet[Any]:
    """The keys of those of these records that this person is writing, or was asked to change."""
    states = (RecordState.DRAFT, RecordState.RETURNED)
    found = SupervisionSession.objects.filter(pk__in=record_ids, writer=person, state__in=states)
    return found.order_by().values_list("pk", flat=True)


def kept_texts(person: Person, record: SupervisionSession) -> QuerySet[KeptText]:
    """A person's own texts that lost against a newer one, the oldest first."""
    return KeptText.objects.filter(supervision_session=record, person=person)


def carried_to(person: Person, path: str) -> QuerySet[CarriedPost]:
    """The forms that this person posted to that address without a sign-in, the oldest first."""
    return CarriedPost.objects.filter(person=person, path=path)
