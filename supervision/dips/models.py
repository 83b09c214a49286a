"""Which signed records were drawn for a review of quality, who reviews which, and what did they find?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.models import Service, Team
from supervision.dip_policy import LONGEST_OPEN, MOST
from supervision.dip_vocabulary import Grade, SecondReviews
from supervision.encryption import SealedText
from supervision.narrative import NarrativeRow
from supervision.sessions.models import SupervisionSession

PERSON = settings.AUTH_USER_MODEL


class Criterion(models.Model):
    """One thing that a record is looked at for. Changed, it is another edition, and samples keep theirs."""

    key = models.SlugField(max_length=40, db_index=False)
    edition = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=60)
    asks = models.CharField(max_length=300, help_text="The question that a reviewer asks of a record.")
    position = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, help_text="Since when it is in no further sample.")

    class Meta:
        ordering = ["position", "key", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["key", "edition"], name="criterion_edition_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(retired_at=None), name="criterion_one_in_force"),
        ]

    def __str__(self) -> str:
        return self.name


class DipSample(models.Model):
    """A random sample of the signed records of a period. From the same frame, its seed draws the same again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(help_text="Of the form it was asked for with: posted twice, it is one sample.")
    drawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    drawn_on = models.DateField()
    first_on = models.DateField()
    last_on = models.DateField()
    size = models.PositiveSmallIntegerField()
    seed = models.BigIntegerField()
    frame_size = models.PositiveIntegerField(help_text="Signed records of the period, among which it was drawn.")
    frame_digest = models.CharField(max_length=64, help_text="SHA-256 of their ids, one a line, in order.")
    second = models.CharField(max_length=10, choices=SecondReviews.choices())
    criteria = models.ManyToManyField(Criterion, related_name="+")
    ends_on = models.DateField(help_text="The last day on which its records are open to their reviewers.")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-drawn_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["drawn_by", "key"], name="dip_drawn_once"),
            models.CheckConstraint(name="dip_has_a_period", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(
                name="dip_leaves_it_to_chance", condition=Q(size__range=(1, MOST), frame_size__gte=F("size") * 2)
            ),
            models.CheckConstraint(
                name="dip_is_open_for_a_time",
                condition=Q(ends_on__gte=F("drawn_on"), ends_on__lte=F("drawn_on") + LONGEST_OPEN),
            ),
            models.CheckConstraint(
                name="dip_is_closed_by_somebody",
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} of {self.frame_size} records, {self.first_on} to {self.last_on}"


class DipStratum(models.Model):
    """A team and service that records of the frame belonged to. Whoever reads the sample as a manager reaches all."""

    sample = models.ForeignKey(DipSample, on_delete=models.PROTECT, related_name="strata", db_index=False)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    frame_size = models.PositiveIntegerField()
    drawn = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["team__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sample", "team", "service"], name="dip_stratum_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                name="dip_stratum_has_one_at_least", condition=Q(drawn__gte=1, drawn__lte=F("frame_size"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drawn} of {self.frame_size}"


class SampledRecord(models.Model):
    """A record of a sample, by its place in the order in which it was drawn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sample = models.ForeignKey(DipSample, on_delete=models.PROTECT, related_name="records", db_index=False)
    number = models.PositiveSmallIntegerField()
    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sample", "number"], name="dip_numbered_once"),
            models.UniqueConstraint(fields=["sample", "supervision_session"], name="dip_record_once"),
        ]

    def __str__(self) -> str:
        return f"Record {self.number} of {self.sample_id}"


class RecordReview(models.Model):
    """That somebody was named to review a record of a sample, and when they had. Given, it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sampled = models.ForeignKey(SampledRecord, on_delete=models.PROTECT, related_name="reviews", db_index=False)
    auditor = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField(help_text="1 for the first review of a record, 2 for the second.")
    given_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["sampled", "auditor"], name="dip_reviewed_once_by_each"),
            models.UniqueConstraint(fields=["sampled", "place"], name="dip_review_place_once"),
            models.CheckConstraint(name="dip_review_is_first_or_second", condition=Q(place__in=[1, 2])),
        ]

    def __str__(self) -> str:
        return f"Review {self.place} of {self.sampled_id} by {self.auditor}"


class CriterionGrade(models.Model):
    """What a review says of one criterion."""

    review = models.ForeignKey(RecordReview, on_delete=models.PROTECT, related_name="grades", db_index=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    grade = models.CharField(max_length=24, choices=Grade.choices())

    class Meta:
        ordering = ["criterion__position"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="dip_graded_once"),
            models.CheckConstraint(name="dip_grade_is_one_of_four", condition=Q(grade__in=list(Grade))),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.grade}"


class ReviewWords(NarrativeRow):
    """What a reviewer wrote: the difference that supervision made for the child, and what the supervisor is told."""

    review = models.OneToOneField(RecordReview, on_delete=models.PROTECT, related_name="words")
    difference = SealedText()
    feedback = SealedText()

    def __str__(self) -> str:
        return f"Words of {self.review_id}"
