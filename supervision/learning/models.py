"""What has somebody learnt, what does a team plan to learn, and where is more to be found?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.encryption import SealedText
from supervision.narrative import NarrativeRow
from supervision.sessions.models import ConfidenceDomain

from .words import LearningKind, PlanEnd


class LearningEntry(NarrativeRow):
    """One piece of learning, as its learner wrote it. Nobody else opens it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="learning")
    kind = models.CharField(max_length=20, choices=LearningKind.choices())
    done_on = models.DateField()
    domains = models.ManyToManyField(ConfidenceDomain, blank=True, related_name="+")
    title = SealedText()
    relevance = SealedText()
    learnt = SealedText()
    impact = SealedText()
    peer_view = SealedText()
    has_peer_view = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one.")

    class Meta:
        ordering = ["-done_on", "-written_at"]
        verbose_name_plural = "learning entries"
        indexes = [models.Index(fields=["person", "-done_on"], name="learning_by_day")]
        constraints = [
            models.UniqueConstraint(fields=["person", "key"], name="learning_posted_once"),
            models.CheckConstraint(
                name="learning_kind_known", condition=Q(kind__in=[kind.value for kind in LearningKind])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.done_on}"


class PlannedLearning(NarrativeRow):
    """What a supervisor plans for their team to learn, for one area of confidence. The team reads it."""

    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    domain = models.ForeignKey(ConfidenceDomain, on_delete=models.PROTECT, related_name="+")
    what = SealedText()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="Who sees to it."
    )
    due_on = models.DateField()
    added_at = models.DateTimeField()
    ended = models.CharField(max_length=20, choices=PlanEnd.choices(), blank=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one.")

    class Meta:
        ordering = ["due_on", "added_at"]
        verbose_name_plural = "planned learning"
        indexes = [models.Index(fields=["owner"], name="planned_learning_owner", condition=Q(ended=""))]
        constraints = [
            models.UniqueConstraint(fields=["supervisor", "key"], name="planned_learning_posted_once"),
            models.CheckConstraint(
                name="planned_learning_ends_at_a_time",
                condition=Q(ended="", ended_at=None)
                | Q(ended__in=[end.value for end in PlanEnd], ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Planned for {self.domain} by {self.due_on}"


class Resource(models.Model):
    """Something to read, watch or attend: a link, never a copy."""

    title = models.CharField(max_length=120, unique=True)
    source = models.CharField(max_length=80, help_text="Whom it is from.")
    link = models.URLField(max_length=300)
    access_note = models.CharField(max_length=120, blank=True)
    domains = models.ManyToManyField(ConfidenceDomain, blank=True, related_name="resources")
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["title"]
        constraints = [models.CheckConstraint(name="resource_link_is_secure", condition=Q(link__startswith="https://"))]

    def __str__(self) -> str:
        return self.title
