"""How confident were the people of a group in a calendar quarter that is over? Written once, when it closes."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import Agency, Service, Team
from supervision.rules.disclosure import LEAST, MOST
from supervision.rules.quarters import Quarter
from supervision.sessions.models import ConfidenceDomain


class ClosedQuarter(models.Model):
    """A quarter whose figures stand, and how many people a figure had to be about."""

    first_day = models.DateField(primary_key=True)
    closed_at = models.DateTimeField()
    least = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["-first_day"]
        constraints = [models.CheckConstraint(name="quarter_has_a_threshold", condition=Q(least__range=(LEAST, MOST)))]

    def __str__(self) -> str:
        return str(Quarter(self.first_day))


class QuarterFigure(models.Model):
    """One area for one group: the organisation, an agency, a service or a team, with the people it had at the close.

    A figure that is shown to nobody is not kept. One that would say something of a few people to somebody who knows
    the ratings of the others, because they supervise them, is kept from that person. That all said the same, which
    tells what each said, is not told from all but one. Whom it counts is read by the quarters that close after it.
    """

    quarter = models.ForeignKey(ClosedQuarter, on_delete=models.PROTECT, related_name="figures")
    domain = models.ForeignKey(ConfidenceDomain, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    raters = models.PositiveSmallIntegerField(null=True, help_text="How many people rated; empty when it is hidden.")
    confident = models.PositiveSmallIntegerField(
        null=True, help_text="How many of them said 4 or 5 out of 5; one for nobody, and all but one for everybody."
    )
    parts = models.PositiveSmallIntegerField(
        default=1, help_text="From how many groups that can be told apart the number is added up."
    )
    people = ArrayField(
        models.BigIntegerField(), default=list, help_text="Whom it counts, for later quarters to be compared with."
    )
    kept_from = ArrayField(models.BigIntegerField(), default=list, help_text="The people it is hidden from.")

    class Meta:
        ordering = ["quarter", "domain__position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quarter", "domain", "agency", "service", "team"],
                name="figure_once_for_each_group",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="figure_is_of_one_group",
                condition=Q(service=None, team=None) | Q(agency=None, team=None) | Q(agency=None, service=None),
            ),
            models.CheckConstraint(
                name="figure_is_of_enough_people",
                condition=Q(raters=None, confident=None)
                | Q(raters__gte=LEAST, confident__gte=1, confident__lt=F("raters")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.domain_id} in {self.quarter_id}"


def threshold() -> int:
    """How many people a figure has to be about, as this installation is set up."""
    return settings.REFLECT_SMALLEST_GROUP
