"""When is the next session due? A table of dated cases, worked out by hand."""

from datetime import date, timedelta

import pytest

from supervision.rules.intervals import (
    Agreed,
    Governs,
    Interval,
    Pause,
    Stage,
    due,
    due_state,
    in_words,
    next_due,
    pause_on,
    stage_on,
    timeliness,
)
from supervision.vocabulary import Span, Timeliness

DAYS, WEEKS, MONTHS = Span
LONG_AGO = date(2020, 1, 6)


def stage(after: int, after_unit: Span, every: int, every_unit: Span) -> Stage:
    return Stage(Interval(after, after_unit), Interval(every, every_unit))


MONTHLY = (stage(0, WEEKS, 1, MONTHS),)
FOUR_WEEKLY = (stage(0, WEEKS, 4, WEEKS),)
NEWLY_QUALIFIED = (stage(0, WEEKS, 1, WEEKS), stage(6, WEEKS, 2, WEEKS), stage(6, MONTHS, 1, MONTHS))
PART_TIME = (stage(0, WEEKS, 6, WEEKS),)


def d(text: str) -> date:
    return date.fromisoformat(text)


def away(*days: str) -> list[Pause]:
    """Pauses said as "first last"."""
    return [Pause(*map(d, one.split())) for one in days]


# What it is about, the stages, the anchor, the pauses, and the due date.
PLAIN = [
    ("four weeks", FOUR_WEEKLY, "2026-03-02", [], "2026-03-30"),
    ("four weeks across the change to summer time", FOUR_WEEKLY, "2026-03-28", [], "2026-04-25"),
    ("four weeks across the change to winter time", FOUR_WEEKLY, "2026-10-24", [], "2026-11-21"),
    ("anchored on the day the clocks go forward", FOUR_WEEKLY, "2026-03-29", [], "2026-04-26"),
    ("due on the day the clocks go back", FOUR_WEEKLY, "2026-09-27", [], "2026-10-25"),
    ("four weeks with a leap day in between", FOUR_WEEKLY, "2028-02-20", [], "2028-03-19"),
    ("four weeks across the new year", FOUR_WEEKLY, "2026-12-14", [], "2027-01-11"),
    ("a month", MONTHLY, "2026-03-02", [], "2026-04-02"),
    ("a month from the 31st into a month of 30 days", MONTHLY, "2026-03-31", [], "2026-04-30"),
    ("a month from the 30th, after one was clipped", MONTHLY, "2026-04-30", [], "2026-05-30"),
    ("31 January into February", MONTHLY, "2026-01-31", [], "2026-02-28"),
    ("30 January into February", MONTHLY, "2026-01-30", [], "2026-02-28"),
    ("29 January into February", MONTHLY, "2026-01-29", [], "2026-02-28"),
    ("28 January into February", MONTHLY, "2026-01-28", [], "2026-02-28"),
    ("31 January into the February of a leap year", MONTHLY, "2028-01-31", [], "2028-02-29"),
    ("from the leap day", MONTHLY, "2028-02-29", [], "2028-03-29"),
    ("from 28 February, which stays the 28th", MONTHLY, "2026-02-28", [], "2026-03-28"),
    ("December into January", MONTHLY, "2026-12-31", [], "2027-01-31"),
    ("a month across the change to summer time", MONTHLY, "2026-03-15", [], "2026-04-15"),
    ("a month across the change to winter time", MONTHLY, "2026-10-20", [], "2026-11-20"),
    ("part-time: six weeks", PART_TIME, "2026-03-02", [], "2026-04-13"),
]
WITH_PAUSES = [
    ("two weeks of leave", FOUR_WEEKLY, "2026-03-02", away("2026-03-09 2026-03-22"), "2026-04-13"),
    ("one day of leave", FOUR_WEEKLY, "2026-03-02", away("2026-03-09 2026-03-09"), "2026-03-31"),
    (
        "leave that ended the day before the anchor",
        FOUR_WEEKLY,
        "2026-03-02",
        away("2026-02-16 2026-03-01"),
        "2026-03-30",
    ),
    ("leave that ended on the anchor's day", FOUR_WEEKLY, "2026-03-02", away("2026-02-16 2026-03-02"), "2026-03-30"),
    ("leave from the day after the anchor", FOUR_WEEKLY, "2026-03-02", away("2026-03-03 2026-03-03"), "2026-03-31"),
    (
        "leave that begins the day after it was due",
        FOUR_WEEKLY,
        "2026-03-02",
        away("2026-03-31 2026-04-10"),
        "2026-03-30",
    ),
    ("leave that begins on the due date", FOUR_WEEKLY, "2026-03-02", away("2026-03-30 2026-04-10"), "2026-04-11"),
    ("leave that ends on the due date", FOUR_WEEKLY, "2026-03-02", away("2026-03-30 2026-03-30"), "2026-03-31"),
    ("a session held during a pause", FOUR_WEEKLY, "2026-03-16", away("2026-03-09 2026-03-22"), "2026-04-19"),
    (
        "a session held on the last day of a pause",
        FOUR_WEEKLY,
        "2026-03-22",
        away("2026-03-09 2026-03-22"),
        "2026-04-19",
    ),
    ("two pauses", FOUR_WEEKLY, "2026-03-02", away("2026-03-09 2026-03-10", "2026-03-16 2026-03-17"), "2026-04-03"),
    (
        "two pauses, the later one told first",
        FOUR_WEEKLY,
        "2026-03-02",
        away("2026-03-16 2026-03-17", "2026-03-09 2026-03-10"),
        "2026-04-03",
    ),
    (
        "a pause that pushes the date into another",
        FOUR_WEEKLY,
        "2026-03-02",
        away("2026-03-09 2026-03-15", "2026-04-06 2026-04-12"),
        "2026-04-13",
    ),
    (
        "overlapping pauses count each day once",
        FOUR_WEEKLY,
        "2026-03-02",
        away("2026-03-09 2026-03-15", "2026-03-12 2026-03-18"),
        "2026-04-09",
    ),
    (
        "a pause within another",
        FOUR_WEEKLY,
        "2026-03-02",
        away("2026-03-09 2026-03-22", "2026-03-12 2026-03-13"),
        "2026-04-13",
    ),
    (
        "pauses that touch",
        FOUR_WEEKLY,
        "2026-03-02",
        away("2026-03-09 2026-03-15", "2026-03-16 2026-03-22"),
        "2026-04-13",
    ),
    ("leave over the change to summer time", FOUR_WEEKLY, "2026-03-16", away("2026-03-28 2026-03-29"), "2026-04-15"),
    ("a month with a week of leave", MONTHLY, "2026-01-31", away("2026-02-09 2026-02-15"), "2026-03-07"),
    ("leave over the leap day", MONTHLY, "2028-02-10", away("2028-02-28 2028-03-01"), "2028-03-13"),
    ("parental leave of nine months", MONTHLY, "2026-03-02", away("2026-03-16 2026-12-15"), "2027-01-02"),
    (
        "a suspension that is still open has a far last day",
        MONTHLY,
        "2026-11-02",
        away("2026-11-20 2027-11-20"),
        "2027-12-03",
    ),
    ("long sickness cut short when they come back", MONTHLY, "2026-11-02", away("2026-11-20 2026-11-24"), "2026-12-07"),
]


@pytest.mark.parametrize(("about", "stages", "anchor", "pauses", "on"), PLAIN + WITH_PAUSES, ids=lambda one: str(one))
def test_a_session_is_due_an_interval_after_its_anchor(
    about: str, stages: tuple[Stage, ...], anchor: str, pauses: list[Pause], on: str
) -> None:
    assert due(anchor=d(anchor), started_on=LONG_AGO, stages=stages, pauses=pauses).on == d(on)


# Somebody newly qualified who started on Monday 5 January 2026: six weeks end on 16 February, six months on 5 July.
STARTED = date(2026, 1, 5)
STAGES = [
    ("the first one, from the start", "2026-01-05", "2026-01-12"),
    ("in the weekly weeks", "2026-02-09", "2026-02-16"),
    ("the last weekly day: the next is a week away, though fortnights begin in between", "2026-02-15", "2026-02-22"),
    ("on the first fortnightly day", "2026-02-16", "2026-03-02"),
    ("in the fortnights", "2026-06-22", "2026-07-06"),
    ("the last fortnightly day, with the months beginning before the next", "2026-07-04", "2026-07-18"),
    ("on the first monthly day", "2026-07-05", "2026-08-05"),
    ("years later", "2029-01-31", "2029-02-28"),
    ("held before the start, as by an agency worker who was taken on", "2025-12-29", "2026-01-05"),
]


@pytest.mark.parametrize(("about", "anchor", "on"), STAGES, ids=lambda one: one)
def test_the_stage_in_force_on_the_anchors_day_governs(about: str, anchor: str, on: str) -> None:
    assert due(anchor=d(anchor), started_on=STARTED, stages=NEWLY_QUALIFIED).on == d(on)


def test_the_order_in_which_stages_are_told_does_not_matter() -> None:
    for day in (STARTED, date(2026, 3, 1), date(2027, 1, 1)):
        backwards = tuple(reversed(NEWLY_QUALIFIED))
        assert stage_on(day, started_on=STARTED, stages=backwards) == stage_on(
            day, started_on=STARTED, stages=NEWLY_QUALIFIED
        )


def test_six_months_from_the_31st_of_august_end_with_february() -> None:
    monthly = stage_on(date(2027, 2, 28), started_on=date(2026, 8, 31), stages=NEWLY_QUALIFIED)
    fortnightly = stage_on(date(2027, 2, 27), started_on=date(2026, 8, 31), stages=NEWLY_QUALIFIED)
    assert (monthly.every, fortnightly.every) == (Interval(1, MONTHS), Interval(2, WEEKS))


BY_POLICY, AGREED, LESS = Governs
# What they agreed, the stages, the anchor, the pauses, the due date, and what governs.
AGREEMENTS = [
    ("nothing agreed", None, MONTHLY, "2026-03-02", [], "2026-04-02", BY_POLICY),
    ("more often", Agreed(14), MONTHLY, "2026-03-02", [], "2026-03-16", AGREED),
    ("28 days is before a month of 31", Agreed(28), MONTHLY, "2026-03-02", [], "2026-03-30", AGREED),
    ("28 days is just a month in February", Agreed(28), MONTHLY, "2026-02-02", [], "2026-03-02", AGREED),
    ("30 days is later than February: the policy", Agreed(30), MONTHLY, "2026-02-02", [], "2026-03-02", BY_POLICY),
    ("30 days is before March is over", Agreed(30), MONTHLY, "2026-03-02", [], "2026-04-01", AGREED),
    ("less often without a reason does not count", Agreed(42), MONTHLY, "2026-03-02", [], "2026-04-02", BY_POLICY),
    ("less often with a reason", Agreed(42, True), MONTHLY, "2026-03-02", [], "2026-04-13", LESS),
    ("once less often, but the policy has come to ask for less", Agreed(28, True), MONTHLY, "2026-03-02", [],
     "2026-03-30", AGREED),
    ("more often, with leave", Agreed(14), MONTHLY, "2026-03-02", away("2026-03-09 2026-03-15"), "2026-03-23", AGREED),
    ("less often, with leave", Agreed(42, True), MONTHLY, "2026-03-02", away("2026-04-06 2026-04-12"), "2026-04-20",
     LESS),
    ("leave puts both behind it, the earlier one first", Agreed(28), MONTHLY, "2026-03-02",
     away("2026-03-16 2026-04-19"), "2026-05-04", AGREED),
    ("every ten days, where the policy is weekly: the policy", Agreed(10), NEWLY_QUALIFIED, "2020-01-20", [],
     "2020-01-27", BY_POLICY),
]  # fmt: skip


@pytest.mark.parametrize(
    ("about", "agreed", "stages", "anchor", "pauses", "on", "governs"), AGREEMENTS, ids=lambda one: str(one)
)
def test_the_earlier_of_policy_and_agreement_governs_unless_they_gave_a_reason(
    about: str, agreed: Agreed | None, stages: tuple[Stage, ...], anchor: str, pauses: list[Pause], on: str,
    governs: Governs,
) -> None:  # fmt: skip
    found = due(anchor=d(anchor), started_on=LONG_AGO, stages=stages, agreed=agreed, pauses=pauses)
    assert (found.on, found.governs) == (d(on), governs)


ROLE_CHANGES = [
    ("to monthly, in the middle of a fortnight", NEWLY_QUALIFIED, MONTHLY, "2026-03-02", "2026-03-16", "2026-04-02"),
    ("to weekly, in the middle of a month", MONTHLY, (stage(0, WEEKS, 1, WEEKS),), "2026-03-02", "2026-04-02",
     "2026-03-09"),
    ("to part-time", MONTHLY, PART_TIME, "2026-03-02", "2026-04-02", "2026-04-13"),
]  # fmt: skip


@pytest.mark.parametrize(("about", "before", "after", "anchor", "was", "on"), ROLE_CHANGES, ids=lambda one: str(one))
def test_another_policy_counts_from_the_same_session_at_once(
    about: str, before: tuple[Stage, ...], after: tuple[Stage, ...], anchor: str, was: str, on: str
) -> None:
    dues = [due(anchor=d(anchor), started_on=STARTED, stages=stages).on for stages in (before, after)]
    assert dues == [d(was), d(on)]


@pytest.mark.parametrize(("days_ahead", "state"), [(-1, "overdue"), (0, "soon"), (7, "soon"), (8, "on_track")])
def test_a_due_date_is_overdue_only_after_its_day_and_soon_for_a_week_before(days_ahead: int, state: str) -> None:
    today = date(2026, 3, 2)
    assert due_state(today + timedelta(days=days_ahead), today) == state
    assert due_state(today + timedelta(days=days_ahead), today, is_excused=True) == "excused"


@pytest.mark.parametrize(
    ("held_on", "grace_days", "when"),
    [
        ("2026-03-01", 0, Timeliness.ON_TIME),
        ("2026-03-30", 7, Timeliness.ON_TIME),
        ("2026-03-31", 0, Timeliness.LATER),
        ("2026-03-31", 7, Timeliness.WITHIN_GRACE),
        ("2026-04-06", 7, Timeliness.WITHIN_GRACE),  # Easter Monday: the calendar counts, whoever works on it
        ("2026-04-07", 7, Timeliness.LATER),
    ],
)
def test_days_of_grace_are_counted_by_the_calendar(held_on: str, grace_days: int, when: Timeliness) -> None:
    assert timeliness(d(held_on), date(2026, 3, 30), grace_days=grace_days) is when


def test_a_pause_holds_on_its_first_and_its_last_day() -> None:
    pauses = away("2026-03-09 2026-03-22", "2026-03-20 2026-03-31")
    ends = [pause and pause.ends_on for pause in (pause_on(d(f"2026-03-{day:02}"), pauses) for day in (8, 9, 21, 31))]
    assert ends == [None, date(2026, 3, 22), date(2026, 3, 31), date(2026, 3, 31)]
    assert pause_on(date(2026, 4, 1), pauses) is None


def test_a_pause_before_the_anchor_changes_nothing() -> None:
    every = Interval(4, WEEKS)
    anchor = date(2026, 3, 2)
    assert next_due(anchor=anchor, every=every, pauses=away("2025-01-01 2025-12-31")) == date(2026, 3, 30)


@pytest.mark.parametrize(
    ("every", "words"),
    [
        (Interval(1, WEEKS), "every week"),
        (Interval(2, WEEKS), "every 2 weeks"),
        (Interval(1, MONTHS), "every month"),
        (Interval(3, MONTHS), "every 3 months"),
        (Interval(28, DAYS), "every 4 weeks"),
        (Interval(7, DAYS), "every week"),
        (Interval(30, DAYS), "every 30 days"),
        (Interval(1, DAYS), "every day"),
    ],
)
def test_an_interval_is_said_in_words(every: Interval, words: str) -> None:
    assert in_words(every) == words
