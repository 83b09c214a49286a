"""What was said in a session about one case, and what was decided?"""

from django.db import models
from django.db.models import Q

from supervision.casenotes.models import Case
from supervision.casenotes.words import Continuum, ToolColour
from supervision.encryption import SealedText

from .base import NarrativeRow
from .session import SupervisionSession


class CaseDiscussion(NarrativeRow):
    """One case in one session. It is signed and locks with the record; the continuum is of the behaviour discussed."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="discussions")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="discussions")
    position = models.PositiveSmallIntegerField()
    continuum = models.CharField(max_length=20, choices=Continuum.choices(), blank=True, help_text="Empty: not placed.")
    tool = models.CharField(max_length=10, choices=ToolColour.choices(), blank=True, help_text="Empty: not used.")
    analysed = SealedText()
    child_needs = SealedText()
    others_safety = SealedText()
    decision = SealedText()
    why = SealedText()
    child_voice = SealedText()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "case"], name="case_discussed_once_a_session"),
            models.CheckConstraint(
                name="discussion_continuum_known", condition=Q(continuum__in=["", *(word.value for word in Continuum)])
            ),
            models.CheckConstraint(
                name="discussion_tool_known", condition=Q(tool__in=["", *(word.value for word in ToolColour)])
            ),
        ]

    def __str__(self) -> str:
        return f"Discussion of {self.case_id} in {self.supervision_session_id}"
