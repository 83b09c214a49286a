"""How far is the child on the way to a diagnosis, and what comes next?"""

import uuid

from django.conf import settings
from django.db import models

from supervision.encryption import SealedText
from supervision.narrative import NarrativeRow

from ..words import PathwayFor, PathwayStage
from .case import Case


class PathwayStep(NarrativeRow):
    """The stage reached on a day, and the next step. Only ever added to."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pathway")
    need = models.CharField(max_length=30, choices=PathwayFor.choices())
    stage = models.CharField(max_length=20, choices=PathwayStage.choices())
    dated_on = models.DateField()
    next_step = SealedText()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one.")

    class Meta:
        ordering = ["-dated_on", "-written_at"]
        constraints = [models.UniqueConstraint(fields=["case", "author", "key"], name="pathway_step_posted_once")]

    def __str__(self) -> str:
        return f"{self.need}: {self.stage}"
