"""What does each number count? Said once, with its words, its unit and its condition, for all that show it.

A page says among which rows it counts (`Ground`): those of one supervisor's people, or those within a manager's reach.
The condition is the same for the number and for the rows that it opens.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from supervision.keyset import Keyset

Rows = QuerySet[Any]


class Subject(StrEnum):
    """What a row is; the value is its unit."""

    SESSIONS = "sessions"
    PEOPLE = "people"
    POINTS = "action points"
    DISCUSSIONS = "case discussions"
    GATHERINGS = "groups and clinics"
    SUPPORT = "requests"


# In which order the rows of each are listed, by the day that a period is about.
ORDERS = {
    Subject.SESSIONS: Keyset("held_on"),
    Subject.PEOPLE: Keyset("next_due_on", newest_first=False),
    Subject.POINTS: Keyset("due_on", newest_first=False),
    Subject.DISCUSSIONS: Keyset("supervision_session__held_on", newest_first=False),
    Subject.GATHERINGS: Keyset("held_on"),
    Subject.SUPPORT: Keyset("waiting_since", newest_first=False),
}


@dataclass(frozen=True)
class Days:
    """Today, and the first day of the period that is looked back over."""

    since: date
    on: date


@dataclass(frozen=True)
class Figure:
    """`counts` says in words what a row of it is; `out_of` names the figure that it is a share of."""

    label: str
    counts: str
    of: Subject
    wanted: Callable[[Days], Q]
    in_period: bool = False
    out_of: tuple[str, ...] = ()
    oldest_first: bool = False

    @property
    def order(self) -> Keyset:
        usual = ORDERS[self.of]
        return Keyset(usual.field, newest_first=False) if self.oldest_first else usual

    def condition(self, days: Days) -> Q:
        if not self.in_period:
            return self.wanted(days)
        return Q(**{f"{ORDERS[self.of].field}__range": (days.since, days.on)}) & self.wanted(days)


@dataclass(frozen=True)
class Ground:
    """Among which rows of each subject is counted, and over which days."""

    days: Days
    of: Mapping[Subject, Rows]

    def rows(self, figure: Figure) -> Rows:
        return self.of[figure.of].filter(figure.condition(self.days)).order_by(*figure.order.order)


def always(condition: Q) -> Callable[[Days], Q]:
    """A condition that no day changes."""
    return lambda days: condition


def percent(count: int, out_of: int) -> str:
    """In whole per cent; "–" of nothing."""
    return f"{(200 * count + out_of) // (2 * out_of)}%" if out_of else "–"
