"""What does the field template need to know? One object per bound field, made once, so the template stays flat."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from .widgets import DATE_PARTS

# The first that fits wins: a list of checkboxes is a kind of radio list to Django.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
)
GROUPS = {"checkboxes", "radios", "tiles", "date_parts"}
CSS = {
    "select": "govuk-select",
    "textarea": "govuk-textarea",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}


def kind_of(field: BoundField) -> str:
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    own = getattr(widget, "kind", None)
    return own or next((name for base, name in KINDS if isinstance(widget, base)), "input")


@dataclass(frozen=True)
class Described:
    """A bound field in the words of the template."""

    field: BoundField
    kind: str

    @property
    def id(self) -> str:
        return str(self.field.field.widget.attrs.get("id") or self.field.auto_id)

    @property
    def is_group(self) -> bool:
        return self.kind in GROUPS

    @property
    def optional(self) -> bool:
        asked = all(getattr(one, "show_optional", True) for one in (self.field.form, self.field.field))
        return asked and not self.field.field.required and self.kind != "checkbox"

    @property
    def readers(self) -> str:
        return str(getattr(self.field.form, "readers", {}).get(self.field.name, ""))

    @property
    def is_private(self) -> bool:
        return self.field.name in getattr(self.field.form, "private", ())

    @property
    def limit(self) -> int | None:
        return getattr(self.field.field.widget, "limit", None)

    @property
    def describedby(self) -> str:
        """The ids of the sentences about this control, in the order in which they are shown."""
        there = (
            ("_readers", self.readers),
            ("_helptext", self.field.help_text),
            ("_error", self.field.errors),
            ("-info", self.limit),
        )
        return " ".join(f"{self.id}{ending}" for ending, words in there if words)

    @property
    def control(self) -> str:
        """The input, select or textarea itself, with its class and what describes it."""
        widget = self.field.field.widget
        css = CSS.get(self.kind, "govuk-input")
        classes = [css, f"{css}--error" if self.field.errors else "", widget.attrs.get("class", "")]
        if self.limit:
            classes.append("govuk-js-character-count")
        # The label stays when somebody types; a placeholder goes, and is pale.
        # And a browser would cut off a pasted text at maxlength without a word: too long is said, not cut.
        attrs: dict[str, Any] = {
            "class": " ".join(name for name in classes if name),
            "placeholder": False,
            "maxlength": False,
        }
        if self.describedby:
            attrs["aria-describedby"] = self.describedby
        return self.field.as_widget(attrs=attrs)

    @property
    def messages(self) -> list[str]:
        """The errors; Django's own "This field is required" says nothing in a list of links, so it is reworded."""
        nothing_said = str(forms.Field.default_error_messages["required"])
        needed = "needs to be ticked" if self.kind == "checkbox" else "needs an answer"
        return [f"“{self.field.label}” {needed}" if text == nothing_said else str(text) for text in self.field.errors]

    @property
    def choices(self) -> list[dict[str, Any]]:
        return [widget.data for widget in self.field.subwidgets]

    @property
    def wrong_parts(self) -> list[int]:
        """Which boxes of a date are wrong? All of them, unless the error says which."""
        if not self.field.errors:
            return []
        named = [part for error in self.field.errors.as_data() for part in (error.params or {}).get("parts", ())]
        return sorted(set(named)) or list(range(len(DATE_PARTS)))

    @property
    def parts(self) -> list[dict[str, Any]]:
        value = self.field.value()
        values = value if isinstance(value, list | tuple) else self.field.field.widget.decompress(value)
        padded = [*values, None, None, None]
        return [
            {
                "id": f"{self.id}_{number}",
                "name": f"{self.field.html_name}_{number}",
                "label": label,
                "width": width,
                "value": "" if padded[number] is None else padded[number],
                "wrong": number in self.wrong_parts,
            }
            for number, (_, label, width) in enumerate(DATE_PARTS)
        ]

    @property
    def target(self) -> str:
        """The id of the control that a link from the error summary goes to."""
        if self.kind == "date_parts":
            return f"{self.id}_{(self.wrong_parts or [0])[0]}"
        if self.is_group:
            first = next(iter(self.choices), None)
            return str(first["attrs"]["id"]) if first else f"{self.id}_group"
        return self.id


def described(field: BoundField) -> Described:
    # Messages are ours, in plain words and in one place: the browser's own bubbles stay off.
    field.form.use_required_attribute = False
    return Described(field, kind_of(field))
