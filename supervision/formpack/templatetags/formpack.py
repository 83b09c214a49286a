"""Which tags do form pages use? The error summary, the description of a field, and rows of a formset."""

from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet

from ..described import Described, described
from ..summary import problems, rows_shown

register = template.Library()


@register.simple_tag
def describe(field: BoundField) -> Described:
    return described(field)


@register.inclusion_tag("reflect/error_summary.html")
def error_summary(*parts: Any) -> dict[str, Any]:
    """{% error_summary form formset %}: empty unless something is wrong, or there is a word of the guard to be said."""
    told = [remark for part in parts for remark in getattr(part, "told", [])]
    return {"problems": problems(parts), "remarks": told, "more": sum(getattr(part, "more", 0) for part in parts)}


@register.inclusion_tag("reflect/rows.html")
def render_rows(formset: "BaseFormSet[Any]", title: str = "", add_label: str = "") -> dict[str, Any]:
    """{% render_rows formset %}: rows that can be added and removed with and without JavaScript."""
    name = title or getattr(formset, "row_title", "Row")
    shown = list(rows_shown(formset))
    kept = {id(row) for _, row in shown}
    return {
        "formset": formset,
        "title": name,
        "name": name[:1].lower() + name[1:],
        "add_label": add_label or f"Add another {name[:1].lower()}{name[1:]}",
        "rows": [(number, formset.forms.index(row) + 1, row) for number, row in shown],
        "removed": [row for row in formset.forms if id(row) not in kept],
    }
