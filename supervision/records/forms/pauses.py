"""What is asked about days on which somebody is away?"""

from typing import Any

from django import forms

from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.vocabulary import PauseReason


class PauseForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason"},
    )
    starts_on = DatePartsField(
        label="First day away", help_text="For example, 21 12 2026", error_messages={"required": "Enter the first day"}
    )
    ends_on = DatePartsField(
        label="Last day away",
        help_text="If it is not known yet, enter a likely day. It can be changed.",
        error_messages={"required": "Enter the last day"},
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]
            (reason.value, reason.label) for reason in PauseReason if not (is_own and reason is PauseReason.SUSPENSION)
        ]
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Enter a last day that is not before the first day")
        return cleaned


class EndPauseForm(forms.Form):
    ends_on = DatePartsField(label="Last day away", error_messages={"required": "Enter the last day"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
