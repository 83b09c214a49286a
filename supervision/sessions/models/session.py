"""What is known of a supervision session apart from its words? Metadata only: this table holds no text."""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from accounts.models import Service, Team
from supervision.gathering_vocabulary import GatheringKind
from supervision.vocabulary import NotHeldBy, NotHeldReason, Place, RecordState, SupervisionFunction

from .arrangement import SupervisionArrangement
from .group_format import GroupFormat
from .template import TemplateVersion

UNSIGNED = [RecordState.DRAFT, RecordState.SENT, RecordState.RETURNED]
GATHERINGS = [kind.value for kind in GatheringKind]
IN_A_FORMAT = [GatheringKind.GROUP.value, GatheringKind.PEER.value]
IN_GATHERINGS = True  # a column that is null there and nowhere else


class KindsOfTwo(models.Manager["SessionKind"]):
    """The kinds that two people choose from."""

    def get_queryset(self) -> "models.QuerySet[SessionKind]":
        return super().get_queryset().exclude(pk__in=GATHERINGS)


class SessionsOfTwo(models.Manager["SupervisionSession"]):
    """The sessions of a practitioner and a supervisor, which nearly every page and rule is about."""

    def get_queryset(self) -> "models.QuerySet[SupervisionSession]":
        return super().get_queryset().filter(practitioner__isnull=False)


class SessionKind(models.Model):
    """A kind of session, and whether holding one moves the next due date."""

    key = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(max_length=80, unique=True)
    counts_towards_due = models.BooleanField()
    position = models.PositiveSmallIntegerField(default=0)

    every = models.Manager["SessionKind"]()
    objects = KindsOfTwo()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name


class SupervisionSession(models.Model):
    """One record. Person, supervisor, team and service are as they were then.

    A gathering has no practitioner and no arrangement: its supervisor facilitated it, and who came is in Attendance.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Typed as never null: `objects` has sessions of two alone, and no code for gatherings reads them.
    arrangement = models.ForeignKey(
        SupervisionArrangement, on_delete=models.PROTECT, null=IN_GATHERINGS, related_name="supervision_sessions"
    )
    practitioner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=IN_GATHERINGS, related_name="+", db_index=False
    )
    supervisor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    kind = models.ForeignKey(SessionKind, on_delete=models.PROTECT, related_name="+")
    template_version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, null=True, related_name="+")
    group_format = models.ForeignKey(GroupFormat, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=RecordState.choices(), default=RecordState.DRAFT)
    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField(
        help_text="The day it was held; for one that did not happen, the day it was planned for."
    )
    minutes = models.PositiveSmallIntegerField(null=True)
    place = models.CharField(max_length=20, choices=Place.choices(), blank=True)
    functions_covered = ArrayField(models.CharField(max_length=20, choices=SupervisionFunction.choices()), default=list)
    not_held_by = models.CharField(max_length=20, choices=NotHeldBy.choices(), blank=True)
    not_held_reason = models.CharField(max_length=20, choices=NotHeldReason.choices(), blank=True)
    cancelled_at = models.DateTimeField(null=True)
    is_short_notice = models.BooleanField(default=False)
    rebook_by = models.DateField(null=True)
    sign_by = models.DateField(null=True, help_text="The last working day on which both should have signed.")
    due_on_then = models.DateField(
        null=True, help_text="When it was due, as that stood when it was begun; empty when it moved no due date."
    )
    grace_days_then = models.PositiveSmallIntegerField(null=True, help_text="The policy's days of grace at that time.")
    content_version = models.PositiveIntegerField(default=0)
    content_hash = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    start_key = models.UUIDField(
        unique=True, default=uuid.uuid4, help_text="From the form that started it: one form, one record."
    )

    every = models.Manager["SupervisionSession"]()
    objects = SessionsOfTwo()

    class Meta:
        ordering = ["-held_on", "-started_at"]
        indexes = [
            models.Index(fields=["practitioner", "-held_on"], name="session_practitioner_held"),
            models.Index(fields=["team", "-held_on", "-id"], name="session_team_held"),
            models.Index(fields=["service", "-held_on", "-id"], name="session_service_held"),
            models.Index(fields=["sign_by"], name="session_unsigned", condition=Q(state__in=UNSIGNED)),
            models.Index(
                fields=["practitioner"], name="session_sent_practitioner", condition=Q(state=RecordState.SENT)
            ),
            models.Index(fields=["supervisor"], name="session_sent_supervisor", condition=Q(state=RecordState.SENT)),
            models.Index(fields=["supervisor", "-held_on"], name="gathering_held", condition=Q(practitioner=None)),
        ]
        constraints = [
            models.CheckConstraint(name="session_has_two_people", condition=~Q(practitioner=F("supervisor"))),
            models.CheckConstraint(
                name="session_length_under_a_day",
                condition=Q(minutes=None) | Q(minutes__range=(1, 720)),
            ),
            models.CheckConstraint(
                name="session_was_due_with_its_days_of_grace",
                condition=Q(due_on_then=None, grace_days_then=None)
                | Q(due_on_then__isnull=False, grace_days_then__isnull=False),
            ),
            models.CheckConstraint(
                name="locked_session_has_time_and_hash",
                condition=~Q(state=RecordState.LOCKED) | (Q(locked_at__isnull=False) & ~Q(content_hash="")),
            ),
            models.CheckConstraint(
                name="sent_session_has_a_version",
                condition=~Q(state__in=[RecordState.SENT, RecordState.RETURNED, RecordState.LOCKED])
                | Q(content_version__gte=1, sent_at__isnull=False, template_version__isnull=False)
                | Q(content_version__gte=1, sent_at__isnull=False, practitioner=None),
            ),
            models.CheckConstraint(
                name="gathering_is_of_no_two",
                condition=Q(kind__in=IN_A_FORMAT, practitioner=None, arrangement=None, group_format__isnull=False)
                | Q(kind=GatheringKind.CLINIC, practitioner=None, arrangement=None, group_format=None)
                | (
                    ~Q(kind__in=GATHERINGS)
                    & Q(practitioner__isnull=False, arrangement__isnull=False, group_format=None)
                ),
            ),
            models.CheckConstraint(
                name="not_held_session_says_who_and_why",
                condition=~Q(state=RecordState.NOT_HELD) | (~Q(not_held_by="") & ~Q(not_held_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind_id} on {self.held_on}"
