"""On which days is an agency closed? The published bank holidays of its country, and what the organisation says."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from holidays import country_holidays

from supervision.vocabulary import BankHolidays

from .models import ClosedDay

DIVISIONS = {
    BankHolidays.ENGLAND_AND_WALES: "ENG",
    BankHolidays.SCOTLAND: "SCT",
    BankHolidays.NORTHERN_IRELAND: "NIR",
}


@cache
def published(bank_holidays: BankHolidays, year: int) -> dict[date, str]:
    """The bank holidays of one year with their names, as the package knows them."""
    return dict(sorted(country_holidays("GB", subdiv=DIVISIONS[bank_holidays], years=year).items()))


class ClosedDays:
    """The closed days of every agency, with what the organisation added and took away read once."""

    def __init__(self, said: Iterable[ClosedDay]) -> None:
        self.said = list(said)
        self._years: dict[tuple[BankHolidays, int], frozenset[date]] = {}

    def of_year(self, bank_holidays: BankHolidays, year: int) -> frozenset[date]:
        """What is said for these bank holidays counts for more than what is said for all."""
        known = (bank_holidays, year)
        if known not in self._years:
            closed = set(published(bank_holidays, year))
            for one in sorted(self.said, key=lambda one: one.bank_holidays != ""):
                if one.day.year == year and one.bank_holidays in ("", bank_holidays):
                    (closed.discard if one.is_open else closed.add)(one.day)
            self._years[known] = frozenset(closed)
        return self._years[known]

    def around(self, bank_holidays: str, day: date) -> frozenset[date]:
        """From the year before to the year after, as far as any limit in working days reaches."""
        kept = BankHolidays(bank_holidays)
        return frozenset().union(*(self.of_year(kept, year) for year in range(day.year - 1, day.year + 2)))


def all_closed_days() -> ClosedDays:
    return ClosedDays(ClosedDay.objects.all())


def closed_days_for(bank_holidays: str, *, around: date) -> frozenset[date]:
    """The closed days of an agency that keeps these bank holidays, in the years next to a day."""
    return all_closed_days().around(bank_holidays, around)
