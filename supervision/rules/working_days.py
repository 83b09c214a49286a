"""On which days do people work? Not at weekends, and not on the days that are closed."""

from collections.abc import Collection
from datetime import date, timedelta

DAY = timedelta(days=1)
SATURDAY = 5  # as date.weekday() counts


def is_open(day: date, closed: Collection[date]) -> bool:
    return day.weekday() < SATURDAY and day not in closed


def next_open_day(day: date, closed: Collection[date]) -> date:
    """The day itself when people work on it, else the first one after it on which they do."""
    while not is_open(day, closed):
        day += DAY
    return day


def add_working_days(day: date, count: int, closed: Collection[date]) -> date:
    """The working day that comes `count` working days after `day`, which itself is not counted."""
    for _ in range(count):
        day = next_open_day(day + DAY, closed)
    return day
