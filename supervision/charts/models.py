"""What is there to draw? Lines over periods, with gaps where nothing was said."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Series:
    """One line: a value for each period, None where there is none."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class LineChart:
    """`id` is unique on its page; `sentence` says what the chart shows; `band` is a zone with its name."""

    id: str
    title: str
    sentence: str
    periods: Sequence[str]
    series: Sequence[Series]
    band: tuple[float, float, str] | None = None
    low: int = 1
    high: int = 5

    def rows(self) -> list[tuple[str, list[float | None]]]:
        """The same numbers for the table: each period with the value of each line."""
        return [(period, [one.values[place] for one in self.series]) for place, period in enumerate(self.periods)]
