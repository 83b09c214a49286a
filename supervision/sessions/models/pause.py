"""When does the clock of somebody's supervision stand still, and on which days does nobody work?"""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from supervision.vocabulary import BankHolidays, PauseReason


class IntervalPause(models.Model):
    """Days on which somebody is away, the first and the last included. It says a reason and holds no text."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pauses", db_index=False
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=20, choices=PauseReason.choices())
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="pause_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))),
            ExclusionConstraint(
                name="one_pause_at_a_time",
                expressions=[
                    (Func(F("person"), F("person"), Value("[]"), function="int8range"), "&&"),
                    (Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"), "&&"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} away from {self.starts_on} to {self.ends_on}"


class ClosedDay(models.Model):
    """A day that the organisation adds to the published bank holidays, or takes from them."""

    day = models.DateField()
    name = models.CharField(max_length=80)
    bank_holidays = models.CharField(
        max_length=20,
        choices=BankHolidays.choices(),
        blank=True,
        help_text="For agencies that keep these bank holidays; empty for all.",
    )
    is_open = models.BooleanField(default=False, help_text="Worked here, although it is a published bank holiday.")

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["day", "bank_holidays"], name="closed_day_said_once")]

    def __str__(self) -> str:
        return f"{self.name} on {self.day}"
