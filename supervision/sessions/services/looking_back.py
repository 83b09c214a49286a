"""How does somebody say, looking back, how confident they were? In rows of their own, which stand."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.vocabulary import AuditAction

from ..models import RetrospectiveRating
from ..rating_queries import days_rated_by


@transaction.atomic
def look_back(*, as_of: date, scores: Mapping[int, int], key: UUID, by: Person, at: datetime) -> None:
    """Rate oneself again as of a day on which one rated. The same form again is said once. Raises ValidationError."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = RetrospectiveRating.objects.filter(rater=by, key=key)
    if mine.exists():
        return
    today = localdate(at)
    if as_of not in days_rated_by(by, before=today):
        raise ValidationError({"as_of": "Choose one of the days on which you rated yourself"})
    if not scores:
        raise ValidationError("Rate at least one area")
    RetrospectiveRating.objects.bulk_create(
        RetrospectiveRating(rater=by, domain_id=domain, as_of=as_of, score=score, given_on=today, key=key)
        for domain, score in sorted(scores.items())
    )
    audit(actor=by, action=AuditAction.CREATED, kind="looking_back", object_id=key, at=at, as_of=str(as_of))
