"""When may a notice be mailed to somebody? As they wish, in local time; also on the days when the clocks change."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from supervision.vocabulary import Delivery

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Wishes:
    """How somebody wants their mail. Without quiet hours, the two quiet times are the same."""

    delivery: Delivery = Delivery.AT_ONCE
    daily_at: time = time(8)
    quiet_from: time = time(19)
    quiet_until: time = time(7, 30)

    def is_quiet(self, clock: time) -> bool:
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= clock < self.quiet_until
        return clock >= self.quiet_from or clock < self.quiet_until


def mail_moment(*, wanted_at: datetime, now: datetime, wishes: Wishes, must_be_mailed: bool = False) -> datetime | None:
    """When to mail what was to be mailed from `wanted_at` on; never before `now`. None when they want no mail.

    What must be mailed goes to those who want no mail as well, outside their quiet hours.
    """
    if wishes.delivery == Delivery.NEVER and not must_be_mailed:
        return None
    moment = wanted_at.astimezone(UTC)
    if wishes.delivery == Delivery.DAILY:
        moment = _next(moment, wishes.daily_at)
    return _out_of_quiet_hours(max(moment, now.astimezone(UTC)), wishes)


def _next(moment: datetime, clock: time) -> datetime:
    """The first time from `moment` on that the clock on the wall says this; a time that comes twice counts once."""
    today = moment.astimezone(LONDON).date()
    on_the_day = _at(today, clock)
    return on_the_day if on_the_day >= moment else _at(today + DAY, clock)


def _out_of_quiet_hours(moment: datetime, wishes: Wishes) -> datetime:
    local = moment.astimezone(LONDON)
    clock = local.time()
    if not wishes.is_quiet(clock):
        return moment
    ends_on = local.date() + (DAY if clock >= wishes.quiet_until else timedelta(0))
    first = _at(ends_on, wishes.quiet_until)
    return first if first > moment else _at(ends_on, wishes.quiet_until, fold=1)


def _at(day: date, clock: time, fold: int = 0) -> datetime:
    """A local time that spring leaves out is an hour later; of one that autumn repeats, `fold` chooses."""
    return datetime.combine(day, clock.replace(fold=fold), tzinfo=LONDON).astimezone(UTC)
