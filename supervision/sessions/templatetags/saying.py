"""How do pages say days, counts and states in words?"""

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone

from supervision import times
from supervision.rules.intervals import due_state, in_words, timeliness
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions import readers
from supervision.sessions.frequency import rule_of
from supervision.sessions.models import PlannedSession, PolicyStage, SupervisionArrangement, SupervisionSession
from supervision.sessions.services.due_dates import as_stage
from supervision.vocabulary import PlanState, RecordState, Timeliness

register = template.Library()
register.filter("long_day", times.long_day)
register.filter("moment", times.moment)
register.filter("time_of_day", times.time_of_day)
register.filter("hours", times.hours)
register.filter("weekday", times.weekday)
register.filter("appointment", times.appointment)
register.filter("readers_of", readers.readers_of)
register.filter("readers_of_not_held", readers.readers_of_not_held)

STATE_KINDS = {
    RecordState.DRAFT: "grey",
    RecordState.SENT: "blue",
    RecordState.RETURNED: "soon",
    RecordState.LOCKED: "track",
    RecordState.NOT_HELD: "grey",
    RecordState.STRUCK: "grey",
}


@register.filter
def local_day(at: datetime) -> date:
    """The day of a moment, where the clocks are ours."""
    return timezone.localtime(at).date()


@register.filter
def short_day(day: date) -> str:
    """Such as "14 Nov", with the year when it is not this one's."""
    return f"{day.day} {day:%b}" if day.year == times.today().year else f"{day.day} {day:%b %Y}"


@register.filter("times")
def how_often(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


@register.filter
def as_json(value: Any) -> str:
    return json.dumps(value)


def days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def due_words(due_on: date, today: date) -> str:
    """Such as "9 days overdue", "Due today", "Due in 3 days" or "On track"."""
    distance = (due_on - today).days
    if distance < 0:
        return f"{days(-distance)} overdue"
    if distance == 0:
        return "Due today"
    return f"Due in {days(distance)}" if due_state(due_on, today) == "soon" else "On track"


@register.inclusion_tag("components/tag.html")
def due_tag(due_on: date, today: date) -> dict[str, str]:
    kinds = {"overdue": "overdue", "soon": "soon", "on_track": "track"}
    return {"kind": kinds[due_state(due_on, today)], "text": due_words(due_on, today)}


@register.filter
def hero_kind(arrangement: SupervisionArrangement, today: date) -> str:
    """Which bar the card of the next session has, as its tag elsewhere."""
    is_excused = getattr(arrangement, "excused_until", None) is not None
    bars = {"overdue": "overdue", "soon": "attention", "on_track": "done", "excused": "attention"}
    return bars[due_state(arrangement.next_due_on, today, is_excused=is_excused)]


@register.inclusion_tag("components/tag.html")
def rhythm_tag(arrangement: SupervisionArrangement, today: date) -> dict[str, str]:
    """The due tag of an arrangement read `with_rhythm`: nobody is overdue while they are away."""
    until: date | None = getattr(arrangement, "excused_until", None)
    if until:
        return {"kind": "grey", "text": f"Excused until {short_day(until)}"}
    return due_tag(arrangement.next_due_on, today)


@register.simple_tag
def rhythm(arrangement: SupervisionArrangement) -> str:
    """Such as "Every month, by the policy “Everybody”"."""
    return str(rule_of(arrangement))


@register.simple_tag
def stage_words(stage: PolicyStage) -> str:
    """Such as "Every 2 weeks, from 6 weeks after the start"."""
    said = as_stage(stage)
    after = said.after
    unit = after.unit.value.removesuffix("s") if after.count == 1 else after.unit.value
    begins = f"{after.count} {unit} after the start" if after.count else "the start"
    return f"{in_words(said.every).capitalize()}, from {begins}"


@register.inclusion_tag("components/tag.html")
def state_tag(record: SupervisionSession) -> dict[str, str]:
    state = RecordState(record.state)
    return {"kind": STATE_KINDS.get(state, "grey"), "text": state.label}


@register.simple_tag
def held_when(record: SupervisionSession) -> str:
    """Such as "Due on 3 Mar: held on time"; nothing where it is not known."""
    due_on, grace = record.due_on_then, record.grace_days_then
    if due_on is None or grace is None or record.state not in COUNTED_AS_HELD:
        return ""
    after = f"held {days((record.held_on - due_on).days)} later"
    words = {
        Timeliness.ON_TIME: "held on time",
        Timeliness.WITHIN_GRACE: f"{after}, within the days of grace",
        Timeliness.LATER: after,
    }
    return f"Due on {short_day(due_on)}: {words[timeliness(record.held_on, due_on, grace_days=grace)]}"


PLAN_KINDS = {PlanState.BOOKED: "blue", PlanState.HELD: "track", PlanState.NOT_HELD: "grey"}


@register.inclusion_tag("components/tag.html")
def plan_tag(planned: PlannedSession) -> dict[str, str]:
    state = PlanState(planned.state)
    return {"kind": PLAN_KINDS[state], "text": state.label}


@register.inclusion_tag("components/tag.html")
def rebook_tag(rebook_by: date) -> dict[str, str]:
    return {"kind": "soon", "text": f"Rebook by {times.long_day(rebook_by)}"}


@register.simple_tag
def due_sentence(due_on: date, today: date) -> str:
    """Such as "Your next supervision is 9 days overdue"."""
    distance = (due_on - today).days
    if distance < 0:
        return f"Your next supervision is {days(-distance)} overdue"
    if distance == 0:
        return "Your next supervision is due today"
    return f"Your next supervision is due in {days(distance)}"
