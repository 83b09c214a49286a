"""Which calendar quarter does a day belong to?"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    first_day: date

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(date(day.year, day.month - (day.month - 1) % MONTHS, 1))

    @property
    def last_day(self) -> date:
        return self.following().first_day - timedelta(days=1)

    def following(self) -> "Quarter":
        return Quarter.of(self.first_day + timedelta(days=100))  # a quarter has at most 92 days

    def before(self) -> "Quarter":
        return Quarter.of(self.first_day - timedelta(days=1))

    def __str__(self) -> str:
        return f"{self.first_day:%B} to {self.last_day:%B %Y}"


def quarters(first: date, last: date) -> Iterator[Quarter]:
    """Every quarter from that of `first` to that of `last`."""
    quarter = Quarter.of(first)
    while quarter <= Quarter.of(last):
        yield quarter
        quarter = quarter.following()
