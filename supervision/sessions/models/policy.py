"""How often does whom have supervision, for how long, and how soon is it signed? Data that administrators keep."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce, Ord

from accounts.models import JobRole, Team
from supervision.vocabulary import Span, WorkingPattern


def _one_at_a_time() -> ExclusionConstraint:
    """For the same people, and at any moment. Ranges of one number compare by && without the btree_gist extension."""
    hours = Ord("working_pattern")  # the first letter, which is another one for each
    whose = (Coalesce(F("job_role"), Value(0)), Coalesce(F("team"), Value(0)), hours)
    numbers = [Func(one, one, Value("[]"), function="int8range") for one in whose]
    period = Func(F("begins_at"), F("ended_at"), function="tstzrange")
    return ExclusionConstraint(
        name="one_policy_for_the_same_people_at_a_time", expressions=[(one, "&&") for one in (*numbers, period)]
    )


class FrequencyPolicyQuerySet(models.QuerySet["FrequencyPolicy"]):
    def in_force(self) -> "FrequencyPolicyQuerySet":
        return self.filter(ended_at=None)

    def in_force_at(self, moment: datetime) -> "FrequencyPolicyQuerySet":
        return self.filter(Q(begins_at=None) | Q(begins_at__lte=moment), Q(ended_at=None) | Q(ended_at__gt=moment))


class FrequencyPolicy(models.Model):
    """One edition of a policy. It is for a job role, a team, both or, with neither, for everybody else.

    A changed policy is a new row, so that what governed an earlier day stays to be read. Only its end is written later.
    """

    name = models.CharField(max_length=120)
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    working_pattern = models.CharField(max_length=20, choices=WorkingPattern.choices(), default=WorkingPattern.ANY)
    minutes = models.PositiveSmallIntegerField(default=90, help_text="The least length of a session.")
    tolerance_days = models.PositiveSmallIntegerField(
        default=0, help_text="Calendar days after the due date within which a session still counts as on time."
    )
    sign_off_days = models.PositiveSmallIntegerField(
        default=10, help_text="Working days from sending within which both have signed."
    )
    rebook_days = models.PositiveSmallIntegerField(
        default=10, help_text="Working days from a cancellation within which another session takes place."
    )
    short_notice_hours = models.PositiveSmallIntegerField(
        default=24, help_text="A session cancelled fewer hours ahead was cancelled at short notice."
    )
    begins_at = models.DateTimeField(null=True, help_text="Empty: it was there from the beginning.")
    ended_at = models.DateTimeField(null=True, help_text="Empty: it is in force.")
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")

    objects = FrequencyPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "frequency policies"
        constraints = [
            _one_at_a_time(),
            models.UniqueConstraint(
                fields=["name"], condition=Q(ended_at=None), name="policy_in_force_has_its_own_name"
            ),
            models.CheckConstraint(
                name="policy_ends_after_it_begins",
                condition=Q(begins_at=None) | Q(ended_at=None) | Q(ended_at__gte=F("begins_at")),
            ),
            models.CheckConstraint(
                name="policy_length_between_15_minutes_and_8_hours", condition=Q(minutes__range=(15, 480))
            ),
            models.CheckConstraint(name="policy_tolerance_under_a_quarter", condition=Q(tolerance_days__lte=90)),
            models.CheckConstraint(
                name="policy_limits_between_1_and_60_working_days",
                condition=Q(sign_off_days__range=(1, 60), rebook_days__range=(1, 60)),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PolicyStage(models.Model):
    """From when on after somebody's start which interval applies. The first stage is from the start on."""

    policy = models.ForeignKey(FrequencyPolicy, on_delete=models.CASCADE, related_name="stages")
    after_count = models.PositiveSmallIntegerField(default=0)
    after_unit = models.CharField(max_length=10, choices=Span.choices(), default=Span.WEEKS)
    every_count = models.PositiveSmallIntegerField()
    every_unit = models.CharField(max_length=10, choices=Span.choices())

    class Meta:
        ordering = ["policy", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "after_count", "after_unit"], name="stage_begins_once"),
            models.CheckConstraint(name="stage_interval_is_at_least_one", condition=Q(every_count__gte=1)),
            models.CheckConstraint(
                name="stage_interval_is_a_year_at_most",
                condition=Q(every_unit=Span.DAYS, every_count__lte=366)
                | Q(every_unit=Span.WEEKS, every_count__lte=52)
                | Q(every_unit=Span.MONTHS, every_count__lte=12),
            ),
        ]

    def __str__(self) -> str:
        return f"every {self.every_count} {self.every_unit}, from {self.after_count} {self.after_unit} on"
