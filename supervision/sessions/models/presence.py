"""Who was there for which case of a clinic: people who work here, and guests? Being there opens what came of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from .clinic import ClinicSlot
from .guest import GuestInvitation
from .session import SupervisionSession


class SlotPresence(models.Model):
    """One person, or one guest, at one slot. Locks with its record."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="presences")
    slot = models.ForeignKey(ClinicSlot, on_delete=models.PROTECT, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    guest = models.ForeignKey(GuestInvitation, on_delete=models.PROTECT, null=True, related_name="presences")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["slot", "person"], name="person_is_at_a_slot_once"),
            models.UniqueConstraint(fields=["slot", "guest"], name="guest_is_at_a_slot_once"),
            models.CheckConstraint(
                name="person_or_guest_is_at_a_slot",
                condition=Q(person=None, guest__isnull=False) | Q(person__isnull=False, guest=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id or self.guest_id} at {self.slot_id}"
