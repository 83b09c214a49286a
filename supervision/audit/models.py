"""Who did, and who read, what? An append-only trail that holds no narrative."""

from django.conf import settings
from django.contrib.postgres.indexes import BrinIndex
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
            BrinIndex(fields=["at"], name="audit_at"),
            models.Index(fields=["kind", "object_id", "at"], name="audit_object_at"),
            models.Index(fields=["actor", "at"], name="audit_actor_at"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.kind} {self.object_id}"
