"""What has been typed and not sent yet? Kept as typed, control by control, so that nothing is lost.

A draft holds raw answers, even half-typed ones; sending checks them and writes the record's own rows.
"""

from django.conf import settings
from django.db import models

from supervision.encryption import SealedText

from .base import NarrativeRow
from .session import SupervisionSession


class DraftAnswer(NarrativeRow):
    """The values of one form control, as a JSON list, with the version a tab must know to change it."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.CASCADE, related_name="draft_answers")
    control = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    values = SealedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "control"], name="one_answer_for_each_control")
        ]

    def __str__(self) -> str:
        return f"{self.control} of {self.supervision_session_id}"


class KeptText(NarrativeRow):
    """A text that lost against a newer one, from another tab or a carried form. Kept until its writer removes it."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.CASCADE, related_name="kept_texts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    control = models.CharField(max_length=80)
    kept_at = models.DateTimeField()
    values = SealedText()

    class Meta:
        ordering = ["kept_at"]

    def __str__(self) -> str:
        return f"Kept text for {self.control}"


class CarriedPost(NarrativeRow):
    """A form that was posted after its sign-in had expired, kept a day for the person who had it open."""

    path = models.CharField(max_length=300)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    posted_at = models.DateTimeField()
    fields = SealedText()

    class Meta:
        ordering = ["posted_at"]

    def __str__(self) -> str:
        return f"Carried post of {self.person}"
