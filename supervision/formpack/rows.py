"""What happens to rows without JavaScript? Two buttons re-draw the form with a row more or fewer."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet
from django.forms.utils import ErrorDict
from django.http import QueryDict

Shown = TypeVar("Shown", BaseForm, "BaseFormSet[Any]")

_REMOVE = re.compile(r"remove_row_([1-9][0-9]{0,3})")


def changed_rows(data: QueryDict, prefix: str) -> QueryDict | None:
    """The posted data with a row added or marked for removal, or None if no row button was pressed."""
    if data.get("add_row") == prefix:
        return _with_one_more(data, prefix)
    number = _row_to_remove(data, prefix)
    return None if number is None else _without(data, prefix, number)


def _row_to_remove(data: Mapping[str, str], prefix: str) -> int | None:
    matches = ((_REMOVE.fullmatch(name), data[name]) for name in data)
    return next((int(match[1]) for match, value in matches if match and value == prefix), None)


def _total(data: QueryDict, prefix: str) -> int:
    text = data.get(f"{prefix}-TOTAL_FORMS", "")
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else 0


def _with_one_more(data: QueryDict, prefix: str) -> QueryDict:
    changed = data.copy()
    changed[f"{prefix}-TOTAL_FORMS"] = str(_total(data, prefix) + 1)
    return changed


def _without(data: QueryDict, prefix: str, number: int) -> QueryDict:
    changed = data.copy()
    if number <= _total(data, prefix):
        changed[f"{prefix}-{number - 1}-DELETE"] = "on"
    return changed


def unchecked(shown_again: Shown) -> Shown:
    """The same form or formset, drawn with what was typed and without a word about what is missing so far."""
    forms = [shown_again] if isinstance(shown_again, BaseForm) else shown_again.forms
    for form in forms:
        form._errors = ErrorDict()  # type: ignore[attr-defined]
    if isinstance(shown_again, BaseFormSet):
        shown_again._errors = [form.errors for form in shown_again.forms]  # type: ignore[attr-defined]
        shown_again._non_form_errors = shown_again.error_class()  # type: ignore[attr-defined]
    return shown_again
