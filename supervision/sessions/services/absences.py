"""Who signs for a former supervisor who is away? Whoever supervises today; else the record would wait for them."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.outbox.notices import settle
from supervision.vocabulary import NoticeKind

from ..absence_queries import Records, left_behind, without_their_signer
from ..models import SupervisionSession
from . import passing_on
from .history import lock_row


def after_handover(*, practitioner_id: int, by: Person, at: datetime) -> None:
    """Let the new supervisor sign what the old one cannot, because they are away or have left."""
    waiting = left_behind(localdate(at), practitioner_id=practitioner_id)
    for record in waiting:
        _pass(record, waiting, by=by, at=at)


@transaction.atomic
def pass_signature(*, record: SupervisionSession, at: datetime) -> bool:
    """One of `without_their_signer`, in the name of whoever entered that the signer is away."""
    waiting = without_their_signer(localdate(at))
    by = Person.objects.get(pk=record.entered_by_id)  # type: ignore[attr-defined]
    return _pass(record, waiting, by=by, at=at)


def _pass(record: SupervisionSession, waiting: Records, *, by: Person, at: datetime) -> bool:
    """Unless it was signed, or passed on by somebody else, meanwhile."""
    locked = lock_row(record)
    found = waiting.filter(pk=locked.pk).values_list("signer_id", "lead_id").first()
    if found is None:
        return False
    signer_id, lead_id = found
    settle(kinds=NoticeKind.SIGNATURE_WANTED, about_id=locked.pk, person_id=signer_id, at=at)
    passing_on.reroute(locked, Person.objects.get(pk=lead_id), by=by, at=at)
    return True
