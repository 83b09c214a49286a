"""On which days do people work, by three calendars and the organisation's own?"""

from datetime import date

import pytest

from supervision.rules.working_days import add_working_days, is_open, next_open_day
from supervision.sessions.closed_days import closed_days_for
from supervision.sessions.models import ClosedDay
from supervision.vocabulary import BankHolidays

ENGLAND, SCOTLAND, NORTHERN_IRELAND = BankHolidays
pytestmark = pytest.mark.django_db

# The due date, and the day to remind on by each calendar.
REMINDERS = [
    ("an ordinary Wednesday", "2026-11-25", "2026-11-25", "2026-11-25", "2026-11-25"),
    ("a Saturday", "2026-11-21", "2026-11-23", "2026-11-23", "2026-11-23"),
    ("a Sunday on which the clocks go back", "2026-10-25", "2026-10-26", "2026-10-26", "2026-10-26"),
    ("a Sunday on which the clocks go forward", "2026-03-29", "2026-03-30", "2026-03-30", "2026-03-30"),
    ("Saint Andrew's Day", "2026-11-30", "2026-11-30", "2026-12-01", "2026-11-30"),
    ("Saint Patrick's Day", "2026-03-17", "2026-03-17", "2026-03-17", "2026-03-18"),
    ("the Battle of the Boyne", "2026-07-13", "2026-07-13", "2026-07-13", "2026-07-14"),
    ("Good Friday", "2026-04-03", "2026-04-07", "2026-04-06", "2026-04-07"),
    ("Easter Monday", "2026-04-06", "2026-04-07", "2026-04-06", "2026-04-07"),
    ("the summer holiday of Scotland", "2026-08-03", "2026-08-03", "2026-08-04", "2026-08-03"),
    ("the summer holiday of the others", "2026-08-31", "2026-09-01", "2026-08-31", "2026-09-01"),
    ("Christmas Day on a Friday", "2026-12-25", "2026-12-29", "2026-12-29", "2026-12-29"),
    ("New Year's Day on a Friday", "2027-01-01", "2027-01-04", "2027-01-05", "2027-01-04"),
    ("the leap day", "2028-02-29", "2028-02-29", "2028-02-29", "2028-02-29"),
]


@pytest.mark.parametrize(("about", "due", "england", "scotland", "northern_ireland"), REMINDERS)
def test_a_reminder_moves_forward_to_a_day_on_which_the_agency_works(
    about: str, due: str, england: str, scotland: str, northern_ireland: str
) -> None:
    day = date.fromisoformat(due)
    found = [next_open_day(day, closed_days_for(kept, around=day)) for kept in BankHolidays]
    assert found == [date.fromisoformat(text) for text in (england, scotland, northern_ireland)]


LIMITS = [
    ("ten working days in an ordinary month", ENGLAND, "2026-11-25", 10, "2026-12-09"),
    ("with Saint Andrew's Day in between", SCOTLAND, "2026-11-25", 10, "2026-12-10"),
    ("sent on a Saturday", ENGLAND, "2026-11-28", 5, "2026-12-04"),
    ("over Christmas and the new year", ENGLAND, "2026-12-23", 5, "2027-01-04"),
    ("over Christmas and both days of the new year in Scotland", SCOTLAND, "2026-12-23", 5, "2027-01-05"),
    ("over Easter", ENGLAND, "2026-04-01", 3, "2026-04-08"),
    ("over Easter, in Scotland", SCOTLAND, "2026-04-01", 3, "2026-04-07"),
    ("one working day from a Friday", NORTHERN_IRELAND, "2026-11-27", 1, "2026-11-30"),
    ("over the change to winter time", ENGLAND, "2026-10-23", 1, "2026-10-26"),
]


@pytest.mark.parametrize(("about", "kept", "day", "count", "limit"), LIMITS)
def test_a_limit_is_counted_in_the_working_days_of_the_agency(
    about: str, kept: BankHolidays, day: str, count: int, limit: str
) -> None:
    on = date.fromisoformat(day)
    assert add_working_days(on, count, closed_days_for(kept, around=on)) == date.fromisoformat(limit)


def closed(day: date, *, kept: str = "", is_open: bool = False) -> None:
    ClosedDay.objects.create(day=day, name="Our day", bank_holidays=kept, is_open=is_open)


def test_the_organisation_adds_a_day_for_all_or_for_one_country() -> None:
    closed(date(2026, 12, 24))
    closed(date(2026, 12, 29), kept=SCOTLAND)
    found = [closed_days_for(kept, around=date(2026, 12, 1)) for kept in BankHolidays]
    assert [date(2026, 12, 24) in days for days in found] == [True, True, True]
    assert [date(2026, 12, 29) in days for days in found] == [False, True, False]


def test_the_organisation_works_on_a_published_bank_holiday() -> None:
    closed(date(2026, 5, 4), is_open=True)
    assert all(is_open(date(2026, 5, 4), closed_days_for(kept, around=date(2026, 5, 1))) for kept in BankHolidays)


def test_what_is_said_for_one_country_counts_for_more_than_what_is_said_for_all() -> None:
    closed(date(2026, 12, 28), is_open=True)
    closed(date(2026, 12, 28), kept=SCOTLAND)
    found = [date(2026, 12, 28) in closed_days_for(kept, around=date(2026, 12, 1)) for kept in BankHolidays]
    assert found == [False, True, False]
