"""What do the two of them want to talk about next?"""

from django.conf import settings
from django.db import models

from supervision.encryption import SealedText

from .arrangement import SupervisionArrangement
from .base import NarrativeRow
from .session import SupervisionSession


class AgendaItem(NarrativeRow):
    """Shared with the other person, or private to its writer. Open until a record takes it up."""

    arrangement = models.ForeignKey(SupervisionArrangement, on_delete=models.PROTECT, related_name="agenda_items")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    is_shared = models.BooleanField()
    added_at = models.DateTimeField()
    taken_up_in = models.ForeignKey(
        SupervisionSession, on_delete=models.PROTECT, null=True, related_name="agenda_items"
    )
    body = SealedText()

    class Meta:
        ordering = ["added_at"]

    def __str__(self) -> str:
        return f"Agenda item of {self.author}"
