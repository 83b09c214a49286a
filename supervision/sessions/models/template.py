"""Which questions does a record ask? Templates held as data, in versions, so old records keep theirs."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from supervision.vocabulary import QuestionPart


class ReflectiveTemplate(models.Model):
    name = models.CharField(max_length=120, unique=True)
    summary = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """The questions and the scale as they stood from `published_at` on. Never changed once published."""

    template = models.ForeignKey(ReflectiveTemplate, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    scale = ArrayField(models.CharField(max_length=40), size=5)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["template", "number"], name="template_version_numbered_once"),
            models.CheckConstraint(name="scale_has_five_points", condition=Q(scale__len=5)),
        ]

    def __str__(self) -> str:
        return f"{self.template}, version {self.number}"


class TemplateQuestion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="questions")
    part = models.CharField(max_length=20, choices=QuestionPart.choices())
    position = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=200)
    hint = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["part", "position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "part", "position"], name="question_has_its_own_place")
        ]

    def __str__(self) -> str:
        return self.label


class ConfidenceDomain(models.Model):
    """One of the areas a person rates. Retired, never deleted: old ratings still point here."""

    position = models.PositiveSmallIntegerField()
    short_name = models.CharField(max_length=40)
    question = models.CharField(max_length=200, help_text='Ends "How confident are you that you can".')
    published_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    published_note = models.CharField(max_length=300, blank=True)
    is_asked = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["position"], condition=Q(is_asked=True), name="asked_domain_has_its_own_place"
            ),
            models.CheckConstraint(
                name="published_figure_is_a_percentage",
                condition=Q(published_percent=None) | Q(published_percent__lte=100),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name
