"""What is due, unsigned or aged among the people somebody supervises? Each count is its list, counted."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import Person
from supervision.reminders.queries import Escalation, escalations_about
from supervision.rules.intervals import due_state
from supervision.sessions import queries as hub
from supervision.sessions.models import ActionPoint, SupervisionArrangement, SupervisionSession
from supervision.sessions.planned_queries import with_bookings
from supervision.vocabulary import ArrangementKind, RecordState


@dataclass(frozen=True)
class Row:
    """One person somebody supervises. `due`: as `due_state` says, or "as_agreed" with a specialist.

    `lead` is the arrangement that has the due date: a cover's is the one it covers.
    """

    arrangement: SupervisionArrangement
    lead: SupervisionArrangement
    due: str
    open_points: int
    late_points: int
    escalations: list[Escalation]

    @property
    def is_beside(self) -> bool:
        """Whether they are the specialist, who sees their own sessions and what was agreed in them."""
        return self.arrangement.kind == ArrangementKind.SPECIALIST


def people(supervisor: Person, *, on: date) -> list[Row]:
    """The supervisor's people, the earliest due first."""
    of_theirs = hub.points_open_to(supervisor, on=on).filter(hub.OF_TWO, practitioner=OuterRef("practitioner"))
    points = of_theirs.filter(closed_at=None).order_by().values("practitioner")
    led = with_bookings(hub.arrangements_led_by(supervisor, on=on), at=timezone.now())
    arrangements = led.annotate(
        open_points=Coalesce(Subquery(points.annotate(n=Count("pk")).values("n")), 0),
        late_points=Coalesce(Subquery(points.filter(due_on__lt=on).annotate(n=Count("pk")).values("n")), 0),
    )
    leads = [(_lead(one), one) for one in arrangements]
    answered_for = [one.practitioner_id for one in arrangements if one.kind != ArrangementKind.SPECIALIST]
    escalated = escalations_about(answered_for)
    return [
        Row(one, lead, _due(lead, on), one.open_points, one.late_points, escalated.get(one.practitioner_id, []))
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


def waiting(supervisor: Person, *, on: date) -> QuerySet[SupervisionSession]:
    """Records that wait for them as a supervisor, or for whom they stand in; the oldest first."""
    return hub.waiting_for_signature(supervisor, on=on).exclude(practitioner=supervisor).order_by("sent_at")


def aged_action_points(supervisor: Person, *, on: date) -> QuerySet[ActionPoint]:
    """Open action points of the supervisor's people that are past their date or were carried twice."""
    practitioners = hub.arrangements_led_by(supervisor, on=on).values("practitioner")
    return (
        hub.action_points_for(supervisor, on=on)
        .filter(hub.OF_TWO, practitioner__in=practitioners, closed_at=None)
        .filter(Q(due_on__lt=on) | Q(times_carried__gte=2))
        .order_by("due_on")
    )


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


def not_held(found: QuerySet[SupervisionSession], shown: str, *, on: date) -> QuerySet[SupervisionSession]:
    """Those of the last twelve months: the rows behind `count_not_held`."""
    return found.filter(NOT_HELD[shown], held_on__gte=on - hub.RECENT)


def count_not_held(found: QuerySet[SupervisionSession], *, on: date) -> dict[str, int]:
    recent = found.order_by().filter(held_on__gte=on - hub.RECENT)
    return recent.aggregate(**{shown: Count("pk", filter=wanted) for shown, wanted in NOT_HELD.items()})


def open_points_of(supervisor: Person, practitioner: Person, *, on: date) -> QuerySet[ActionPoint]:
    return hub.open_action_points(supervisor, practitioner.pk, on=on)
