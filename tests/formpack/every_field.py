"""Which form has a field of every type, and words that would do harm if they were not escaped?"""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.template import engines

from supervision.formpack.fields import DatePartsField, NearDateField, RatingField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.layout import Grid, Private, Section
from supervision.formpack.widgets import CharacterCountTextarea
from tests.formpack.markup import Markup

BOLD = "<b>bold</b>"
CHOICES = [("one", f"One {BOLD}"), ("two", "Two")]
SAID: dict[str, Any] = {
    "label": f"Label {BOLD}",
    "help_text": f"Hint {BOLD}",
    "error_messages": {"required": f"Error {BOLD}"},
}


class EveryField(forms.Form):
    held_on = DatePartsField(**SAID)
    due_on = NearDateField(**SAID)
    kind = forms.ChoiceField(widget=forms.RadioSelect, choices=CHOICES, **SAID)
    cases = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, choices=CHOICES, **SAID)
    owner = forms.ChoiceField(choices=CHOICES, **SAID)
    notes = forms.CharField(widget=CharacterCountTextarea(rows=6, limit=500), **SAID)
    rating = RatingField(choices=CHOICES, **SAID)
    agreed = forms.BooleanField(**SAID)
    minutes = forms.IntegerField(**SAID)
    address = forms.EmailField(**SAID)
    password = forms.CharField(widget=forms.PasswordInput, **SAID)
    paper = forms.FileField(**SAID)
    start_key = forms.CharField(widget=forms.HiddenInput, required=False)


class PointForm(forms.Form):
    what = forms.CharField(label="What", error_messages={"required": "Enter what needs to happen"})
    why = forms.CharField(label="Why", required=False)
    due_on = NearDateField(label="By when", error_messages={"required": "Enter a due date"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper("what", Grid("why", "due_on", spans=(6, 6)))


class Points(BaseFormSet):  # type: ignore[type-arg]
    row_title = "Action point"


PointRows = formset_factory(PointForm, formset=Points, extra=1, can_delete=True)


class InParts(forms.Form):
    held_on = DatePartsField(label="Date of the session")
    notes = forms.CharField(label="Notes", widget=CharacterCountTextarea(limit=500), required=False)
    note_to_self = forms.CharField(label="To myself", required=False)
    readers = {"notes": "Read by you and Priya"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about = Section("About", "held_on", "notes", id="about", intro="An intro", readers="Read by both")
        self.helper = ReflectHelper(about, Private("note_to_self"))


def render(text: str, **context: Any) -> Markup:
    """A template's text, rendered with the form tags."""
    loaded = "{% load formpack crispy_forms_tags crispy_forms_filters %}" + text
    return Markup(engines["django"].from_string(loaded).render(context))


def rows(count: int, **fields: str) -> dict[str, str]:
    return {"points-TOTAL_FORMS": str(count), "points-INITIAL_FORMS": "0"} | {
        f"points-{name.replace('__', '-')}": value for name, value in fields.items()
    }
