"""Which signed record was opened for whom, though it is not theirs to read: asked why, agreed by whom, how long?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from supervision.encryption import SealedText
from supervision.narrative import NarrativeRow
from supervision.opening_policy import OPEN_FOR
from supervision.opening_vocabulary import OpeningDecision, OpeningFinding

from .session import SupervisionSession

PERSON = settings.AUTH_USER_MODEL
UNDECIDED = Q(decision="", decided_by=None, decided_at=None)
NOT_REVIEWED = Q(finding="", reviewed_by=None, reviewed_at=None)


class RecordOpening(models.Model):
    """One manager's request to read one signed record. What was said once stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="openings")
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    is_at_risk = models.BooleanField(help_text="A child may be at risk: it opens at once and is reviewed afterwards.")
    review_on = models.DateField(null=True, help_text="By when somebody else is to have looked at it.")
    decision = models.CharField(max_length=20, choices=OpeningDecision.choices(), blank=True)
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    finding = models.CharField(max_length=20, choices=OpeningFinding.choices(), blank=True)
    reviewed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was asked in: posted twice, it is one.")

    class Meta:
        ordering = ["-asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "key"], name="opening_posted_once"),
            models.CheckConstraint(
                name="opening_has_a_second_manager",
                condition=(Q(decided_by=None) | ~Q(decided_by=F("asked_by")))
                & (Q(reviewed_by=None) | ~Q(reviewed_by=F("asked_by"))),
            ),
            models.CheckConstraint(
                name="opening_is_decided_before_or_reviewed_after",
                condition=Q(UNDECIDED, is_at_risk=True, review_on__isnull=False)
                | Q(NOT_REVIEWED, is_at_risk=False, review_on=None),
            ),
            models.CheckConstraint(
                name="opening_is_decided_by_somebody",
                condition=UNDECIDED
                | Q(decision__in=list(OpeningDecision), decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opening_is_reviewed_by_somebody",
                condition=NOT_REVIEWED
                | Q(finding__in=list(OpeningFinding), reviewed_by__isnull=False, reviewed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="opening_is_agreed_or_at_risk_and_lasts_an_hour",
                condition=Q(opened_at=None, closes_at=None)
                | (
                    Q(opened_at__isnull=False, closes_at=F("opened_at") + OPEN_FOR)
                    & (Q(is_at_risk=True) | Q(decision=OpeningDecision.AGREED.value))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supervision_session_id} for {self.asked_by}"


class RecordOpeningReason(NarrativeRow):
    """Why, as the manager wrote it."""

    opening = models.OneToOneField(RecordOpening, on_delete=models.PROTECT, related_name="reason")
    body = SealedText()

    def __str__(self) -> str:
        return f"Why {self.opening_id} was asked for"
