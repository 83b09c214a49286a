"""Who did, and who read, what? An append-only trail that holds no narrative."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from supervision.vocabulary import AuditAction


class AuditEvent(models.Model):
    """One act. `detail` holds ids, counts and states, never text somebody wrote."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    action = models.CharField(max_length=20, choices=AuditAction.choices())
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=40, blank=True)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["at", "id"], name="audit_at_in_order"),
            models.Index(fields=["kind", "object_id", "at"], name="audit_object_at"),
            models.Index(fields=["actor", "at"], name="audit_actor_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.object_id}"


class AuditSeal(models.Model):
    """One link of the chain over the trail: it covers the events of `event_ids` and the seal before it.

    `links` holds, for each event in turn, the first 8 bytes of the SHA-256 of the link before it and the event. `head`
    is the last of them whole, in hex. Only ever added to.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    previous = models.CharField(
        max_length=64, unique=True, help_text="The head of the seal before; of the first, zeros."
    )
    head = models.CharField(max_length=64, unique=True)
    event_ids = ArrayField(models.BigIntegerField())
    links = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="a_seal_covers_something", condition=models.Q(event_ids__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.head}"
