"""How are the organisation's sessions drawn by month? Each number leads to the rows it counts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from supervision.charts.models import BarChart, Part
from supervision.measures.all_figures import FIGURES
from supervision.measures.charts import periods
from supervision.rules.confidence import Month

BY_MONTH = ["held", "not-held", "in-interval", "held-later"]
SHORT = {"held-later": "Later"}  # the key has to fit a narrow screen
Counted = Mapping[date, Mapping[str, int]]


def charts(counted: Counted, span: Sequence[Month], address: Callable[..., str]) -> list[BarChart]:
    began = f"{span[0].first_day:%B %Y}"
    held, not_held, in_interval, later = (sum(row[name] for row in counted.values()) for name in BY_MONTH)
    return [
        BarChart(
            id="sessions-by-month",
            title="Sessions by month",
            sentence=f"Since {began}, {held:,} were held and {not_held:,} did not happen.",
            periods=periods(span),
            parts=[_part(name, counted, span, address) for name in BY_MONTH[:2]],
        ),
        BarChart(
            id="interval-by-month",
            title="Held in their interval, by month",
            sentence=f"Of the sessions held since {began} when one was due, {in_interval:,} were in their interval "
            f"and {later:,} came after the days of grace.",
            periods=periods(span),
            parts=[_part(name, counted, span, address) for name in BY_MONTH[2:]],
        ),
    ]


def _part(name: str, counted: Counted, span: Sequence[Month], address: Callable[..., str]) -> Part:
    return Part(
        SHORT.get(name, FIGURES[name].label),
        [counted[month.first_day][name] if month.first_day in counted else 0 for month in span],
        [address(name, month=month.key) for month in span],
    )
