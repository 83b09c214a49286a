"""Which links does the error summary hold? One for each message, each to a control that is on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet

from .described import described


@dataclass(frozen=True)
class Problem:
    text: str
    target: str


def problems(parts: tuple[Any, ...]) -> list[Problem]:
    """The problems of any forms and formsets, in the order given."""
    found: list[Problem] = []
    for part in parts:
        if isinstance(part, BaseFormSet):
            found.extend(_of_formset(part))
        elif isinstance(part, BaseForm):
            found.extend(_of_form(part))
    return found


def rows_shown(formset: "BaseFormSet[Any]") -> Iterator[tuple[int, BaseForm]]:
    """The rows that are not marked for removal, numbered as a person sees them."""
    kept = (row for row in formset.forms if not _removed(formset, row))
    return enumerate(kept, start=1)


def _removed(formset: "BaseFormSet[Any]", row: BaseForm) -> bool:
    if not (formset.can_delete and row.is_bound and "DELETE" in row.fields):
        return False
    marked = row.fields["DELETE"].widget.value_from_datadict(row.data, row.files, row.add_prefix("DELETE"))
    return bool(marked)


def _of_form(form: BaseForm, before: str = "") -> Iterator[Problem]:
    if not form.is_bound:
        return
    for error in form.non_field_errors():
        yield Problem(f"{before}{error}", _first_control(form))
    for field in _in_page_order(form):
        told = described(field)
        target = _first_control(form) if field.is_hidden else told.target
        for message in told.messages:
            yield Problem(f"{before}{message}", target)


def _of_formset(formset: "BaseFormSet[Any]") -> Iterator[Problem]:
    if not formset.is_bound:
        return
    title = getattr(formset, "row_title", "Row")
    for error in formset.non_form_errors():
        yield Problem(str(error), f"{formset.prefix}-add")
    for number, row in rows_shown(formset):
        yield from _of_form(row, f"{title} {number}: ")


def _in_page_order(form: BaseForm) -> Iterator[BoundField]:
    """The fields as the layout shows them, then those that it leaves out."""
    layout = getattr(getattr(form, "helper", None), "layout", None)
    shown = [pointer.name for pointer in layout.get_field_names()] if layout else []
    names = [name for name in shown if name in form.fields]
    yield from (form[name] for name in [*names, *(name for name in form.fields if name not in names)])


def _first_control(form: BaseForm) -> str:
    first = next(iter(form.visible_fields()), None)
    return described(first).target if first else "main-content"
