"""What did a page post, control by control, as it is kept while somebody types?"""

from collections.abc import Collection
from typing import Any

from django.forms import BaseForm
from django.http import QueryDict

NO_ANSWERS = {"seen", "shown"}  # what a page showed, which nobody typed


def controls_of(form: BaseForm) -> list[str]:
    """The names of all controls of the form; a date has three."""
    return [part for bound in form if bound.name not in NO_ANSWERS for part in parts_of(bound)]


def parts_of(bound: Any) -> list[str]:
    parts = getattr(bound.field.widget, "widgets_names", None)
    return [f"{bound.html_name}{part}" for part in parts] if parts else [bound.html_name]


def values_in(posted: QueryDict, names: Collection[str]) -> dict[str, list[str]]:
    """What was typed into these, with the line ends that are kept."""
    return {name: [value.replace("\r\n", "\n") for value in posted.getlist(name)] for name in names}
