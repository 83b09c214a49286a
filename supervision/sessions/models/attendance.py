"""Who was invited to a gathering, who came, and what time is credited to each? Metadata only."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.gathering_vocabulary import AttendanceState

from .session import SupervisionSession


class Attendance(models.Model):
    """One person's place in a gathering. Locks with its record."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=AttendanceState.choices(), default=AttendanceState.INVITED)
    minutes = models.PositiveSmallIntegerField(null=True, help_text="The time credited to them.")
    is_presenter = models.BooleanField(default=False)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "person"], name="one_place_in_a_gathering_each"),
            models.UniqueConstraint(
                fields=["supervision_session"], condition=Q(is_presenter=True), name="one_presenter_in_a_gathering"
            ),
            models.CheckConstraint(
                name="time_is_credited_to_who_came",
                condition=Q(minutes=None) | Q(state=AttendanceState.ATTENDED, minutes__range=(1, 720)),
            ),
            models.CheckConstraint(
                name="presenter_came",
                condition=Q(is_presenter=False) | Q(state=AttendanceState.ATTENDED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.supervision_session_id}: {self.state}"
