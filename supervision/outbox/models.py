"""Which mail is waiting, and which has gone? It names an address and never a person's row."""

import uuid

from django.db import models
from django.db.models import Q

from supervision.vocabulary import MailState

WAITING, SENDING, SENT, FAILED = MailState.WAITING, MailState.SENDING, MailState.SENT, MailState.FAILED


class OutgoingMail(models.Model):
    """One mail. Its body may hold a link that lets somebody in, so it is kept no longer than it is needed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=200, unique=True, help_text="What it is about: the same mail is queued once.")
    kind = models.CharField(max_length=40)
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField(blank=True)
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
            models.Index(fields=["not_before"], name="mail_due", condition=Q(state__in=[WAITING, SENDING])),
        ]
        constraints = [
            models.CheckConstraint(
                name="mail_is_sent_at_a_time",
                condition=Q(state=SENT, sent_at__isnull=False) | (~Q(state=SENT) & Q(sent_at=None)),
            ),
            models.CheckConstraint(
                name="mail_keeps_its_body_while_it_is_needed",
                condition=Q(state__in=[SENT, FAILED], body="") | (Q(state__in=[WAITING, SENDING]) & ~Q(body="")),
            ),
            models.CheckConstraint(
                name="mail_being_sent_was_tried",
                condition=Q(state=WAITING) | Q(attempts__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
