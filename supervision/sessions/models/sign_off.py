"""Who signed what, what happened to the record, and what was added to it later?"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.encryption import SealedText
from supervision.gathering_vocabulary import ATTENDEE, AttendeeResponse
from supervision.vocabulary import Party, RecordStep, SignatureResponse

from .base import NarrativeRow
from .session import SupervisionSession


class Signature(NarrativeRow):
    """One party's signature on one version, or that of one who came to a gathering. A change voids it; it stays."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=20, choices=[*Party.choices(), (ATTENDEE, "Attendee")])
    response = models.CharField(max_length=30, choices=SignatureResponse.choices() + AttendeeResponse.choices())
    content_version = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    statement = SealedText()

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["supervision_session", "party"],
                condition=Q(voided_at=None) & ~Q(party=ATTENDEE),
                name="one_standing_signature_each",
            ),
            models.UniqueConstraint(
                fields=["supervision_session", "person"],
                condition=Q(voided_at=None, party=ATTENDEE),
                name="one_standing_answer_each",
            ),
            models.CheckConstraint(
                name="attendee_answers_as_one",
                condition=Q(party=ATTENDEE, response__in=list(AttendeeResponse))
                | (~Q(party=ATTENDEE) & ~Q(response__in=list(AttendeeResponse))),
            ),
        ]
        indexes = [
            models.Index(
                fields=["supervision_session"],
                condition=Q(voided_at=None, response=SignatureResponse.DO_NOT_AGREE),
                name="signature_not_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"Signature of {self.person}"


class RecordEvent(NarrativeRow):
    """One step in a record's life, with a comment where the step has one. Only ever added to."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="events")
    step = models.CharField(max_length=20, choices=RecordStep.choices())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    comment = SealedText()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.step} of {self.supervision_session_id}"

    def turn(self) -> tuple[datetime, int]:
        """Where it stands in the history: at one moment in the order of the steps, a lock after its last signature."""
        return self.at, list(RecordStep).index(RecordStep(self.step))


class Addendum(NarrativeRow):
    """Something added after the lock. The original stands; this stands beside it."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="addenda")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reason = SealedText()
    body = SealedText()

    class Meta:
        ordering = ["written_at"]
        verbose_name_plural = "addenda"

    def __str__(self) -> str:
        return f"Addendum to {self.supervision_session_id}"
