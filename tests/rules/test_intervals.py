"""When is the next session due?"""

from datetime import date, timedelta

import pytest

from supervision.rules.intervals import due_state, next_due

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("last_held_on", "due"),
    [
        (None, date(2026, 3, 30)),
        (date(2026, 3, 9), date(2026, 4, 6)),
        (date(2026, 3, 28), date(2026, 4, 25)),  # the clocks change in between: days are days
        (date(2028, 2, 20), date(2028, 3, 19)),  # a leap day in between
    ],
)
def test_the_next_session_is_due_an_interval_after_the_last_one_or_after_the_start(
    last_held_on: date | None, due: date
) -> None:
    assert next_due(starts_on=MONDAY, last_held_on=last_held_on, interval_days=28) == due


@pytest.mark.parametrize(("days_ahead", "state"), [(-1, "overdue"), (0, "soon"), (7, "soon"), (8, "on_track")])
def test_a_due_date_is_overdue_only_after_its_day_and_soon_for_a_week_before(days_ahead: int, state: str) -> None:
    assert due_state(MONDAY + timedelta(days=days_ahead), MONDAY) == state
