"""In which steps does a group think together? Formats held as data; a change is a new row, so records keep theirs."""

from django.db import models
from django.db.models import Q

from supervision.gathering_vocabulary import StepSpeaker


class GroupFormat(models.Model):
    """One edition of a format. Only whether it is offered may change."""

    name = models.CharField(max_length=80)
    summary = models.CharField(max_length=200)
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    position = models.PositiveSmallIntegerField(default=0)
    is_offered = models.BooleanField(default=True)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["position", "name", "-edition"]
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(is_offered=True), name="format_offered_once"),
        ]

    def __str__(self) -> str:
        return self.name


class GroupFormatStep(models.Model):
    """One step: who speaks, for how long, and whether nobody advises meanwhile."""

    group_format = models.ForeignKey(GroupFormat, on_delete=models.PROTECT, related_name="steps")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    speaks = models.CharField(max_length=20, choices=StepSpeaker.choices())
    minutes = models.PositiveSmallIntegerField()
    is_no_advice = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["group_format", "position"], name="format_step_has_its_own_place"),
            models.CheckConstraint(name="format_step_takes_time", condition=Q(minutes__range=(1, 240))),
        ]

    def __str__(self) -> str:
        return self.name
