"""When is the next session due? Calendar days from the last one held, or from the start."""

from datetime import date, timedelta


def next_due(*, starts_on: date, last_held_on: date | None, interval_days: int) -> date:
    """The day the next session is due: the last day held, else the start, plus the interval in days."""
    return (last_held_on or starts_on) + timedelta(days=interval_days)


def due_state(next_due_on: date, today: date, *, soon_days: int = 7) -> str:
    """ "overdue", "soon" (today to `soon_days` ahead) or "on_track"."""
    if next_due_on < today:
        return "overdue"
    return "soon" if (next_due_on - today).days <= soon_days else "on_track"
