"""When is the next session due? Calendar time after the last one held, with the clock standing still in pauses.

A pause takes its days out of the count: what is due in 28 days is due when 28 days outside every pause have passed.
So a due date never falls into a pause, and a pause never brings it nearer.
"""

import calendar
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

from supervision.vocabulary import Span, Timeliness

SOON = 7  # days


@dataclass(frozen=True)
class Interval:
    count: int
    unit: Span

    def after(self, day: date) -> date:
        """This long after a day. Months keep its number, or take the last day of a month that is too short."""
        if self.unit is Span.MONTHS:
            return _months_after(day, self.count)
        return day + timedelta(days=self.count * (7 if self.unit is Span.WEEKS else 1))

    @property
    def longest_days(self) -> int:
        """The most days it can be: a month has up to 31."""
        firsts = (date(2027, month, 1) for month in range(1, 13))  # 2028 is a leap year
        return max((self.after(day) - day).days for day in firsts)


@dataclass(frozen=True)
class Stage:
    """How often from some time after somebody's start on."""

    after: Interval
    every: Interval


@dataclass(frozen=True)
class Pause:
    """Days on which the clock stands still, the first and the last included."""

    starts_on: date
    ends_on: date


class Governs(Enum):
    """Which rule sets a due date."""

    POLICY = auto()
    AGREED = auto()
    AGREED_LESS_OFTEN = auto()


@dataclass(frozen=True)
class Agreed:
    """What the two agreed on themselves. Less often than the policy only counts when they gave a reason."""

    days: int
    is_less_often: bool = False


@dataclass(frozen=True)
class Due:
    """The due date, how often that is, and by which rule."""

    on: date
    every: Interval
    governs: Governs


def _months_after(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def stage_on(day: date, *, started_on: date, stages: Sequence[Stage]) -> Stage:
    """The stage in force on that day; before somebody's start it is the first one."""
    begun = [stage for stage in stages if stage.after.after(started_on) <= day]
    first = min(stages, key=lambda stage: stage.after.after(started_on))
    return max(begun, key=lambda stage: stage.after.after(started_on), default=first)


def next_due(*, anchor: date, every: Interval, pauses: Collection[Pause] = ()) -> date:
    """The day on which the interval has passed since `anchor`: the last day held, or the start."""
    due = every.after(anchor)
    for first, last in _merged(pauses, after=anchor):
        if first > due:
            break
        due += last - first + timedelta(days=1)
    return due


def _merged(pauses: Collection[Pause], *, after: date) -> list[tuple[date, date]]:
    """The pauses as far as they lie after a day, in order, each day once."""
    found: list[tuple[date, date]] = []
    for pause in sorted(pauses, key=lambda one: one.starts_on):
        behind = found[-1][1] if found else after
        first = max(pause.starts_on, behind + timedelta(days=1))
        if pause.ends_on >= first:
            found.append((first, pause.ends_on))
    return found


def due(
    *,
    anchor: date,
    started_on: date,
    stages: Sequence[Stage],
    agreed: Agreed | None = None,
    pauses: Collection[Pause] = (),
) -> Due:
    """When the next session is due, and by which rule.

    The stage in force on the anchor's day governs until the next session, whatever begins in between. What the two
    agreed governs when it is the earlier date, or when they agreed on less with a reason.
    """
    every = stage_on(anchor, started_on=started_on, stages=stages).every
    by_policy = Due(next_due(anchor=anchor, every=every, pauses=pauses), every, Governs.POLICY)
    if agreed is None:
        return by_policy
    own = Interval(agreed.days, Span.DAYS)
    by_agreement = Due(next_due(anchor=anchor, every=own, pauses=pauses), own, Governs.AGREED)
    if by_agreement.on <= by_policy.on:
        return by_agreement
    return Due(by_agreement.on, own, Governs.AGREED_LESS_OFTEN) if agreed.is_less_often else by_policy


def is_less_often(days: int, every: Interval) -> bool:
    """Whether so many days are more than the interval ever is. 31 days are as often as every month."""
    return days > every.longest_days


def pause_on(day: date, pauses: Collection[Pause]) -> Pause | None:
    """The pause that a day lies in; of several the one that ends last."""
    around = [pause for pause in pauses if pause.starts_on <= day <= pause.ends_on]
    return max(around, key=lambda pause: pause.ends_on, default=None)


def due_state(next_due_on: date, today: date, *, soon_days: int = SOON, is_excused: bool = False) -> str:
    """ "excused" in a pause, else "overdue", "soon" (today to `soon_days` ahead) or "on_track"."""
    if is_excused:
        return "excused"
    if next_due_on < today:
        return "overdue"
    return "soon" if (next_due_on - today).days <= soon_days else "on_track"


def timeliness(held_on: date, due_on: date, *, grace_days: int) -> Timeliness:
    """By the calendar, whatever day people work on. The last day of grace is one of them."""
    if held_on <= due_on:
        return Timeliness.ON_TIME
    return Timeliness.WITHIN_GRACE if (held_on - due_on).days <= grace_days else Timeliness.LATER


def in_words(every: Interval) -> str:
    """Such as "every month", "every 2 weeks" or "every 10 days"."""
    count, unit = every.count, every.unit
    if unit is Span.DAYS and count % 7 == 0:
        count, unit = count // 7, Span.WEEKS
    return f"every {unit.value.removesuffix('s')}" if count == 1 else f"every {count} {unit.value}"
