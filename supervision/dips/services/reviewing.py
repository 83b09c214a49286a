"""How does somebody give their review of a record? Once, and it stands."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.dip_policy import check_review
from supervision.dip_vocabulary import Grade
from supervision.dips import queries, telling
from supervision.dips.models import CriterionGrade, DipSample, RecordReview, ReviewWords, SampledRecord
from supervision.policy import Denied
from supervision.vocabulary import AuditAction

KIND = "dip_review"


@transaction.atomic
def give(
    *, sampled: SampledRecord, grades: Mapping[int, Grade], difference: str, feedback: str, by: Person, at: datetime
) -> RecordReview:
    """A grade for each criterion of the sample, and what was found. Raises Denied, ValidationError."""
    DipSample.objects.select_for_update().get(pk=sampled.sample_id)
    try:
        stored, place = queries.get_sampled(by, sampled.pk, at=at)
    except SampledRecord.DoesNotExist:
        raise Denied("This record was not opened for you.") from None
    check_review(place)
    if set(grades) != set(stored.sample.criteria.values_list("pk", flat=True)):
        raise ValidationError("Give a grade for each criterion")
    review = queries.review_of(by, stored)
    CriterionGrade.objects.bulk_create(
        CriterionGrade(review=review, criterion_id=criterion, grade=grade) for criterion, grade in grades.items()
    )
    ReviewWords.objects.create(review=review, difference=difference, feedback=feedback)
    review.given_at = at
    review.save()
    audit(actor=by, action=AuditAction.CREATED, kind=KIND, object_id=review.pk, at=at, sampled=str(stored.pk))
    telling.given(stored, by=by, is_last=place.given + 1 == place.asked, at=at)
    return review
