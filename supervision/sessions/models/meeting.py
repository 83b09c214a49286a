"""At what time and where do those meet who are asked to a gathering? Practical words, for them and for the mails."""

from django.db import models

from .session import SupervisionSession


class Meeting(models.Model):
    """It is about coming there, and not part of what is signed: the record says itself when and where it was."""

    supervision_session = models.OneToOneField(
        SupervisionSession, on_delete=models.PROTECT, primary_key=True, related_name="meeting"
    )
    starts = models.TimeField()
    venue = models.CharField(max_length=300, help_text="A room and an address, or the link of a video call.")

    # What a calendar that has seen it before goes by.
    sequence = models.PositiveSmallIntegerField(default=0, help_text="How often it was changed.")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Meeting of {self.supervision_session_id}"
