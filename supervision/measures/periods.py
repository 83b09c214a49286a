"""Over how many months may a page look back, and with which day do they begin?"""

from datetime import date

MONTHS = {"3": "3 months", "6": "6 months", "12": "12 months"}
USUAL = "12"


def first_day(months: str, today: date) -> date:
    """The first day of the month in which the period begins, so that its months are whole."""
    year, month = divmod(today.year * 12 + today.month - int(months), 12)
    return date(year, month + 1, 1)
