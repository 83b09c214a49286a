"""What does a guest type? The six digits that were mailed to them."""

import re
from typing import Any

from django import forms

from supervision.formpack.forms import ReflectHelper


class DigitsField(forms.CharField):
    """Six digits, whatever stands between them."""

    def clean(self, value: object) -> str:
        digits = re.sub(r"[\s-]", "", super().clean(value) or "")
        if not re.fullmatch(r"[0-9]{6}", digits):
            raise forms.ValidationError("Enter the six digits from the mail")
        return digits


class CodeForm(forms.Form):
    code = DigitsField(
        label="The code",
        help_text="Six digits. They count for ten minutes.",
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the six digits from the mail"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
