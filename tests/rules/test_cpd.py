"""Which year does a day count in, and what is still missing from it?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.rules.cpd import CpdYear, Progress, cpd_year_of


@pytest.mark.parametrize(
    ("day", "ends_in"),
    [(date(2026, 11, 30), 2026), (date(2026, 12, 1), 2027), (date(2027, 1, 1), 2027), (date(2024, 2, 29), 2024)],
)
def test_a_year_runs_from_december_to_november(day: date, ends_in: int) -> None:
    assert cpd_year_of(day) == CpdYear(ends_in)


@given(st.dates(min_value=date(2019, 1, 1), max_value=date(2100, 1, 1)))
def test_every_day_is_in_one_year_and_years_leave_no_gap(day: date) -> None:
    year = cpd_year_of(day)
    assert year.starts_on <= day <= year.ends_on
    assert CpdYear(year.ends_in + 1).starts_on == year.ends_on + timedelta(days=1)


@pytest.mark.parametrize(
    ("pieces", "with_a_peer", "words"),
    [
        (0, 0, "Still to write: 2 more pieces of learning and what a peer thought about one of them."),
        (1, 1, "Still to write: 1 more piece of learning."),
        (2, 0, "Still to write: what a peer thought about one of them."),
        (2, 1, "You have what a year asks for. More is welcome."),
        (5, 3, "You have what a year asks for. More is welcome."),
    ],
)
def test_what_is_missing_is_said_in_words(pieces: int, with_a_peer: int, words: str) -> None:
    assert Progress(pieces, with_a_peer).in_words == words
