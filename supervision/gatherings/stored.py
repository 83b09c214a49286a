"""What does a form hold as it is stored? Told in words, for whoever is about to save over it."""

from datetime import date
from typing import Any

from django.forms import BaseForm, Field

from supervision.formpack.fields import DatePartsField
from supervision.times import long_day


def stored_in(*forms: BaseForm) -> list[tuple[str, str]]:
    """Label and words of each box that was filled with something when the forms were made."""
    boxes = [box for form in forms for box in form.visible_fields()]
    return [(str(box.label), _told(box.field, box.initial)) for box in boxes if box.initial not in (None, "", [])]


def _told(field: Field, value: Any) -> str:
    if isinstance(value, date):
        return long_day(value)
    if isinstance(field, DatePartsField):  # as it was typed
        return " ".join(value)
    labels = {str(one): str(label) for one, label in getattr(field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return "; ".join(labels.get(str(one), str(one)) for one in values)
