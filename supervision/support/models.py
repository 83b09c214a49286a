"""Who asked whom for support, how far has it come, and what was said on the way?"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from supervision.casenotes.models import Case
from supervision.encryption import SealedText
from supervision.narrative import NarrativeRow
from supervision.sessions.models import ConfidenceDomain, SupervisionSession
from supervision.support_vocabulary import SupportKind, SupportState, SupportStep

S = SupportState
PERSON = settings.AUTH_USER_MODEL


class SupportRequest(models.Model):
    """A practitioner's request to a named senior, or to the specialists. It holds no text: its steps do."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    requester = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="support_requests")
    record = models.ForeignKey(
        SupervisionSession, on_delete=models.PROTECT, null=True, related_name="+", help_text="Whose ratings led to it."
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+")
    domains = models.ManyToManyField(ConfidenceDomain, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=SupportKind.choices())
    is_urgent = models.BooleanField()
    to_person = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", help_text="Empty: the specialists are asked."
    )
    asked_at = models.DateTimeField()
    asked_on = models.DateField()
    waiting_since = models.DateField(help_text="From when it waits for an answer; asking again begins anew.")
    state = models.CharField(max_length=20, choices=SupportState.choices(), default=S.ASKED.value)
    holder = models.ForeignKey(
        PERSON, on_delete=models.PROTECT, null=True, related_name="+", help_text="Who offered it."
    )
    could_be_at = models.DateTimeField(null=True, help_text="When the support that is offered could be.")
    given = models.CharField(max_length=20, choices=SupportKind.choices(), blank=True)
    done_on = models.DateField(null=True)
    key = models.UUIDField(default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one.")

    class Meta:
        ordering = ["-asked_at", "pk"]
        indexes = [
            models.Index(fields=["to_person"], name="support_waiting", condition=Q(state=S.ASKED)),
            models.Index(fields=["holder"], name="support_held", condition=Q(holder__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["requester", "key"], name="support_posted_once"),
            models.CheckConstraint(name="support_kind_known", condition=Q(kind__in=list(SupportKind))),
            models.CheckConstraint(
                name="nobody_asks_themselves_for_support",
                condition=(Q(to_person=None) | ~Q(to_person=F("requester")))
                & (Q(holder=None) | ~Q(holder=F("requester"))),
            ),
            models.CheckConstraint(
                name="support_is_offered_by_somebody_for_some_time",
                condition=Q(state=S.ASKED, holder=None, could_be_at=None)
                | Q(state__in=[S.OFFERED, S.ACCEPTED, S.DONE], holder__isnull=False, could_be_at__isnull=False)
                | Q(state=S.WITHDRAWN),
            ),
            models.CheckConstraint(
                name="support_is_offered_by_whom_was_asked",
                condition=Q(to_person=None) | Q(holder=None) | Q(holder=F("to_person")),
            ),
            models.CheckConstraint(
                name="support_given_is_of_a_kind_on_a_day",
                condition=Q(state=S.DONE, done_on__gte=F("asked_on"), given__in=list(SupportKind))
                | (~Q(state=S.DONE) & Q(done_on=None, given="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.requester}: {self.state}"


class SupportEvent(NarrativeRow):
    """One step of a request: who, when, and what they wrote, if anything. Only ever added to."""

    request = models.ForeignKey(SupportRequest, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveSmallIntegerField(help_text="Of the step, from 1.")
    step = models.CharField(max_length=20, choices=SupportStep.choices())
    by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    to_person = models.ForeignKey(PERSON, on_delete=models.PROTECT, null=True, related_name="+")
    could_be_at = models.DateTimeField(null=True)
    body = SealedText()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="support_step_known", condition=Q(step__in=list(SupportStep))),
            models.UniqueConstraint(fields=["request", "number"], name="support_steps_one_after_another"),
            models.CheckConstraint(
                name="support_begins_with_asking",
                condition=Q(step=SupportStep.ASK, number=1) | (~Q(step=SupportStep.ASK) & Q(number__gt=1)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step} by {self.by}"
