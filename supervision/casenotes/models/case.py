"""What is kept of a case? A reference, choices and dates: no name, birth date, address or school."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..words import AgeBand, AssessmentStatus, Need

# Letters, a hyphen and at most five digits: too short for a birth date, an NHS number or a telephone number.
REFERENCE = r"^[A-Z]{2,4}-[0-9]{3,5}$"


class PartnerAgency(models.Model):
    """A kind of agency that works with children, as data. Cases point to it, so it is retired and never deleted."""

    name = models.CharField(max_length=80, unique=True)
    is_retired = models.BooleanField(
        default=False, help_text="Offered for no further case; those that name it keep it."
    )

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "partner agencies"

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One practitioner's work with a child, under the opaque reference that the organisation's case system gave it.

    Two teams may each have a case under one reference: the form that adds one tells nobody of another's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=10, db_index=True)
    age_band = models.CharField(max_length=20, choices=AgeBand.choices())
    since = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    learning_disability = models.CharField(max_length=20, choices=Need.choices())
    autism = models.CharField(max_length=20, choices=Need.choices())
    assessment = models.CharField(max_length=20, choices=AssessmentStatus.choices())
    lead = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cases_led")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agencies = models.ManyToManyField(PartnerAgency, blank=True, related_name="cases")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["reference"]
        constraints = [
            models.UniqueConstraint(fields=["added_by", "reference"], name="case_added_once_by_each"),
            models.CheckConstraint(name="case_reference_is_opaque", condition=Q(reference__regex=REFERENCE)),
            models.CheckConstraint(
                name="case_closed_after_it_began", condition=Q(closed_on=None) | Q(closed_on__gte=F("since"))
            ),
            *(
                models.CheckConstraint(name=f"case_{name}_known", condition=Q(**{f"{name}__in": list(words)}))
                for name, words in (
                    ("age_band", [word.value for word in AgeBand]),
                    ("learning_disability", [word.value for word in Need]),
                    ("autism", [word.value for word in Need]),
                    ("assessment", [word.value for word in AssessmentStatus]),
                )
            ),
        ]

    def __str__(self) -> str:
        return self.reference
