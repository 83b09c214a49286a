"""What do ratings say, and what do they not say?"""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from supervision.rules.confidence import Month, change, mean, months


def test_a_mean_leaves_out_areas_that_were_not_used() -> None:
    assert mean([2, None, 5]) == 3.5


def test_no_score_is_no_mean_rather_than_nought() -> None:
    assert mean([None, None]) is None


def test_a_change_is_from_the_first_score_to_the_last_over_any_gap() -> None:
    assert change([None, 2.0, None, 3.5, None]) == 1.5


def test_one_score_is_not_a_change() -> None:
    assert change([None, 3.0, None]) is None


def test_months_have_no_holes_over_the_turn_of_a_year() -> None:
    assert months(date(2025, 11, 30), date(2026, 2, 1)) == [
        Month(2025, 11), Month(2025, 12), Month(2026, 1), Month(2026, 2),
    ]  # fmt: skip


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2050, 1, 1)), st.integers(0, 3000))
def test_months_begin_and_end_where_they_were_asked_to(first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    found = months(first, last)
    assert (found[0], found[-1]) == (Month.of(first), Month.of(last))
    assert len(set(found)) == len(found) == (last.year - first.year) * 12 + last.month - first.month + 1
