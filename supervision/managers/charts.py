"""How confident were the people of a group from quarter to quarter? One line for each area, hidden quarters as gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from supervision.charts.models import LineChart, Series
from supervision.quarters.models import ClosedQuarter, QuarterFigure
from supervision.rules.disclosure import percent, share
from supervision.rules.quarters import Quarter
from supervision.sessions.models import ConfidenceDomain

HIDDEN, NONE = "Hidden: too few people", "No figure"
MOST_QUARTERS = 12


@dataclass(frozen=True)
class Row:
    """One area, as somebody may see it: with no figure when that is hidden from them."""

    domain: ConfidenceDomain
    raters: int | None = None
    percent: int | None = None
    share: str = HIDDEN

    @classmethod
    def of(cls, figure: QuarterFigure, *, is_kept: bool) -> "Row":
        if figure.raters is None or figure.confident is None or is_kept:
            return cls(figure.domain)
        counted = figure.confident, figure.raters
        return cls(figure.domain, figure.raters, percent(*counted), share(*counted, figure.parts))


Rows = Mapping[tuple[date, int], Row]  # by the first day of the quarter, and the area


def over_quarters(rows: Rows, closed: Sequence[ClosedQuarter]) -> list[tuple[ConfidenceDomain, LineChart | None]]:
    """A chart for each area, over the latest quarters that are closed; None until two of them have a figure."""
    areas = {row.domain.pk: row.domain for row in rows.values()}
    known = {day for day, _ in rows}
    span = sorted(one.first_day for one in closed[:MOST_QUARTERS] if one.first_day >= min(known))
    in_order = sorted(areas.values(), key=lambda area: area.position)
    return [(area, _chart(area, [rows.get((day, area.pk)) for day in span], span)) for area in in_order]


def _chart(area: ConfidenceDomain, rows: Sequence[Row | None], span: Sequence[date]) -> LineChart | None:
    told = [(day, row) for day, row in zip(span, rows, strict=True) if row and row.percent is not None]
    if len(told) < 2:
        return None
    said = [row.share if row else NONE for row in rows]
    return LineChart(
        id=f"quarters-{area.pk}",
        title=area.short_name,
        sentence=_sentence(told, sum(row is not None and row.percent is None for row in rows)),
        periods=[f"{Quarter(day).last_day:%b %Y}" for day in span],
        series=[Series("Confident", [row.percent if row else None for row in rows], said)],
        low=0,
        high=100,
        step=20,
        unit="%",
        each="Three months to",
        raters=[row.raters if row else None for row in rows],
    )


def _sentence(told: Sequence[tuple[date, Row]], hidden: int) -> str:
    (before, earlier), (latest, last) = told[-2:]
    now = f"In {Quarter(latest)}, {last.share} of {last.raters} people said that they are confident."
    then = f"In {Quarter(before)} it was {earlier.share} of {earlier.raters}."
    gaps = f" {hidden} {'quarter is' if hidden == 1 else 'quarters are'} hidden: too few people." if hidden else ""
    return f"{now} {then}{gaps}"
