"""How was a gathering, in the eyes of those who came? Each says it once; it is no part of the record."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.encryption import SealedText
from supervision.gathering_vocabulary import Usefulness

from .base import NarrativeRow
from .guest import GuestInvitation
from .session import SupervisionSession


class Feedback(NarrativeRow):
    """What one person, or one guest, says of it. Changed by whoever gave it, for as long as that is open."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="feedback")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    guest = models.ForeignKey(GuestInvitation, on_delete=models.PROTECT, null=True, related_name="feedback")
    useful = models.CharField(max_length=10, choices=Usefulness.choices())
    will_do = SealedText()
    better = SealedText()
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "person"], name="feedback_of_a_person_once"),
            models.UniqueConstraint(fields=["supervision_session", "guest"], name="feedback_of_a_guest_once"),
            models.CheckConstraint(
                name="feedback_is_of_a_person_or_a_guest",
                condition=Q(person=None, guest__isnull=False) | Q(person__isnull=False, guest=None),
            ),
            models.CheckConstraint(
                name="feedback_usefulness_known", condition=Q(useful__in=[word.value for word in Usefulness])
            ),
        ]

    def __str__(self) -> str:
        return f"Feedback on {self.supervision_session_id}"
