"""What is written about a case? Notes that stay as written, and what was put right beside them."""

import uuid

from django.conf import settings
from django.db import models

from supervision.encryption import SealedText
from supervision.narrative import NarrativeRow

from ..words import CaseNoteKind
from .case import Case


class CaseNote(NarrativeRow):
    """One note, dated by the day it is about. Nobody changes it; an addendum stands beside it."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=CaseNoteKind.choices())
    dated_on = models.DateField()
    written_at = models.DateTimeField()
    body = SealedText()
    # By its name: discussions belong to sessions, which stand above this room.
    discussion = models.ForeignKey(
        "supervision_sessions.CaseDiscussion",
        on_delete=models.PROTECT,
        null=True,
        related_name="notes_after",
        help_text="The signed discussion of this case that it follows from.",
    )
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one.")

    class Meta:
        ordering = ["-dated_on", "-written_at"]
        indexes = [models.Index(fields=["case", "-dated_on"], name="case_notes_by_day")]
        constraints = [models.UniqueConstraint(fields=["case", "author", "key"], name="case_note_posted_once")]

    def __str__(self) -> str:
        return f"Note of {self.dated_on} on {self.case_id}"


class CaseNoteAddendum(NarrativeRow):
    """What puts a note right, or adds to it, with the reason."""

    note = models.ForeignKey(CaseNote, on_delete=models.PROTECT, related_name="addenda")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reason = SealedText()
    body = SealedText()
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one.")

    class Meta:
        ordering = ["written_at"]
        verbose_name_plural = "case note addenda"
        constraints = [models.UniqueConstraint(fields=["note", "author", "key"], name="case_addendum_posted_once")]

    def __str__(self) -> str:
        return f"Addendum to {self.note_id}"
