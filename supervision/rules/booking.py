"""When do booked sessions start? What is said in local time stays so when the clocks change."""

from datetime import date, datetime, time, timedelta, tzinfo

MOST_IN_A_SERIES = 26
WEEKS_APART = 13  # at most


def start_of(day: date, at: time, zone: tzinfo) -> datetime:
    """The moment of a time of day as the clock on the wall shows it."""
    return datetime.combine(day, at, tzinfo=zone)


def series(first: datetime, *, every_weeks: int, times: int) -> list[datetime]:
    """The starts of a series, all at the time of day of the first one, whatever the clocks do in between.

    `first` is in local time.
    """
    return [first + timedelta(weeks=every_weeks * number) for number in range(times)]


def proposed_day(*, due_on: date, today: date) -> date:
    """The day to propose for the next session, before it is moved to one that is worked: when it is due.

    When that is past, or today, it is tomorrow.
    """
    return max(due_on, today + timedelta(days=1))
