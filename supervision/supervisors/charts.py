"""How are a team's sessions and confidence drawn by month? Each number leads to the rows it counts."""

from collections.abc import Sequence
from datetime import date

from supervision.charts.models import BarChart, LineChart, Part, Series
from supervision.measures.charts import BAND, periods
from supervision.measures.team_confidence import MonthOfTeam
from supervision.rules.confidence import Month

from .addresses import rows_of
from .figure_queries import BY_MONTH, FIGURES


def sessions_by_month(counted: dict[tuple[str, date], int], span: Sequence[Month], kept: dict[str, str]) -> BarChart:
    parts = [
        Part(
            FIGURES[name].label,
            [counted.get((name, month.first_day), 0) for month in span],
            [rows_of(name, kept | {"month": month.key}) for month in span],
        )
        for name in BY_MONTH
    ]
    held, not_held = (sum(part.counts) for part in parts)
    return BarChart(
        id="sessions-by-month",
        title="Sessions by month",
        sentence=f"Since {span[0].first_day:%B %Y}, {_times(held)} held and {not_held} did not happen.",
        periods=periods(span),
        parts=parts,
    )


def _times(count: int) -> str:
    return "1 session was" if count == 1 else f"{count} sessions were"


def team_confidence(months: Sequence[MonthOfTeam], span: Sequence[Month]) -> LineChart | None:
    """The mean of all areas and people by month; None until there are two months with scores."""
    known = [(month, one) for month, one in zip(span, months, strict=True) if one.mean is not None]
    if len(known) < 2:
        return None
    month, latest = known[-1]
    people = "1 person" if latest.raters == 1 else f"{latest.raters} people"
    return LineChart(
        id="team-confidence",
        title="Confidence of the team",
        sentence=f"In {month.first_day:%B %Y} the average over all areas was {latest.mean:g} out of 5, from {people}.",
        periods=periods(span),
        series=[Series("All areas", [one.mean for one in months])],
        band=BAND,
        raters=[one.raters for one in months],
    )
