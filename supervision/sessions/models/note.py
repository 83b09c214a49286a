"""What does a person keep to themselves about a session? Opened here by its writer alone."""

from django.conf import settings
from django.db import models

from supervision.encryption import SealedText
from supervision.vocabulary import NoteKind

from .base import NarrativeRow
from .session import SupervisionSession


class PrivateNote(NarrativeRow):
    """A private reflection, or a supervisor's own preparation. Stays editable after the lock."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="private_notes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=NoteKind.choices())
    body = SealedText()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["supervision_session", "person"], name="one_private_note_each")]

    def __str__(self) -> str:
        return f"Private note of {self.person}"
