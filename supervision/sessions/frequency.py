"""Which rule says how often two people meet? For pages; the due date itself is stored on the arrangement."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min, OuterRef, Subquery

from supervision.rules.intervals import Due, Governs, Interval, due, in_words, stage_on

from .models import IntervalPause, SupervisionArrangement
from .models.arrangement import ArrangementQuerySet
from .services.due_dates import WITHOUT, agreed_in, as_policy


def with_rhythm(found: ArrangementQuerySet, *, on: date) -> ArrangementQuerySet:
    """What pages say of the rhythm, at one more query: the policy with its stages, and until when somebody is away."""
    away = IntervalPause.objects.filter(person=OuterRef("practitioner"), starts_on__lte=on, ends_on__gte=on)
    led = SupervisionArrangement.objects.lead().filter(practitioner=OuterRef("practitioner")).order_by()
    first = led.values("practitioner").annotate(first=Min("starts_on")).values("first")
    return (
        found.select_related("policy", "practitioner")
        .prefetch_related("policy__stages")
        .annotate(excused_until=Subquery(away.values("ends_on")), first_lead_on=Subquery(first))
    )


@dataclass(frozen=True)
class Rule:
    """The policy with the interval it asks for, and what governs the date that is stored."""

    policy: str
    by_policy: Interval
    due: Due

    def __str__(self) -> str:
        """Such as "Every month, by the policy “Everybody”"."""
        often = in_words(self.due.every).capitalize()
        if self.due.governs is Governs.POLICY:
            return f"{often}, by the policy “{self.policy}”" if self.policy else often
        if self.due.governs is Governs.AGREED:
            return f"{often}, as the two have agreed"
        return f"{often}, as the two have agreed with a reason; the policy asks for {in_words(self.by_policy)}"


def rule_of(arrangement: SupervisionArrangement) -> Rule:
    """The rule by which the next session of a lead arrangement is due."""
    anchor = arrangement.last_held_on or arrangement.starts_on
    policy = as_policy(arrangement.policy) if arrangement.policy else WITHOUT
    started_on = _started_on(arrangement)
    found = due(anchor=anchor, started_on=started_on, stages=policy.stages, agreed=agreed_in(arrangement))
    return Rule(policy.name, stage_on(anchor, started_on=started_on, stages=policy.stages).every, found)


def asked_for(arrangement: SupervisionArrangement, *, on: date) -> Interval:
    """How often the policy asks for sessions on a day."""
    policy = as_policy(arrangement.policy) if arrangement.policy else WITHOUT
    return stage_on(on, started_on=_started_on(arrangement), stages=policy.stages).every


def _started_on(arrangement: SupervisionArrangement) -> date:
    if arrangement.practitioner.started_on:
        return arrangement.practitioner.started_on
    if hasattr(arrangement, "first_lead_on"):
        return arrangement.first_lead_on or arrangement.starts_on
    led = SupervisionArrangement.objects.lead().filter(practitioner=arrangement.practitioner_id)
    first: date | None = led.aggregate(first=Min("starts_on"))["first"]
    return first or arrangement.starts_on
