"""When does who hear of what, how do they want to hear of it, and what has been taken in hand?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.encryption import SealedText
from supervision.sessions.models.base import NarrativeRow
from supervision.vocabulary import Audience, Delivery, Matter


class ReminderStep(models.Model):
    """So many days before (below 0) or after a date, these people hear of a matter. A manager's is an escalation."""

    matter = models.CharField(max_length=20, choices=Matter.choices())
    days = models.SmallIntegerField()
    audience = models.CharField(max_length=20, choices=Audience.choices())
    is_in_force = models.BooleanField(default=True)

    class Meta:
        ordering = ["matter", "days", "audience"]
        constraints = [
            models.UniqueConstraint(fields=["matter", "days", "audience"], name="step_said_once"),
            models.CheckConstraint(name="step_within_a_quarter", condition=Q(days__range=(-90, 90))),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.days:+d} days: {self.audience}"


class Acknowledgement(NarrativeRow):
    """A manager has taken an escalation in hand, and says why and until when nobody else need hear of it."""

    matter = models.CharField(max_length=20, choices=Matter.choices())
    about_id = models.CharField(max_length=40)
    about_on = models.DateField(help_text="The date that passed.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateField()
    reason = SealedText()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["matter", "about_id", "about_on"], name="acknowledged_about")]

    def __str__(self) -> str:
        return f"{self.matter} acknowledged by {self.by}"


class NoticePreference(models.Model):
    """How one person wants to have notices by e-mail. In the app they always are."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="notice_preference"
    )
    delivery = models.CharField(max_length=20, choices=Delivery.choices(), default=Delivery.AT_ONCE)
    daily_at = models.TimeField(default="08:00", help_text="Local time of the daily mail.")
    quiet_from = models.TimeField(default="19:00", help_text="No mail from this local time,")
    quiet_until = models.TimeField(default="07:30", help_text="until this one.")

    def __str__(self) -> str:
        return f"Notices of {self.person}: {self.delivery}"
