"""How confident was somebody, and how did the work feel? One row for each area rated."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from supervision.vocabulary import EmotionalItem

from .session import SupervisionSession
from .template import ConfidenceDomain, TemplateVersion


class ConfidenceRating(models.Model):
    """A score from 1 to 5, or none with `not_used`: the area did not come up since the last session."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="ratings")
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    domain = models.ForeignKey(ConfidenceDomain, on_delete=models.PROTECT, related_name="+")
    template_version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(null=True)
    not_used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "rater", "domain"], name="rated_once_by_each"),
            models.CheckConstraint(
                name="rating_is_a_score_or_not_used",
                condition=Q(score__range=(1, 5), not_used=False) | Q(score=None, not_used=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain}: {self.score or 'not used'}"


class EmotionalRating(models.Model):
    """How worried or anxious the work made somebody, 1 to 5. Kept apart from confidence, never ranked."""

    supervision_session = models.ForeignKey(
        SupervisionSession, on_delete=models.PROTECT, related_name="emotional_ratings"
    )
    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    item = models.CharField(max_length=20, choices=EmotionalItem.choices())
    score = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "rater", "item"], name="felt_once_by_each"),
            models.CheckConstraint(name="emotional_score_is_one_to_five", condition=Q(score__range=(1, 5))),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.score}"


class RetrospectiveRating(models.Model):
    """How confident somebody says later that they were in one area on an earlier day. Only ever added to.

    People often see how sure they were only once they are surer: what was rated then stands beside it, unchanged.
    """

    rater = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    domain = models.ForeignKey(ConfidenceDomain, on_delete=models.PROTECT, related_name="+", db_index=False)
    as_of = models.DateField(help_text="The day that is looked back to.")
    score = models.PositiveSmallIntegerField()
    given_on = models.DateField(help_text="The day on which it was said.")
    key = models.UUIDField(help_text="Of the form it was said in: posted twice, it is said once.")

    class Meta:
        ordering = ["given_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rater", "key", "domain"], name="looked_back_once_a_form"),
            models.CheckConstraint(name="retrospective_score_is_one_to_five", condition=Q(score__range=(1, 5))),
            models.CheckConstraint(name="looking_back_is_to_an_earlier_day", condition=Q(as_of__lt=F("given_on"))),
        ]

    def __str__(self) -> str:
        return f"{self.domain} on {self.as_of}: {self.score}"
