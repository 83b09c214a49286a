"""Whom does somebody supervise, when is each due, and what do they know of one of them?"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Person
from supervision.measures import timeliness
from supervision.reminders.queries import Escalation, escalations_about
from supervision.rules.intervals import due_state
from supervision.sessions import queries as hub
from supervision.sessions.models import ActionPoint, SupervisionArrangement, SupervisionSession
from supervision.sessions.planned_queries import with_bookings
from supervision.sessions.supervised_queries import answered_for
from supervision.vocabulary import ArrangementKind, RecordState, Timeliness

from .figure_queries import Asked


@dataclass(frozen=True)
class Supervised:
    """One person somebody supervises."""

    arrangement: SupervisionArrangement

    @property
    def answers(self) -> bool:
        """Whether they lead or cover this supervision today: a cover ends with what it covers."""
        return bool(self.arrangement.answers)  # type: ignore[attr-defined]

    @property
    def is_beside(self) -> bool:
        """Whether they are the specialist, who sees their own sessions and what was agreed in them."""
        return self.arrangement.kind == ArrangementKind.SPECIALIST


@dataclass(frozen=True)
class Row(Supervised):
    """The same with what the table says of them. `due`: as `due_state` says, or "as_agreed" with a specialist.

    `lead` is the arrangement that has the due date: a cover's is the one it covers.
    """

    lead: SupervisionArrangement
    due: str
    open_points: int
    late_points: int
    escalations: list[Escalation]
    today: date

    @property
    def escalated_alike(self) -> list[list[Escalation]]:
        """Together those of each matter that the same person has in hand."""
        alike: dict[tuple[Any, ...], list[Escalation]] = {}
        for one in self.escalations:
            taken = one.acknowledgement if one.in_hand(self.today) else None
            alike.setdefault((one.matter, taken and (taken.by, taken.until)), []).append(one)
        return list(alike.values())

    @property
    def escalated(self) -> list[tuple[Escalation, int]]:
        """What is alike said once: the latest, and how many."""
        return [(max(many, key=lambda one: one.reached_at), len(many)) for many in self.escalated_alike]


def supervised(supervisor: Person, *, on: date) -> list[Supervised]:
    """The supervisor's people, for a list of something else about them."""
    return [Supervised(one) for one in _arrangements(supervisor, on)]


def _arrangements(supervisor: Person, on: date) -> Any:
    answers = Exists(answered_for(supervisor, on=on).filter(pk=OuterRef("pk")))
    return hub.arrangements_led_by(supervisor, on=on).annotate(answers=answers)


def people(supervisor: Person, *, on: date) -> list[Row]:
    """The supervisor's people, the earliest due first."""
    of_theirs = hub.points_open_to(supervisor, on=on).filter(hub.OF_TWO, practitioner=OuterRef("practitioner"))
    points = of_theirs.filter(closed_at=None).order_by().values("practitioner")
    arrangements = with_bookings(_arrangements(supervisor, on), at=timezone.now()).annotate(
        open_points=Coalesce(Subquery(points.annotate(n=Count("pk")).values("n")), 0),
        late_points=Coalesce(Subquery(points.filter(due_on__lt=on).annotate(n=Count("pk")).values("n")), 0),
    )
    leads = [(_lead(one), one) for one in arrangements]
    told_of = [one.practitioner_id for one in arrangements if one.kind != ArrangementKind.SPECIALIST]
    escalated = escalations_about(told_of)
    return [
        Row(one, lead, _due(lead, on), one.open_points, one.late_points, escalated.get(one.practitioner_id, []), on)
        for lead, one in leads
    ]


def _due(lead: SupervisionArrangement, on: date) -> str:
    # Only the lead arrangement has a due date that sessions move.
    if lead.kind != ArrangementKind.LEAD:
        return "as_agreed"
    return due_state(lead.next_due_on, on, is_excused=lead.excused_until is not None)  # type: ignore[attr-defined]


def _lead(arrangement: SupervisionArrangement) -> SupervisionArrangement:
    """The arrangement that has the due date, knowing what was read of the practitioner with the other one."""
    if arrangement.covers is None:
        return arrangement
    for known in ("excused_until", "first_lead_on"):
        setattr(arrangement.covers, known, getattr(arrangement, known))
    return arrangement.covers


# By which of its columns the table of people can be put in order.
ORDERS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: row.arrangement.practitioner.name,
    "last": lambda row: row.lead.last_held_on or date.min,
    "due": lambda row: row.lead.next_due_on,
    "points": lambda row: -row.open_points,
}


def in_order(rows: Iterable[Row], by: str) -> list[Row]:
    """By one of ORDERS; else as they were, the earliest due first."""
    return sorted(rows, key=ORDERS[by]) if by in ORDERS else list(rows)


def asked_for(supervisor: Person, rows: Iterable[Supervised], *, on: date, since: date, team: int | None) -> Asked:
    """What the figures of a page are about: the people of these rows."""
    led = list(rows)
    answered = {row.arrangement.practitioner_id for row in led if row.answers}
    beside = {row.arrangement.practitioner_id for row in led if row.is_beside} - answered
    return Asked(supervisor, sorted(answered), sorted(beside), on=on, since=since, team=team)


def sessions_of(supervisor: Person, practitioner: Person, *, on: date) -> QuerySet[SupervisionSession]:
    """The records of one practitioner that this supervisor may know of, newest first."""
    return (
        hub.visible_to(supervisor, on=on)
        .filter(practitioner=practitioner)
        .select_related("practitioner", "supervisor", "kind", "writer")
        .order_by("-held_on", "-pk")
    )


# Sessions that did not happen, by what a page is asked to show.
NOT_HELD = {
    "not_held": Q(state=RecordState.NOT_HELD),
    "short_notice": Q(state=RecordState.NOT_HELD, is_short_notice=True),
}


HELD = {when.value: wanted for when, wanted in timeliness.HELD.items()}
SHOWN = NOT_HELD | HELD


def shown_of(found: QuerySet[SupervisionSession], shown: str, *, on: date) -> QuerySet[SupervisionSession]:
    """Those of the last twelve months: the rows behind `count_not_held` and `count_held`."""
    return found.filter(SHOWN[shown], held_on__gte=on - hub.RECENT)


def count_held(found: QuerySet[SupervisionSession], *, on: date) -> list[tuple[Timeliness, int]]:
    """When sessions were held beside the day on which they were due: each that there is, with how many."""
    counts = timeliness.count_held(found.filter(held_on__gte=on - hub.RECENT))
    return [(when, count) for when, count in counts.items() if count]


def count_not_held(found: QuerySet[SupervisionSession], *, on: date) -> dict[str, int]:
    recent = found.order_by().filter(held_on__gte=on - hub.RECENT)
    return recent.aggregate(**{shown: Count("pk", filter=wanted) for shown, wanted in NOT_HELD.items()})


LATE = "late"  # what a page is asked to show of the open action points


def open_points_of(
    supervisor: Person, practitioner: Person, *, on: date, late_only: bool = False
) -> QuerySet[ActionPoint]:
    found = hub.open_action_points(supervisor, practitioner.pk, on=on)
    return found.filter(due_on__lt=on) if late_only else found
