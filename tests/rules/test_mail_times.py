"""When is a notice mailed: at once, once a day, outside quiet hours, and when the clocks change?"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.rules.mail_times import Wishes, mail_moment
from supervision.vocabulary import Delivery

LONDON = ZoneInfo("Europe/London")
NO_QUIET = {"quiet_from": time(0), "quiet_until": time(0)}


def local(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON, fold=fold).astimezone(UTC)


def moment(text: str, wishes: Wishes, *, now: str = "", must: bool = False) -> datetime | None:
    wanted = local(text)
    return mail_moment(wanted_at=wanted, now=local(now) if now else wanted, wishes=wishes, must_be_mailed=must)


DAILY = Wishes(Delivery.DAILY, daily_at=time(8))
NIGHTLY = Wishes(Delivery.DAILY, time(1, 30), **NO_QUIET)
CASES = [
    # what, wanted, wishes, mailed
    ("at once", "2026-06-15 10:00", Wishes(), "2026-06-15 10:00"),
    ("in the evening", "2026-06-15 19:00", Wishes(), "2026-06-16 07:30"),
    ("just before the evening", "2026-06-15 18:59", Wishes(), "2026-06-15 18:59"),
    ("in the night", "2026-06-15 03:00", Wishes(), "2026-06-15 07:30"),
    ("as quiet hours end", "2026-06-15 07:30", Wishes(), "2026-06-15 07:30"),
    ("quiet at noon", "2026-06-15 12:30", Wishes(quiet_from=time(12), quiet_until=time(13)), "2026-06-15 13:00"),
    ("no quiet hours", "2026-06-15 03:00", Wishes(**NO_QUIET), "2026-06-15 03:00"),
    ("daily, before it", "2026-06-15 06:00", DAILY, "2026-06-15 08:00"),
    ("daily, at it", "2026-06-15 08:00", DAILY, "2026-06-15 08:00"),
    ("daily, after it", "2026-06-15 08:01", DAILY, "2026-06-16 08:00"),
    # Clocks go forward on 29 March 2026 at 1:00: the night has no 1:30.
    ("spring, night before", "2026-03-28 20:00", Wishes(), "2026-03-29 07:30"),
    ("spring, daily", "2026-03-28 08:01", DAILY, "2026-03-29 08:00"),
    ("spring, a time left out", "2026-03-28 12:00", NIGHTLY, "2026-03-29 02:30"),
    # Clocks go back on 25 October 2026 at 2:00: 1:30 comes twice.
    ("autumn, night before", "2026-10-24 20:00", Wishes(), "2026-10-25 07:30"),
    ("autumn, daily", "2026-10-24 08:01", DAILY, "2026-10-25 08:00"),
    ("autumn, a time twice", "2026-10-24 12:00", NIGHTLY, "2026-10-25 01:30"),
]


@pytest.mark.parametrize(("wanted", "wishes", "mailed"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_it_is_mailed_when_its_person_wants_it(wanted: str, wishes: Wishes, mailed: str) -> None:
    assert moment(wanted, wishes) == local(mailed)


def test_a_daily_time_that_comes_twice_is_used_once() -> None:
    between = local("2026-10-25 01:45")
    assert mail_moment(wanted_at=between, now=between, wishes=NIGHTLY) == local("2026-10-26 01:30")


def test_quiet_hours_that_end_in_the_repeated_hour_end_at_its_second_time_for_the_second() -> None:
    wishes = Wishes(quiet_from=time(22), quiet_until=time(1, 30))
    second = local("2026-10-25 01:15", fold=1)
    assert mail_moment(wanted_at=second, now=second, wishes=wishes) == local("2026-10-25 01:30", fold=1)


def test_never_means_never_but_for_what_must_be_mailed() -> None:
    wishes = Wishes(Delivery.NEVER)
    assert moment("2026-06-15 10:00", wishes) is None
    assert moment("2026-06-15 10:00", wishes, must=True) == local("2026-06-15 10:00")
    assert moment("2026-06-15 23:00", wishes, must=True) == local("2026-06-16 07:30")


def test_a_daily_mail_that_was_missed_goes_as_soon_as_it_is_not_quiet() -> None:
    assert moment("2026-06-15 06:00", DAILY, now="2026-06-15 11:00") == local("2026-06-15 11:00")
    assert moment("2026-06-15 06:00", DAILY, now="2026-06-15 22:00") == local("2026-06-16 07:30")


FIRST = datetime(2026, 1, 1, tzinfo=UTC)
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(
    wanted=st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: FIRST + timedelta(minutes=minutes)),
    late=st.timedeltas(timedelta(0), timedelta(days=3)),
    delivery=st.sampled_from([Delivery.AT_ONCE, Delivery.DAILY]),
    daily_at=CLOCKS,
    quiet_from=CLOCKS,
    quiet_until=CLOCKS,
)
def test_it_is_never_early_never_in_quiet_hours_and_within_two_days(
    wanted: datetime, late: timedelta, delivery: Delivery, daily_at: time, quiet_from: time, quiet_until: time
) -> None:
    wishes = Wishes(delivery, daily_at, quiet_from, quiet_until)
    found = mail_moment(wanted_at=wanted, now=wanted + late, wishes=wishes)
    assert found is not None
    assert wanted + late <= found <= wanted + late + timedelta(days=2, hours=2)
    assert not wishes.is_quiet(found.astimezone(LONDON).time())
