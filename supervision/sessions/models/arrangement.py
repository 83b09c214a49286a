"""Who supervises whom, from when to when, and when is the next session due?"""

from datetime import date

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value

from supervision.vocabulary import ArrangementKind

from .policy import FrequencyPolicy


class ArrangementQuerySet(models.QuerySet["SupervisionArrangement"]):
    def current(self, on: date) -> "ArrangementQuerySet":
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def lead(self) -> "ArrangementQuerySet":
        return self.filter(kind=ArrangementKind.LEAD)


def _one_lead_at_a_time() -> ExclusionConstraint:
    # An int8range of one id compares by && in a GiST index without the btree_gist extension.
    person = Func(F("practitioner"), F("practitioner"), Value("[]"), function="int8range")
    period = Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange")
    return ExclusionConstraint(
        name="one_lead_supervisor_at_a_time",
        expressions=[(person, "&&"), (period, "&&")],
        condition=Q(kind=ArrangementKind.LEAD),
    )


class SupervisionArrangement(models.Model):
    """A supervisor for a practitioner over a period. A supervisor's own supervision is one as well."""

    practitioner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="arrangements")
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supervising")
    kind = models.CharField(max_length=20, choices=ArrangementKind.choices(), default=ArrangementKind.LEAD)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    covers = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_by",
        help_text="The lead arrangement that a cover stands in for.",
    )
    interval_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="As the two have agreed; empty when the policy alone says how often."
    )
    is_less_often = models.BooleanField(
        default=False, help_text="They agreed, with a reason, to meet less often than the policy says."
    )
    policy = models.ForeignKey(
        FrequencyPolicy,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="The policy that applied when the due date was worked out.",
    )
    last_held_on = models.DateField(null=True, editable=False)
    next_due_on = models.DateField(editable=False)
    remind_on = models.DateField(editable=False, help_text="The due date, moved forward to a day on which people work.")

    objects = ArrangementQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_on", "pk"]
        constraints = [
            _one_lead_at_a_time(),
            models.CheckConstraint(name="nobody_supervises_themselves", condition=~Q(practitioner=F("supervisor"))),
            models.CheckConstraint(
                name="arrangement_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="interval_between_a_week_and_a_year",
                condition=Q(interval_days=None) | Q(interval_days__range=(7, 366)),
            ),
            models.CheckConstraint(
                name="less_often_is_an_agreed_interval",
                condition=Q(is_less_often=False) | Q(interval_days__isnull=False),
            ),
            models.CheckConstraint(
                name="cover_stands_in_for_an_arrangement_and_ends",
                condition=Q(kind=ArrangementKind.COVER, covers__isnull=False, ends_on__isnull=False)
                | (~Q(kind=ArrangementKind.COVER) & Q(covers=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["supervisor", "next_due_on"], name="arrangement_due"),
            models.Index(fields=["remind_on"], name="arrangement_remind", condition=Q(kind=ArrangementKind.LEAD)),
        ]

    def __str__(self) -> str:
        return f"{self.practitioner} with {self.supervisor}"
