"""How are dates, ratings and words read from a form? Fields that say which part of an answer is wrong."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from supervision.times import long_day

from .widgets import DATE_PARTS, CharacterCountTextarea, DatePartsWidget, NearDateInput, TileRadios

BACK, AHEAD = datetime.timedelta(days=3653), datetime.timedelta(days=3 * 366)
NOT_USED = "not_used"
RATING_CHOICES = (
    ("1", "Not at all"),
    ("2", "A little"),
    ("3", "Fairly"),
    ("4", "Mostly"),
    ("5", "Fully"),
    (NOT_USED, "Not used since last session"),
)


def _as_text(part: Any) -> str:
    return "" if part is None else str(part).strip()


class DatePartsField(forms.Field):
    """A date typed as day, month and year. An error carries the numbers of the parts it is about."""

    widget = DatePartsWidget
    default_error_messages = {
        "required": "Enter the date",
        "incomplete": "The date must include a %(missing)s",
        "invalid": "The date must be a real date",
    }

    def to_python(self, value: Any) -> datetime.date | None:
        if value is None or isinstance(value, datetime.date):
            return value
        parts = [_as_text(part) for part in value]
        if not any(parts):
            return None
        self._refuse_missing(parts)
        return self._read(parts)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def _refuse_missing(self, parts: list[str]) -> None:
        missing = [number for number, part in enumerate(parts) if not part]
        if missing:
            words = " and ".join(DATE_PARTS[number][0] for number in missing)
            raise self._error("incomplete", missing, missing=words)

    def _read(self, parts: list[str]) -> datetime.date:
        wrong = [number for number, part in enumerate(parts) if not _possible(number, part)]
        if wrong:
            raise self._error("invalid", wrong)
        day, month, year = (int(part) for part in parts)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            raise self._error("invalid", [0]) from None

    def _error(self, code: str, parts: list[int], **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params={"parts": parts, **params})


def _possible(number: int, part: str) -> bool:
    """Could this be a day, a month or a year of four digits at all?"""
    if not (part.isascii() and part.isdigit()):
        return False
    low, high = ((1, 31), (1, 12), (1900, 2200))[number]
    return low <= int(part) <= high


class NearDateField(forms.DateField):
    """A date a few weeks away, from the browser's own calendar or typed as 31/10/2026.

    A slip in the year is caught: ten years back and three ahead is more than any of these dates needs.
    """

    widget = NearDateInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d %m %Y"], **kwargs)

    def validate(self, value: datetime.date | None) -> None:
        super().validate(value)
        today = timezone.localdate()
        earliest, latest = today - BACK, today + AHEAD
        if value and not earliest <= value <= latest:
            raise ValidationError(f"Enter a date from {long_day(earliest)} to {long_day(latest)}", code="far")


class RatingField(forms.ChoiceField):
    """Five labelled points and "not used since last session"; cleaned to "1" to "5" or NOT_USED."""

    widget = TileRadios

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("choices", RATING_CHOICES)
        super().__init__(**kwargs)


def words(label: str, missing: str = "", help_text: str = "", rows: int = 4, limit: int = 10_000) -> forms.CharField:
    """A box for words that counts its characters. `missing` is said of an empty one; without it, it may stay empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=limit,
        widget=CharacterCountTextarea(rows=rows, limit=limit),
        error_messages={"required": missing, "max_length": f"Use {limit:,} characters or fewer"},
    )


TIMES = ["%H:%M", "%H:%M:%S", "%H.%M", "%I:%M%p", "%I.%M%p", "%I:%M %p", "%I%p", "%I %p"]


def time_of_day() -> forms.TimeField:
    """At what time, as people write it: 14:30, 2.30pm."""
    return forms.TimeField(
        label="Time",
        input_formats=TIMES,
        widget=forms.TimeInput(attrs={"type": "time", "class": "govuk-input--width-10"}, format="%H:%M"),
        error_messages={"required": "Enter the time", "invalid": "Enter a time, such as 10:00"},
    )
