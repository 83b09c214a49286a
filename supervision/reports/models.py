"""Which reports were asked for, by whom, about which sessions, and what came of each? Metadata only: never a word."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import JobRole, Service, Team
from supervision.report_vocabulary import ReportFormat, ReportState

UNDER_WAY = [ReportState.WAITING, ReportState.MAKING]


class SavedReport(models.Model):
    """Choices to be used again, over the last so many whole months. Nobody types a name for them."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True, help_text="Of the form it was saved with: posted twice, it is saved once.")
    months = models.PositiveSmallIntegerField()
    teams = models.ManyToManyField(Team, related_name="+")
    job_roles = models.ManyToManyField(JobRole, related_name="+")
    kinds = ArrayField(models.CharField(max_length=40), default=list)
    outcomes = ArrayField(models.CharField(max_length=10))
    columns = ArrayField(models.CharField(max_length=40))
    format = models.CharField(max_length=10, choices=ReportFormat.choices())
    next_on = models.DateField(null=True, help_text="When it is next made by itself; empty when it never is.")
    told = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", help_text="Managers who hear of it.")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["next_on"], name="saved_report_due", condition=Q(next_on__isnull=False))]
        constraints = [models.CheckConstraint(name="saved_report_looks_back", condition=Q(months__range=(1, 36)))]

    def __str__(self) -> str:
        return f"Saved report of {self.owner_id}"


class ReportRun(models.Model):
    """One report. What it is about is frozen when it is asked for: its sessions in the slices, its heading here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True, help_text="Of the form it was asked for with: posted twice, it is one report.")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved = models.ForeignKey(SavedReport, on_delete=models.SET_NULL, null=True, related_name="runs")
    asked_at = models.DateTimeField()
    first_on = models.DateField()
    last_on = models.DateField()
    format = models.CharField(max_length=10, choices=ReportFormat.choices(), default=ReportFormat.CSV)
    columns = ArrayField(models.CharField(max_length=40))
    heading = models.JSONField(help_text="Pairs of a label and what is said: about it, and of its columns.")
    state = models.CharField(max_length=10, choices=ReportState.choices(), default=ReportState.WAITING)
    rows_known = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    claim = models.UUIDField(null=True, help_text="Of the worker that makes it; another one's does not count.")
    lease_until = models.DateTimeField(null=True, help_text="A worker that says nothing more until then is dead.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Of workers, since it last got any further.")
    last_error = models.CharField(max_length=100, blank=True, help_text="The kind of failure, without its words.")
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True, help_text="When its file is deleted.")
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file, in hex.")
    size = models.PositiveBigIntegerField(default=0, help_text="Of the file, in bytes.")

    class Meta:
        ordering = ["-asked_at", "pk"]
        indexes = [
            models.Index(fields=["made_by", "-asked_at"], name="report_made_by"),
            models.Index(fields=["asked_at"], name="report_under_way", condition=Q(state__in=UNDER_WAY)),
            models.Index(fields=["expires_at"], name="report_expires", condition=Q(state=ReportState.READY)),
        ]
        constraints = [
            # The other processes of the workers stay free for mail and reminders.
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=ReportState.MAKING), name="one_report_is_made_at_a_time"
            ),
            models.CheckConstraint(name="report_has_a_period", condition=Q(last_on__gte=F("first_on"))),
            models.CheckConstraint(
                name="report_is_done_as_far_as_it_goes", condition=Q(rows_done__lte=F("rows_known"))
            ),
            models.CheckConstraint(
                name="report_being_made_has_a_worker",
                condition=Q(state=ReportState.MAKING, claim__isnull=False, lease_until__isnull=False)
                | (~Q(state=ReportState.MAKING) & Q(claim=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="report_ends_once",
                condition=Q(state__in=UNDER_WAY, ended_at=None) | (~Q(state__in=UNDER_WAY) & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="ready_report_is_whole",
                condition=~Q(state=ReportState.READY)
                | (Q(rows_done=F("rows_known"), expires_at__isnull=False, size__gt=0) & ~Q(digest="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Report of {self.made_by_id}, {self.first_on} to {self.last_on}"

    @property
    def file_name(self) -> str:
        return f"audit-report-{self.first_on}-to-{self.last_on}.{self.format}"

    @property
    def number(self) -> str:
        return f"{self.rows_known:,}"

    @property
    def state_said(self) -> str:
        return ReportState(self.state).label

    @property
    def said(self) -> str:
        """How far it is, in a sentence."""
        if self.state == ReportState.MAKING and self.rows_done == self.rows_known:
            return "Putting the file together"
        if self.state in UNDER_WAY:
            return f"{self.rows_done:,} of {self.rows_known:,} sessions written"
        return self.state_said


class ReportReach(models.Model):
    """A team and service that sessions of a report belonged to: who reads it manages all of them."""

    run = models.ForeignKey(ReportRun, on_delete=models.CASCADE, related_name="reaches")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "team", "service"], name="reach_once_a_report", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.team_id}, {self.service_id}"


class ReportSlice(models.Model):
    """Some of the sessions of a report, in its order, and what the file says of them once that is written."""

    run = models.ForeignKey(ReportRun, on_delete=models.CASCADE, related_name="slices", db_index=False)
    number = models.PositiveIntegerField()
    session_ids = ArrayField(models.UUIDField())
    body = models.BinaryField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="slice_numbered_once"),
            models.CheckConstraint(name="slice_has_sessions", condition=Q(session_ids__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"Slice {self.number} of {self.run_id}"


class ReportFile(models.Model):
    """The file of a report in a format that is made as a whole, from what its slices say."""

    run = models.OneToOneField(ReportRun, on_delete=models.CASCADE, related_name="file")
    body = models.BinaryField()

    def __str__(self) -> str:
        return f"File of {self.run_id}"
