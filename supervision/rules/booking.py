"""When do booked sessions start, and was one cancelled at short notice? Local time stays what it is in words."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

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


def is_short_notice(*, starts_at: datetime, cancelled_at: datetime, hours: int) -> bool:
    """Whether fewer than so many hours were left; one recorded after it should have started has given none."""
    return starts_at.astimezone(UTC) - cancelled_at.astimezone(UTC) < timedelta(hours=hours)


def proposed_day(*, due_on: date, today: date) -> date:
    """The day to propose for the next session, before it is moved to one that is worked: when it is due.

    When that is past, or today, it is tomorrow.
    """
    return max(due_on, today + timedelta(days=1))
