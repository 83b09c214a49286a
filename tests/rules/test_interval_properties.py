"""What holds of every due date, whatever the days are?"""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from supervision.rules.intervals import Agreed, Interval, Pause, Stage, due, next_due
from supervision.rules.working_days import add_working_days, is_open, next_open_day
from supervision.vocabulary import Span

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 1, 1))
INTERVALS = st.one_of(
    st.builds(Interval, st.integers(1, 366), st.just(Span.DAYS)),
    st.builds(Interval, st.integers(1, 52), st.just(Span.WEEKS)),
    st.builds(Interval, st.integers(1, 12), st.just(Span.MONTHS)),
)


@st.composite
def pauses(draw: st.DrawFn) -> Pause:
    starts_on = draw(DAYS)
    return Pause(starts_on, starts_on + timedelta(days=draw(st.integers(0, 400))))


@st.composite
def stages(draw: st.DrawFn) -> tuple[Stage, ...]:
    """Any number of stages, the first of which is from the start on."""
    later = draw(st.lists(st.builds(Stage, INTERVALS, INTERVALS), max_size=3))
    return (Stage(Interval(0, Span.WEEKS), draw(INTERVALS)), *later)


AGREED = st.one_of(st.none(), st.builds(Agreed, st.integers(7, 366), st.booleans()))
AWAY = st.lists(pauses(), max_size=5)
CLOSED = st.frozensets(DAYS, max_size=40)


@given(DAYS, DAYS, stages(), AGREED, AWAY)
def test_the_next_session_is_due_strictly_after_the_last_one(
    anchor: date, started_on: date, of: tuple[Stage, ...], agreed: Agreed | None, away: list[Pause]
) -> None:
    assert due(anchor=anchor, started_on=started_on, stages=of, agreed=agreed, pauses=away).on > anchor


@given(DAYS, DAYS, stages(), AGREED, AWAY, pauses())
def test_a_pause_never_brings_it_nearer(
    anchor: date, started_on: date, of: tuple[Stage, ...], agreed: Agreed | None, away: list[Pause], more: Pause
) -> None:
    without, with_it = (
        due(anchor=anchor, started_on=started_on, stages=of, agreed=agreed, pauses=some).on
        for some in (away, [*away, more])
    )
    assert with_it >= without


@given(DAYS, INTERVALS, INTERVALS, AWAY)
def test_a_longer_interval_never_brings_it_nearer(
    anchor: date, one: Interval, other: Interval, away: list[Pause]
) -> None:
    shorter, longer = sorted((one, other), key=lambda every: every.after(anchor))
    assert next_due(anchor=anchor, every=shorter, pauses=away) <= next_due(anchor=anchor, every=longer, pauses=away)


@given(DAYS, st.integers(1, 366), st.sampled_from(Span), AWAY)
def test_one_more_of_the_same_unit_never_brings_it_nearer(
    anchor: date, count: int, unit: Span, away: list[Pause]
) -> None:
    fewer, more = (next_due(anchor=anchor, every=Interval(n, unit), pauses=away) for n in (count, count + 1))
    assert fewer < more


@given(DAYS, INTERVALS, AWAY)
def test_it_never_falls_into_a_pause_and_the_days_outside_pauses_are_the_interval(
    anchor: date, every: Interval, away: list[Pause]
) -> None:
    """The other road: counting the days one by one."""
    found = next_due(anchor=anchor, every=every, pauses=away)
    days = [anchor + timedelta(days=n) for n in range(1, (found - anchor).days + 1)]
    counted = [day for day in days if not any(pause.starts_on <= day <= pause.ends_on for pause in away)]
    assert len(counted) == (every.after(anchor) - anchor).days
    assert counted[-1] == found


@given(DAYS, CLOSED)
def test_a_reminder_is_never_before_the_due_date_and_always_on_an_open_day(day: date, closed: frozenset[date]) -> None:
    found = next_open_day(day, closed)
    assert found >= day
    assert is_open(found, closed)
    assert not any(is_open(day + timedelta(days=n), closed) for n in range((found - day).days))


@given(DAYS, st.integers(1, 60), CLOSED)
def test_a_limit_in_working_days_has_just_that_many_behind_it(day: date, count: int, closed: frozenset[date]) -> None:
    found = add_working_days(day, count, closed)
    days = [day + timedelta(days=n) for n in range(1, (found - day).days + 1)]
    assert sum(is_open(one, closed) for one in days) == count
    assert is_open(found, closed)
