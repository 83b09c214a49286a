"""Which controls does HTML lack? Three boxes for a date, a counted text box and rating tiles."""

import datetime
from typing import Any

from django import forms

DATE_PARTS = (("day", "Day", "2"), ("month", "Month", "2"), ("year", "Year", "4"))


class DatePartsWidget(forms.MultiWidget):
    """Day, month and year in boxes of their own: easier than a calendar for a date one remembers."""

    use_fieldset = True
    kind = "date_parts"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = [forms.TextInput(attrs={"inputmode": "numeric"}) for _ in DATE_PARTS]
        super().__init__(boxes, attrs)

    def decompress(self, value: datetime.date | str | None) -> list[Any]:
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [None, None, None]


class NearDateInput(forms.DateInput):
    """The browser's own calendar, for a date a few weeks away."""

    input_type = "date"
    kind = "near_date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class CharacterCountTextarea(forms.Textarea):
    """A text box that says how much room is left once three quarters are used."""

    kind = "textarea"

    def __init__(self, rows: int = 5, limit: int | None = None, attrs: dict[str, Any] | None = None) -> None:
        self.limit = limit
        super().__init__({"rows": rows, **(attrs or {})})
        del self.attrs["cols"]  # the width is the style sheet's business


class TileRadios(forms.RadioSelect):
    """Radio buttons drawn as tiles. Nothing is chosen for the person."""

    kind = "tiles"
