"""What was agreed to be done, by whom, by when, and what became of it?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.casenotes.models import Case
from supervision.encryption import SealedText
from supervision.vocabulary import ProgressKind

from .base import NarrativeRow
from .guest import GuestInvitation
from .session import SupervisionSession

CLOSING = frozenset({ProgressKind.DONE, ProgressKind.NO_LONGER_NEEDED})


class ActionPoint(NarrativeRow):
    """What was agreed locks with the record; only `closed_at` and `held_by` follow its progress."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="action_points")
    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        help_text="Who has it to do now: its owner, until it was passed over.",
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="action_points")
    guest = models.ForeignKey(
        GuestInvitation,
        on_delete=models.PROTECT,
        null=True,
        related_name="action_points",
        help_text="Somebody from outside does it; its owner, who has an account, asks after it.",
    )
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    agreed_on = models.DateField()
    closed_at = models.DateTimeField(null=True)
    what = SealedText()
    why = SealedText()
    how = SealedText()

    class Meta:
        ordering = ["due_on", "position"]
        indexes = [
            models.Index(fields=["held_by", "due_on"], name="open_action_point_due", condition=Q(closed_at=None))
        ]

    def __str__(self) -> str:
        return f"Action point due on {self.due_on}"

    @property
    def doer(self) -> str:
        """Who agreed to do it, in words."""
        return f"{self.guest}; {self.owner} asks after it" if self.guest else str(self.owner)


class ActionPointProgress(NarrativeRow):
    """An update, or the evidence with which it was closed. Only ever added to."""

    action_point = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="progress")
    kind = models.CharField(max_length=20, choices=ProgressKind.choices())
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    body = SealedText()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.kind} of {self.action_point_id}"


class CarriedActionPoint(models.Model):
    """An action point that was still open when a later session was sent for signature."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="carried")
    action_point = models.ForeignKey(ActionPoint, on_delete=models.PROTECT, related_name="carried")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "action_point"], name="carried_once_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.action_point_id} carried into {self.supervision_session_id}"
