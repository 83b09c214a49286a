"""What have a practitioner and a supervisor agreed about their supervision?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.encryption import SealedText
from supervision.vocabulary import Party, Place

from .arrangement import SupervisionArrangement
from .base import NarrativeRow


class SupervisionAgreement(NarrativeRow):
    """One version of an agreement. A change makes a new version, to be signed afresh."""

    arrangement = models.ForeignKey(SupervisionArrangement, on_delete=models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    interval_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Empty: as often as the policy says."
    )
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, choices=Place.choices())
    review_on = models.DateField()
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    confidentiality = SealedText()
    disagreements = SealedText()
    adjustments = SealedText()
    less_often_reason = SealedText(null=True)  # null unless they agreed to meet less often than the policy says
    prompts_ahead = models.BooleanField(default=False, help_text="Ask for the agenda 48 hours ahead of a session.")
    passed_over_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["arrangement", "number"], name="agreement_numbered_once"),
            models.CheckConstraint(
                name="agreement_interval_between_a_week_and_a_year",
                condition=Q(interval_days=None) | Q(interval_days__range=(7, 366)),
            ),
            models.CheckConstraint(
                name="agreement_less_often_names_an_interval",
                condition=Q(less_often_reason=None) | Q(interval_days__isnull=False),
            ),
            models.CheckConstraint(
                name="agreement_length_between_15_minutes_and_8_hours",
                condition=Q(minutes__range=(15, 480)),
            ),
        ]

    def __str__(self) -> str:
        return f"Agreement {self.number} of {self.arrangement}"


class AgreementSignature(models.Model):
    agreement = models.ForeignKey(SupervisionAgreement, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=20, choices=Party.choices())
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at"]
        constraints = [models.UniqueConstraint(fields=["agreement", "party"], name="agreement_signed_once_by_each")]

    def __str__(self) -> str:
        return f"{self.person} signed {self.agreement}"
