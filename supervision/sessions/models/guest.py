"""Who from outside was asked to a clinic, to which of its slots, and until when does that open anything?

A guest has no account: a link that works once, then a code by mail, then a session that is asked about on each request.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from supervision.casenotes.models import PartnerAgency

from .clinic import ClinicSlot
from .session import SupervisionSession

MOST_TRIES = 5


class GuestInvitation(models.Model):
    """One outside professional in one clinic. Only a hash of the link's secret is kept; used, it is empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="guests")
    slots = models.ManyToManyField(ClinicSlot, related_name="guests")
    name = models.CharField(max_length=120)
    email = models.EmailField(max_length=254)
    agency = models.ForeignKey(PartnerAgency, on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, help_text="When the link was used, last.")
    revoked_at = models.DateTimeField(null=True)
    key = models.UUIDField(unique=True, help_text="From the form that invited them: one form, one invitation.")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="guest_access_ends_after_it_began", condition=Q(expires_at__gt=F("invited_at"))
            ),
            models.CheckConstraint(name="revoked_guest_has_no_link", condition=Q(revoked_at=None) | Q(token_hash=None)),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.agency}"


class GuestCode(models.Model):
    """Six digits that were mailed as a second check: a keyed hash of them, a few tries, some minutes."""

    invitation = models.ForeignKey(GuestInvitation, on_delete=models.CASCADE, related_name="codes")
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="guest_code_has_few_tries", condition=Q(tries__lte=MOST_TRIES)),
        ]

    def __str__(self) -> str:
        return f"Code for {self.invitation_id}"
