"""What is asked about a criterion of dip samples?"""

from typing import Any

from django import forms

from supervision.formpack.forms import ReflectHelper


class CriterionForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=60,
        error_messages={"required": "Enter a name", "max_length": "Use 60 characters or fewer"},
    )
    asks = forms.CharField(
        label="What does a reviewer ask of the record?",
        max_length=300,
        help_text="One question about what the record shows, such as: Is it clear what the child says?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter the question", "max_length": "Use 300 characters or fewer"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
