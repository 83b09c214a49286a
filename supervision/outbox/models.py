"""What has each person been told in the app, which mail is waiting, and when did the clock last tick?"""

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from supervision.vocabulary import MailState, NoticeKind

WAITING, SENDING, SENT, FAILED = MailState.WAITING, MailState.SENDING, MailState.SENT, MailState.FAILED
UNCERTAIN = MailState.UNCERTAIN


class Notice(models.Model):
    """One thing one person is told, once: `key` is unique. It holds no text and no name.

    `about_id` is the key of an arrangement, a record, an action point, a planned session, a case, a request
    for support, a report or a dip sample, as `kind` says.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=200)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=20, choices=NoticeKind.choices())
    about_id = models.CharField(max_length=40)
    about_person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", db_index=False,
        help_text="Whose supervision it is about.",
    )  # fmt: skip
    about_on = models.DateField(null=True, help_text="The day it is about, such as a due date.")
    is_escalation = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="When what it asked for was done, or no longer needed.")
    mail_after = models.DateTimeField(null=True, help_text="Not mailed before this; empty when it is not mailed.")
    mailed_at = models.DateTimeField(null=True, help_text="When it was put into a mail.")

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-made_at"], name="notice_person_made"),
            models.Index(
                fields=["mail_after"],
                name="notice_to_mail",
                condition=Q(mailed_at=None, mail_after__isnull=False, settled_at=None),
            ),
            models.Index(fields=["kind", "about_id"], name="notice_about", condition=Q(settled_at=None)),
        ]
        # A constraint of its own: unique=True would add a second index, for LIKE, to every row that a sweep makes.
        constraints = [models.UniqueConstraint(fields=["key"], name="notice_told_once")]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}"


class Tick(models.Model):
    """When a task of the schedule last did its work."""

    name = models.CharField(max_length=40, primary_key=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.last_at}"


class OutgoingMail(models.Model):
    """One mail. Its body may hold a link that lets somebody in, so it is kept no longer than it is needed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="What it is about: the same mail is queued once.")
    kind = models.CharField(max_length=40)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    notices = ArrayField(
        models.BigIntegerField(), default=list, blank=True,
        help_text="The notices it tells of; none for mail of another kind.",
    )  # fmt: skip
    body = models.TextField(blank=True)
    unsubscribe = models.CharField(
        max_length=300, blank=True, help_text="The address for stopping such mail with one click, where it may be."
    )
    state = models.CharField(max_length=10, choices=MailState.choices(), default=WAITING)
    created_at = models.DateTimeField()
    not_before = models.DateTimeField(help_text="When it is next tried; while it is being sent, when that is given up.")
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=100, blank=True, help_text="The kind of failure, without its words.")

    class Meta:
        ordering = ["-created_at"]
        verbose_name_plural = "outgoing mail"
        indexes = [
            models.Index(fields=["not_before"], name="mail_due", condition=Q(state__in=[WAITING, SENDING, UNCERTAIN])),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_is_sent_at_a_time",
                condition=Q(state=SENT, sent_at__isnull=False) | (~Q(state=SENT) & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="mail_keeps_its_body_while_it_is_needed",
                # A failed one can be sent again, until it is forgotten.
                condition=Q(state=SENT, body="")
                | Q(state=FAILED)
                | (Q(state__in=[WAITING, SENDING, UNCERTAIN]) & ~Q(body="")),
            ),
            models.CheckConstraint(
                name="mail_being_sent_was_tried",
                condition=Q(state=WAITING) | Q(attempts__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
