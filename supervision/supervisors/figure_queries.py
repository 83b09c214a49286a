"""What is counted on the team's page, and among which rows? A number and its list are one query, written once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import TruncMonth

from accounts.models import Person
from supervision.measures.all_figures import FIGURES as ALL
from supervision.measures.counting import count_all
from supervision.measures.figures import Days, Figure, Ground, Rows, Subject, always
from supervision.measures.session_figures import MiddleGap
from supervision.rules.confidence import Month
from supervision.sessions import queries as hub
from supervision.sessions.models import SupervisionSession
from supervision.support.queries import waiting_for
from supervision.vocabulary import RecordState


@dataclass(frozen=True)
class Asked:
    """Whose page it is and what it is asked for. `answered`: whom they lead or cover; `beside`: as a specialist."""

    supervisor: Person
    answered: Collection[int]
    beside: Collection[int]
    on: date
    since: date
    team: int | None = None


def sessions(asked: Asked) -> QuerySet[SupervisionSession]:
    """The sessions of the supervisor's people; of those whose specialist they are, only their own with them."""
    mine = Q(practitioner__in=asked.answered) | Q(practitioner__in=asked.beside, supervisor=asked.supervisor)
    return hub.visible_to(asked.supervisor, on=asked.on).filter(mine).exclude(practitioner=asked.supervisor)


def ground(asked: Asked) -> Ground:
    people = [*asked.answered, *asked.beside]
    points = hub.action_points_for(asked.supervisor, on=asked.on).filter(hub.OF_TWO, practitioner__in=people)
    support = waiting_for(asked.supervisor, on=asked.on).filter(requester__in=asked.answered)
    of: dict[Subject, Rows] = {Subject.SESSIONS: sessions(asked), Subject.POINTS: points, Subject.SUPPORT: support}
    return Ground(Days(asked.since, asked.on), of)


def waiting(asked: Asked) -> QuerySet[SupervisionSession]:
    """Also those that were passed on to them, of people whom they do not supervise."""
    found = hub.waiting_for_signature(asked.supervisor, on=asked.on).exclude(practitioner=asked.supervisor)
    return (found.filter(practitioner__team=asked.team) if asked.team else found).order_by("sent_at", "pk")


WAITING = "waiting"  # of one's own signature: no other page has it
NOW = ["waiting", "unsigned", "sign-late", "late-points", "carried-points", "support-waiting"]
IN_PERIOD = ["held", "not-held", "short-notice", "not-agreed", "written-late"]
BY_MONTH = ["held", "not-held"]
FIGURES: dict[str, Figure] = {
    WAITING: Figure(
        "Waiting for your signature",
        "Records sent to you, or passed on to you, to sign.",
        Subject.SESSIONS,
        always(Q(state=RecordState.SENT)),
    ),
    **{name: ALL[name] for name in [*NOW[1:], "aged-points", *IN_PERIOD]},
}


def rows_of(name: str, asked: Asked) -> Rows:
    return waiting(asked) if name == WAITING else ground(asked).rows(FIGURES[name])


@dataclass(frozen=True)
class Counted:
    """The numbers by their names, and after how many days half of the records had been sent; None without any."""

    numbers: dict[str, int]
    days_to_write: float | None


def count(asked: Asked) -> Counted:
    """The numbers of the page, in one question; those by month are added up from their months."""
    rows = {name: rows_of(name, asked) for name in [*NOW, *IN_PERIOD] if name not in BY_MONTH}
    numbers = count_all(rows, reader=asked.supervisor, gap=MiddleGap(rows_of("held", asked)))
    gap: timedelta | None = numbers.pop("gap")
    return Counted(numbers, None if gap is None else gap / timedelta(days=1))


def in_month(rows: Rows, month: Month) -> Rows:
    return rows.filter(held_on__range=(month.first_day, month.last_day))


def count_by_month(asked: Asked) -> dict[tuple[str, date], int]:
    """Of held and not held sessions: how many in each month, by its first day. The same rows as in the lists."""
    counted = [_by_month(name, rows_of(name, asked)) for name in BY_MONTH]
    rows = counted[0].union(*counted[1:], all=True)
    return {(row["figure"], row["month"]): row["number"] for row in rows}


def _by_month(name: str, rows: Rows) -> Rows:
    the_very_ones = SupervisionSession.objects.filter(pk__in=rows.order_by().values("pk")).order_by()
    dated = the_very_ones.annotate(figure=Value(name), month=TruncMonth("held_on"))
    return dated.values("figure", "month").annotate(number=Count("pk"))
