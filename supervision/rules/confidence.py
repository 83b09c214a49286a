"""What do a person's ratings say over time? Means, changes and gaps, with no judgement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

LEAST_FOR_A_TREND = 2


def mean(scores: Iterable[int | None]) -> float | None:
    """The mean of the scores given, to one decimal; None when there are none."""
    given = [score for score in scores if score is not None]
    return round(sum(given) / len(given), 1) if given else None


def change(values: Sequence[float | None]) -> float | None:
    """The last value minus the first one, gaps left out; None with fewer than two values."""
    given = [value for value in values if value is not None]
    return round(given[-1] - given[0], 1) if len(given) >= LEAST_FOR_A_TREND else None


@dataclass(frozen=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

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
