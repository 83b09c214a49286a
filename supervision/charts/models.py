"""What is there to draw? Lines over periods with gaps where nothing was said, and bars of things counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Series:
    """One line: a value for each period, None where there is none.

    `said` is empty, or what the table says for each period in place of the number, such as why there is none.
    """

    name: str
    values: Sequence[float | None]
    said: Sequence[str] = ()


@dataclass(frozen=True)
class Looked:
    """A value that was given for a period later, looking back. Drawn hollow, and part of no line."""

    value: float
    given_on: date


@dataclass(frozen=True)
class Row:
    """One period in the table. `number` is that of its flag in the drawing, None without one.

    `values` has the number of each line, and what is said in place of it.
    """

    period: str
    values: list[tuple[float | None, str]]
    looked: Sequence[Looked]
    flags: Sequence[str]
    number: int | None
    raters: int | None = None


@dataclass(frozen=True)
class LineChart:
    """`id` is unique on its page; `sentence` says what the chart shows; `band` is a zone with its name.

    `looked`, `flags` and `raters` have something for each period, or are empty: what was said later about it, what
    happened, and how many people its values are from. `step` is from one line of the scale to the next, `unit` stands
    behind a value, and `each` is what the table calls a period.
    """

    id: str
    title: str
    sentence: str
    periods: Sequence[str]
    series: Sequence[Series]
    band: tuple[float, float, str] | None = None
    low: int = 1
    high: int = 5
    step: int = 1
    unit: str = ""
    each: str = "Month"
    looked: Sequence[Sequence[Looked]] = field(default_factory=list)
    flags: Sequence[Sequence[str]] = field(default_factory=list)
    raters: Sequence[int | None] = field(default_factory=list)

    @property
    def has_looked(self) -> bool:
        return any(self.looked)

    @property
    def has_flags(self) -> bool:
        return any(self.flags)

    def rows(self) -> list[Row]:
        """The same numbers for the table: each period with the value of each line."""
        rows, number = [], 0
        for place, period in enumerate(self.periods):
            flags = self.flags[place] if self.flags else []
            number += bool(flags)
            looked = self.looked[place] if self.looked else []
            values = [(one.values[place], one.said[place] if one.said else "") for one in self.series]
            raters = self.raters[place] if self.raters else None
            rows.append(Row(period, values, looked, flags, number if flags else None, raters))
        return rows


@dataclass(frozen=True)
class Part:
    """One kind of thing that is counted: how many in each period, and where the very ones are listed."""

    name: str
    counts: Sequence[int]
    links: Sequence[str]


@dataclass(frozen=True)
class BarChart:
    """The parts of each period stand on each other, the first one at the bottom."""

    id: str
    title: str
    sentence: str
    periods: Sequence[str]
    parts: Sequence[Part]

    def rows(self) -> list[tuple[str, list[tuple[int, str]]]]:
        return [
            (period, [(part.counts[place], part.links[place]) for part in self.parts])
            for place, period in enumerate(self.periods)
        ]
