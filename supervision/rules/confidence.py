"""What do a person's ratings say over time? Means, changes and gaps, with no judgement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LOW = 2  # out of 5, and less
CONFIDENT = 4  # out of 5, and more
LEAST_FOR_A_TREND = 2
MONTHS_OF_A_YEAR = 12


def mean(scores: Iterable[int | None]) -> float | None:
    """The mean of the scores given, to one decimal; None when there are none."""
    given = [score for score in scores if score is not None]
    return round(sum(given) / len(given), 1) if given else None


def change(values: Sequence[float | None]) -> float | None:
    """The last value minus the first one, gaps left out; None with fewer than two values."""
    given = [value for value in values if value is not None]
    return round(given[-1] - given[0], 1) if len(given) >= LEAST_FOR_A_TREND else None


def baseline(values: Sequence[float | None]) -> float | None:
    """The first value there is: where somebody says they began."""
    return next((value for value in values if value is not None), None)


def latest(values: Sequence[float | None]) -> float | None:
    """The last value there is."""
    return baseline(values[::-1])


def dips_early(values: Sequence[float | None]) -> bool:
    """Whether a value of the first year was below the first one. Often a sign of learning, and never an alert."""
    first = next((place for place, value in enumerate(values) if value is not None), None)
    if first is None:
        return False
    start = values[first]
    assert start is not None
    return any(value is not None and value < start for value in values[first + 1 : first + MONTHS_OF_A_YEAR])


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def from_key(cls, key: str) -> "Month | None":
        """From "2026-03"; None for anything else."""
        year, dash, month = key.partition("-")
        is_month = dash and year.isascii() and year.isdigit() and month.isascii() and month.isdigit()
        is_month = is_month and len(year) == len("2026") and 1 <= int(month) <= MONTHS_OF_A_YEAR and int(year) > 0
        return cls(int(year), int(month)) if is_month else None

    @property
    def key(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def last_day(self) -> date:
        return self.following().first_day - timedelta(days=1)

    def following(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)


def months(first: date, last: date) -> list[Month]:
    """Every month from that of `first` to that of `last`, so that one without a session shows as a gap."""
    month, end, found = Month.of(first), Month.of(last), []
    while (month.year, month.month) <= (end.year, end.month):
        found.append(month)
        month = month.following()
    return found
