"""Which case passes from one lead practitioner to another, and on which day?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .case import Case


class CaseHandover(models.Model):
    """A case passing to another lead practitioner: ahead until its day, then taken place, unless it was taken back."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="handovers")
    from_lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(help_text="The first day with the new lead practitioner.")
    planned_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["on", "pk"]
        indexes = [
            models.Index(fields=["on"], name="case_handover_to_apply", condition=Q(applied_at=None, taken_back_at=None))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(applied_at=None, taken_back_at=None), name="one_case_handover_ahead"
            ),
            models.CheckConstraint(name="case_passes_to_somebody_else", condition=~Q(from_lead=F("to_lead"))),
            models.CheckConstraint(
                name="case_handover_taken_back_or_applied", condition=Q(applied_at=None) | Q(taken_back_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} to {self.to_lead} on {self.on}"
