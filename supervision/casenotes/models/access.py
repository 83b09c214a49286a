"""Who was given access to a case, by whom, from when, and until when?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from .case import Case


class CaseAccess(models.Model):
    """Somebody beside the lead practitioner who reads and writes a case's notes, until it is taken away again."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="access")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="case_access")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True, help_text="The last day; empty while it is open.")
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=Q(taken_at=None), name="one_standing_case_access_each"
            ),
            models.CheckConstraint(
                name="case_access_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on"))
            ),
            models.CheckConstraint(
                name="case_access_taken_by_somebody",
                condition=Q(taken_at=None, taken_by=None) | Q(taken_at__isnull=False, taken_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Access of {self.person} to {self.case}"
