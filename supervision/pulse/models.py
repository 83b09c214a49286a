"""Who is asked in a pulse, and what was said? The two are kept so that the database cannot bring them together.

A ticket is known by the hash of a link's secret, and the secret is worked out with a key that is not in the database.
So no row leads from a person to a ticket, and a ticket is gone when its answer is there.
"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from accounts.models import Agency, JobRole, Team
from supervision.rules.disclosure import LEAST, MOST

from .words import Matters


class Pulse(models.Model):
    """One survey: from when on, until which day, and about how many people a figure has to be."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    closes_on = models.DateField(help_text="The last day on which it can be answered.")
    closed_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)
    least = models.PositiveSmallIntegerField()
    first = models.CharField(max_length=10, choices=Matters.choices())
    domains = ArrayField(models.BigIntegerField(), help_text="The areas that it asks about, in their order.")
    kept_back = ArrayField(
        models.CharField(max_length=40), default=list, help_text="Groups not shown, as few came or left since another."
    )
    key = models.UUIDField(unique=True, help_text="From the form that started it: one form, one pulse.")

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(fields=["closed_at"], name="one_open_pulse", nulls_distinct=False),
            models.CheckConstraint(name="pulse_has_a_threshold", condition=Q(least__range=(LEAST, MOST))),
        ]

    def __str__(self) -> str:
        return f"Pulse of {self.started_at:%B %Y}"


class Cell(models.Model):
    """All that is kept of who answers: of at least the threshold of people who were asked, alike in it."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="cells")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, related_name="+")
    asked = models.PositiveIntegerField()
    marks = ArrayField(
        models.BigIntegerField(), default=list, help_text="Who they were, in marks that the server alone can make."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pulse", "agency", "team", "job_role"], name="cell_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="cell_is_of_enough_people", condition=Q(asked__gte=LEAST)),
        ]

    def __str__(self) -> str:
        return f"{self.asked} people"


class Asked(models.Model):
    """Somebody was asked. That they have answered is noted later, for several of a cell together, and not when."""

    pulse = models.ForeignKey(Pulse, on_delete=models.PROTECT, related_name="asked")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    cell = models.ForeignKey(
        Cell, on_delete=models.PROTECT, null=True, related_name="+", help_text="Until the pulse closes."
    )
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pulse", "person"], name="asked_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.pulse_id}"


class Ticket(models.Model):
    """The right to answer once. It goes with the answer."""

    secret_hash = models.CharField(max_length=64, primary_key=True)
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="tickets")

    def __str__(self) -> str:
        return self.secret_hash[:8]


class Answer(models.Model):
    """What was said: no person, no time, and a key that says nothing of when it came.

    While the pulse is open each question's answers change places within their cell: a row is nobody's ten scores.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="answers")
    scores = ArrayField(models.PositiveSmallIntegerField(null=True), help_text="1 to 5 or nothing, area by area.")
    worried = models.PositiveSmallIntegerField(null=True)
    anxious = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="felt_is_one_to_five",
                condition=(Q(worried=None) | Q(worried__range=(1, 5))) & (Q(anxious=None) | Q(anxious__range=(1, 5))),
            ),
        ]

    def __str__(self) -> str:
        return f"Answer in {self.cell_id}"
