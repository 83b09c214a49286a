"""How are many figures counted in one question: all together, by team, or by month?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, Subquery
from django.db.models.functions import TruncMonth

from accounts.models import Person

from .all_figures import FIGURES
from .figures import ORDERS, Ground, Rows, Subject

# Where the service and the team of each stand: of sessions as they were then, of people as they are.
PLACES = {Subject.SESSIONS: ("service", "team"), Subject.PEOPLE: ("practitioner__team__service", "practitioner__team")}
Place = tuple[int | None, int | None]  # a service and a team


class CountOf(Subquery):
    """How many rows a queryset has, to be asked along with others in one question."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
    empty_result_set_value = 0  # of nobody's rows, of which the database is not even asked

    def __init__(self, rows: Rows) -> None:
        super().__init__(rows.order_by().values("pk"))


def count_all(rows: Mapping[str, Rows], *, reader: Person, **beside: Any) -> dict[str, Any]:
    """How many each of these are, in one question, with the values of what else is asked for beside them."""
    counts: dict[str, Any] = {f"number_{place}": CountOf(found) for place, found in enumerate(rows.values())}
    one: Any = Person.objects.filter(pk=reader.pk).values(**counts, **beside)
    return dict(zip([*rows, *beside], one[0].values(), strict=True))


def count_in_one_pass(ground: Ground, subject: Subject, names: Iterable[str]) -> dict[str, int]:
    """The figures of one subject that look back over the period: quicker than one after another when they are many."""
    found, counts = _asked_together(ground, subject, names)
    return found.aggregate(**counts)


def count_by_place(ground: Ground, subject: Subject, names: Iterable[str]) -> dict[Place, dict[str, int]]:
    """The figures of one subject for each service and team, in one pass over its rows."""
    service, team = PLACES[subject]
    rows = _together(ground, subject, names, {"in_service": F(service), "in_team": F(team)})
    return {(row.pop("in_service"), row.pop("in_team")): row for row in rows}


def count_by_month(ground: Ground, names: Iterable[str]) -> dict[date, dict[str, int]]:
    """The figures of sessions for each month, by its first day, in one pass over the period."""
    rows = _together(ground, Subject.SESSIONS, names, {"month": TruncMonth(ORDERS[Subject.SESSIONS].field)})
    return {row.pop("month"): row for row in rows}


def _together(ground: Ground, subject: Subject, names: Iterable[str], by: dict[str, Any]) -> list[dict[str, Any]]:
    found, counts = _asked_together(ground, subject, names)
    return list(found.values(**by).annotate(**counts))


def _asked_together(ground: Ground, subject: Subject, names: Iterable[str]) -> tuple[Rows, Any]:
    """Among which rows, and how each of the figures is counted among them."""
    figures = {name: FIGURES[name] for name in names}
    assert len({figure.in_period for figure in figures.values()}) == 1, "either all look back over the period or none"
    found = ground.of[subject].order_by()
    if all(figure.in_period for figure in figures.values()):
        # Said once more, so that nothing outside the period is looked at.
        found = found.filter(**{f"{ORDERS[subject].field}__range": (ground.days.since, ground.days.on)})
    return found, {name: Count("pk", filter=figure.wanted(ground.days)) for name, figure in figures.items()}
