"""When will the two meet next, what has become of it, and who follows it in a calendar?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.vocabulary import Place, PlanChange, PlanState

from .arrangement import SupervisionArrangement
from .session import SessionKind, SupervisionSession


class PlannedSession(models.Model):
    """A booked session. Its record, whether it was held or not, is a SupervisionSession."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    arrangement = models.ForeignKey(SupervisionArrangement, on_delete=models.PROTECT, related_name="planned")
    kind = models.ForeignKey(SessionKind, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    place = models.CharField(max_length=20, choices=Place.choices())
    state = models.CharField(max_length=20, choices=PlanState.choices(), default=PlanState.BOOKED)
    series = models.UUIDField(null=True, help_text="The same for sessions that were booked together.")
    record = models.OneToOneField(
        SupervisionSession, on_delete=models.PROTECT, null=True, related_name="planned", help_text="What came of it."
    )
    sequence = models.PositiveIntegerField(default=0, help_text="Raised by every change, for calendars.")
    booking_key = models.UUIDField(unique=True, default=uuid.uuid4, help_text="One form, one booking.")

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["arrangement", "starts_at"], name="planned_arrangement_starts"),
            models.Index(fields=["starts_at"], name="planned_booked_starts", condition=Q(state=PlanState.BOOKED)),
        ]
        constraints = [
            models.CheckConstraint(
                name="planned_length_between_15_minutes_and_8_hours", condition=Q(minutes__range=(15, 480))
            ),
            models.CheckConstraint(
                name="planned_session_has_a_record_when_it_is_past",
                condition=Q(state=PlanState.BOOKED, record=None)
                | (~Q(state=PlanState.BOOKED) & Q(record__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["arrangement", "starts_at"],
                condition=Q(state=PlanState.BOOKED),
                name="one_booking_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Planned for {self.starts_at:%Y-%m-%d %H:%M}"


class PlannedSessionChange(models.Model):
    """One thing done to a planned session. Only ever added to."""

    planned = models.ForeignKey(PlannedSession, on_delete=models.PROTECT, related_name="changes")
    change = models.CharField(max_length=20, choices=PlanChange.choices())
    starts_at = models.DateTimeField(help_text="When it was to start after this change.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.change} by {self.by}"


class CalendarFeed(models.Model):
    """The secret address at which a person's calendar reads their planned sessions. Only a hash of it is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
