"""Is what a session decided on the child's file? Who says so, and since when?"""

import uuid

from django.conf import settings
from django.db import models

from .case_discussion import CaseDiscussion


class Placement(models.Model):
    """Somebody says on which day they placed it there, or that it is not there after all. Only ever added to."""

    discussion = models.ForeignKey(CaseDiscussion, on_delete=models.PROTECT, related_name="placements")
    placed_on = models.DateField(null=True, help_text="Empty: it is not there after all.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was said in: posted twice, it is one.")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["discussion", "by", "key"], name="placement_posted_once")]

    def __str__(self) -> str:
        return f"{self.discussion_id} placed on {self.placed_on}"
