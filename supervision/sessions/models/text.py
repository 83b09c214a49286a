"""What was written in a record? Narrative, encrypted, one row for each answer."""

from django.db import models
from django.db.models import Q

from supervision.encryption import SealedText

from .base import NarrativeRow
from .session import SupervisionSession
from .template import TemplateQuestion


class SessionText(NarrativeRow):
    """The answer to one question, or, without a question, who else was there or why it did not happen."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="texts")
    question = models.ForeignKey(TemplateQuestion, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=40, blank=True)
    body = SealedText()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervision_session", "question", "name"],
                name="one_text_for_each_question",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="text_answers_a_question_or_has_a_name",
                condition=Q(question__isnull=False, name="") | (Q(question=None) & ~Q(name="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Text of {self.supervision_session_id}"
