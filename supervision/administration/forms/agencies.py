"""What is asked about a partner agency?"""

from typing import Any

from django import forms

from supervision.formpack.forms import ReflectHelper


class AgencyForm(forms.Form):
    name = forms.CharField(
        label="Name",
        max_length=80,
        help_text="A kind of agency, such as Education. Never the name of one school or one home.",
        error_messages={"required": "Enter a name", "max_length": "Use 80 characters or fewer"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
