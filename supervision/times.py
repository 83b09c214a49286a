"""How are moments and spans said in words?"""

from datetime import date, datetime, time

from django.utils import timezone


def clock_time(at: datetime) -> str:
    """Such as "2:02pm", in local time."""
    return time_of_day(timezone.localtime(at).time())


def time_of_day(at: time) -> str:
    """Such as "2:02pm"."""
    return f"{at.hour % 12 or 12}:{at.minute:02d}{'am' if at.hour < 12 else 'pm'}"


def long_day(day: date) -> str:
    """Such as "14 November 2026"."""
    return f"{day.day} {day:%B %Y}"


def moment(at: datetime) -> str:
    """Such as "14 November 2026 at 2:02pm", in local time."""
    return f"{long_day(timezone.localtime(at).date())} at {clock_time(at)}"


def hours(minutes: int) -> str:
    """Such as "45 minutes" or "2 hours 30 minutes"."""
    whole, rest = divmod(minutes, 60)
    parts = [(whole, "hour"), (rest, "minute")]
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count) or "0 minutes"


def weekday(day: date) -> str:
    """Such as "Thursday 24 December", with the year when it is not this one's."""
    return f"{day:%A} {day.day} {day:%B}" + ("" if day.year == today().year else f" {day.year}")


def appointment(at: datetime) -> str:
    """Such as "Thursday 24 December at 10:00am", in local time."""
    return f"{weekday(timezone.localtime(at).date())} at {clock_time(at)}"


def today() -> date:
    return timezone.localdate()
