"""What must be known before a record can be started, or recorded as not held?"""

import uuid
from datetime import date
from typing import Any

from django import forms

from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.widgets import CharacterCountTextarea
from supervision.sessions.models import ReflectiveTemplate, SessionKind
from supervision.vocabulary import NotHeldBy, NotHeldReason


class _AboutForm(forms.Form):
    """Kind and day, with a key that makes a second press of the button give the same record."""

    kind = forms.ModelChoiceField(
        label="Kind of session",
        queryset=SessionKind.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
        initial="one_to_one",
        error_messages={"required": "Choose the kind of session"},
    )
    start_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class StartForm(_AboutForm):
    held_on = DatePartsField(
        label="When was the session?",
        help_text="For example, 17 11 2026",
        error_messages={"required": "Enter the date of the session"},
    )
    template = forms.ModelChoiceField(
        label="Which questions would help you reflect?",
        queryset=ReflectiveTemplate.objects.filter(is_offered=True),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a set of questions"},
    )
    field_order = ["held_on", "kind", "template", "start_key"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].label_from_instance = _with_summary  # type: ignore[attr-defined]

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise forms.ValidationError("The date of the session must be today or in the past")
        return held_on


def _with_summary(template: ReflectiveTemplate) -> str:
    return f"{template.name}. {template.summary}" if template.summary else template.name


class NotHeldForm(_AboutForm, GuardedForm):
    guarded = ("explanation",)
    planned_on = DatePartsField(
        label="When was it meant to be?",
        help_text="For example, 17 11 2026",
        error_messages={"required": "Enter the date it was planned for"},
    )
    not_held_by = forms.ChoiceField(
        label="Who could not hold it?",
        choices=NotHeldBy.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who could not hold the session"},
    )
    reason = forms.ChoiceField(
        label="Why?",
        choices=NotHeldReason.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason"},
    )
    explanation = forms.CharField(
        label="Anything that explains it",
        required=False,
        max_length=1000,
        widget=CharacterCountTextarea(rows=3, limit=1000),
    )
    field_order = ["planned_on", "kind", "not_held_by", "reason", "explanation", "start_key"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == NotHeldReason.OTHER and not cleaned.get("explanation"):
            self.add_error("explanation", "Say why the session did not happen")
        return cleaned
