"""How does supervision go on when somebody changes, leaves or cannot sign?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.vocabulary import Party

from .arrangement import SupervisionArrangement
from .session import SupervisionSession


class Handover(models.Model):
    """One practitioner's supervision passing from one lead supervisor to another on a day."""

    from_arrangement = models.OneToOneField(
        SupervisionArrangement, on_delete=models.PROTECT, related_name="handed_over_to"
    )
    to_arrangement = models.OneToOneField(
        SupervisionArrangement, on_delete=models.PROTECT, related_name="handed_over_from"
    )
    on = models.DateField(help_text="The first day with the new supervisor.")
    departure = models.ForeignKey(
        "Departure", on_delete=models.CASCADE, null=True, related_name="handovers", help_text="If that is the reason."
    )
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [models.Index(fields=["on"], name="handover_to_apply", condition=Q(applied_at=None))]

    def __str__(self) -> str:
        return f"{self.from_arrangement} until {self.on}"


class Departure(models.Model):
    """Somebody who leaves. After the last day the account is closed and nothing waits for them."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="departures")
    last_on = models.DateField()
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="Who takes on what belongs to a practitioner without a lead supervisor.",
    )  # fmt: skip
    cases_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        help_text="Who leads the cases for which nobody in particular was named.",
    )  # fmt: skip
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["last_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(applied_at=None), name="one_departure_ahead_for_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} leaves after {self.last_on}"


class SignatureRoute(models.Model):
    """Who signs a record in somebody's place from now on. Only ever added to; the latest one stands."""

    supervision_session = models.ForeignKey(
        SupervisionSession, on_delete=models.PROTECT, related_name="signature_routes"
    )
    party = models.CharField(max_length=20, choices=Party.choices())
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_place_of = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    routed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    routed_at = models.DateTimeField()

    class Meta:
        ordering = ["routed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.person} signs in place of {self.in_place_of}"
