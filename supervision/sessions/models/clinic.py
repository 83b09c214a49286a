"""Which cases does a clinic look at, and what is given to those who come to read? Each case has a slot of its own."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from supervision.casenotes.models import Case, PartnerAgency
from supervision.encryption import SealedText

from .base import NarrativeRow
from .case_discussion import CaseDiscussion
from .session import SupervisionSession


class ClinicSlot(NarrativeRow):
    """One case in one clinic, with its framed question. The lead is the case's, as it was then."""

    supervision_session = models.ForeignKey(SupervisionSession, on_delete=models.PROTECT, related_name="slots")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agencies = models.ManyToManyField(PartnerAgency, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    question = SealedText()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["supervision_session", "case"], name="case_has_one_slot_in_a_clinic"),
            models.CheckConstraint(name="slot_takes_time", condition=Q(minutes__range=(5, 240))),
        ]

    def __str__(self) -> str:
        return f"Slot for {self.case_id} in {self.supervision_session_id}"


class PackItem(NarrativeRow):
    """An extract that whoever comes to a slot may read. Chosen by its lead or the facilitator, in their words."""

    slot = models.ForeignKey(ClinicSlot, on_delete=models.PROTECT, related_name="pack")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    key = models.UUIDField(unique=True, help_text="From the form that added it: one form, one extract.")
    discussion = models.ForeignKey(
        CaseDiscussion,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        help_text="The signed discussion of the slot's own case that it was taken from.",
    )
    body = SealedText()

    class Meta:
        ordering = ["added_at", "pk"]

    def __str__(self) -> str:
        return f"Extract for {self.slot_id}"
