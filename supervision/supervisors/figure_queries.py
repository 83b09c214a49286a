"""What is counted on the team's page, and which rows are they? A number and its list are one query, written once."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import TruncDate, TruncMonth
from django.utils import timezone

from accounts.models import Person
from supervision.rules.confidence import Month
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions import queries as hub
from supervision.sessions.models import RecordEvent, Signature, SupervisionSession
from supervision.sessions.models.session import UNSIGNED
from supervision.support.queries import waiting_for
from supervision.vocabulary import RecordState, RecordStep, SignatureResponse

WRITTEN_WITHIN = 7  # days


@dataclass(frozen=True)
class Asked:
    """Whose page it is and what it is asked for. `answered`: whom they lead or cover; `beside`: as a specialist."""

    supervisor: Person
    answered: Collection[int]
    beside: Collection[int]
    on: date
    since: date
    team: int | None = None


Rows = QuerySet[Any]


@dataclass(frozen=True)
class Figure:
    """`counts` says in words what a row of it is; `in_period` whether it looks back over the period that was chosen."""

    label: str
    counts: str
    rows: Callable[[Asked], Rows]
    in_period: bool = False
    of: str = "sessions"  # or points, or support
    wants_signature: bool = False
    says_gap: bool = False  # beside the number, the median time from held to written


def sessions(asked: Asked) -> QuerySet[SupervisionSession]:
    """The sessions of the supervisor's people; of those whose specialist they are, only their own with them."""
    mine = Q(practitioner__in=asked.answered) | Q(practitioner__in=asked.beside, supervisor=asked.supervisor)
    return hub.visible_to(asked.supervisor, on=asked.on).filter(mine).exclude(practitioner=asked.supervisor)


def _in_period(asked: Asked) -> QuerySet[SupervisionSession]:
    return sessions(asked).filter(held_on__range=(asked.since, asked.on))


def _points(asked: Asked) -> Rows:
    people = [*asked.answered, *asked.beside]
    open_points = hub.action_points_for(asked.supervisor, on=asked.on).filter(hub.OF_TWO, closed_at=None)
    return open_points.filter(practitioner__in=people).order_by("due_on", "pk")


def waiting(asked: Asked) -> QuerySet[SupervisionSession]:
    """Also those that were passed on to them, of people whom they do not supervise."""
    found = hub.waiting_for_signature(asked.supervisor, on=asked.on).exclude(practitioner=asked.supervisor)
    return (found.filter(practitioner__team=asked.team) if asked.team else found).order_by("sent_at", "pk")


def unsigned(asked: Asked) -> QuerySet[SupervisionSession]:
    return sessions(asked).filter(state__in=UNSIGNED).order_by("held_on", "pk")


def sign_late(asked: Asked) -> QuerySet[SupervisionSession]:
    return unsigned(asked).filter(sign_by__lt=asked.on)


def disputed(asked: Asked) -> QuerySet[SupervisionSession]:
    standing = Signature.objects.filter(supervision_session=OuterRef("pk"), voided_at=None)
    not_agreed = Exists(standing.filter(response=SignatureResponse.DO_NOT_AGREE))
    return _in_period(asked).filter(not_agreed).exclude(state=RecordState.STRUCK).order_by("-held_on", "pk")


def written_late(asked: Asked) -> QuerySet[SupervisionSession]:
    """Not sent within some days after the session: sent later, or not sent yet."""
    zone = timezone.get_default_timezone()
    sent = RecordEvent.objects.filter(supervision_session=OuterRef("pk"), step=RecordStep.SEND)
    in_time = sent.annotate(day=TruncDate("at", tzinfo=zone)).filter(
        day__lte=OuterRef("held_on") + Value(timedelta(days=WRITTEN_WITHIN))
    )
    held = _in_period(asked).filter(
        ~Exists(in_time), state__in=COUNTED_AS_HELD, held_on__lt=asked.on - timedelta(days=WRITTEN_WITHIN)
    )
    return held.annotate(first_sent_at=_first_sent()).order_by("-held_on", "pk")


def _first_sent() -> Subquery:
    sent = RecordEvent.objects.filter(supervision_session=OuterRef("pk"), step=RecordStep.SEND).order_by()
    return Subquery(sent.values("supervision_session").annotate(first=Min("at")).values("first"))


def held(asked: Asked) -> QuerySet[SupervisionSession]:
    return _in_period(asked).filter(state__in=COUNTED_AS_HELD).order_by("-held_on", "pk")


def not_held(asked: Asked) -> QuerySet[SupervisionSession]:
    return _in_period(asked).filter(state=RecordState.NOT_HELD).order_by("-held_on", "pk")


def short_notice(asked: Asked) -> QuerySet[SupervisionSession]:
    return not_held(asked).filter(is_short_notice=True)


def late_points(asked: Asked) -> Rows:
    return _points(asked).filter(due_on__lt=asked.on)


def carried_points(asked: Asked) -> Rows:
    return _points(asked).filter(times_carried__gte=hub.CARRIED_OFTEN)


def aged_points(asked: Asked) -> Rows:
    return _points(asked).filter(Q(due_on__lt=asked.on) | Q(times_carried__gte=hub.CARRIED_OFTEN))


def support_waiting(asked: Asked) -> Rows:
    return waiting_for(asked.supervisor, on=asked.on).filter(requester__in=asked.answered)


FIGURES: dict[str, Figure] = {
    "waiting": Figure(
        "Waiting for your signature",
        "Records sent to you, or passed on to you, to sign.",
        waiting,
        wants_signature=True,
    ),
    "unsigned": Figure("Not signed by both", "Records that are being written or still wait for a signature.", unsigned),
    "sign-late": Figure("Past the day to sign by", "Of those, the ones past their last day for signing.", sign_late),
    "late-points": Figure(
        "Action points past their date", "Open action points that were due by now.", late_points, of="points"
    ),
    "carried-points": Figure(
        "Carried twice or more",
        "Open action points that were still open in two or more later sessions.",
        carried_points,
        of="points",
    ),
    "support-waiting": Figure(
        "Support that waits", "Requests for support that nobody has answered yet.", support_waiting, of="support"
    ),
    "aged-points": Figure(
        "Aged action points",
        "Open action points that are past their date, or were carried twice or more.",
        aged_points,
        of="points",
    ),
    "held": Figure("Sessions held", "Sessions with a record of having been held.", held, in_period=True),
    "not-held": Figure("Did not happen", "Sessions that were recorded as not held.", not_held, in_period=True),
    "short-notice": Figure(
        "At short notice", "Of those, the ones that were cancelled at short notice.", short_notice, in_period=True
    ),
    "not-agreed": Figure(
        "Signed without agreeing", "Records that one of the two signed with “I do not agree”.", disputed, in_period=True
    ),
    "written-late": Figure(
        f"Written more than {WRITTEN_WITHIN} days later",
        f"Records that were not sent for signature within {WRITTEN_WITHIN} days after the session.",
        written_late,
        in_period=True,
        says_gap=True,
    ),
}
NOW = [name for name, figure in FIGURES.items() if not figure.in_period and name != "aged-points"]
IN_PERIOD = [name for name, figure in FIGURES.items() if figure.in_period]
BY_MONTH = ["held", "not-held"]


class CountOf(Subquery):
    """How many rows a queryset has, to be asked along with others in one question."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows.order_by().values("pk"))


class MiddleGap(Subquery):
    """The median time from the day of a held session to the day on which its record was first sent."""

    template = "(SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FROM (%(subquery)s) written)"
    output_field = DurationField()

    def __init__(self, asked: Asked) -> None:
        day = TruncDate(_first_sent(), tzinfo=timezone.get_default_timezone())
        gap = ExpressionWrapper(day - F("held_on"), output_field=DurationField())
        super().__init__(held(asked).order_by().annotate(gap=gap).values("gap"))


@dataclass(frozen=True)
class Counted:
    """The numbers by their names, and after how many days half of the records had been sent; None without any."""

    numbers: dict[str, int]
    days_to_write: float | None


def count(asked: Asked) -> Counted:
    """The numbers of the page, in one question; those by month are added up from their months."""
    names = [name for name in [*NOW, *IN_PERIOD] if name not in BY_MONTH]
    counts = {name.replace("-", "_"): CountOf(FIGURES[name].rows(asked)) for name in names}
    one: Any = Person.objects.filter(pk=asked.supervisor.pk).values(**counts, middle_gap=MiddleGap(asked))
    found: dict[str, Any] = one[0]
    gap: timedelta | None = found.pop("middle_gap")
    numbers = {name.replace("_", "-"): number for name, number in found.items()}
    return Counted(numbers, None if gap is None else gap / timedelta(days=1))


def in_month(rows: Rows, month: Month) -> Rows:
    return rows.filter(held_on__range=(month.first_day, month.last_day))


def count_by_month(asked: Asked) -> dict[tuple[str, date], int]:
    """Of held and not held sessions: how many in each month, by its first day. The same rows as in the lists."""
    counted = [_by_month(name, FIGURES[name].rows(asked)) for name in BY_MONTH]
    rows = counted[0].union(*counted[1:], all=True)
    return {(row["figure"], row["month"]): row["number"] for row in rows}


def _by_month(name: str, rows: Rows) -> Rows:
    the_very_ones = SupervisionSession.objects.filter(pk__in=rows.order_by().values("pk")).order_by()
    dated = the_very_ones.annotate(figure=Value(name), month=TruncMonth("held_on"))
    return dated.values("figure", "month").annotate(number=Count("pk"))
