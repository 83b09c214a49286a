"""What is asked about a day on which the organisation works, or does not?"""

from typing import Any

from django import forms

from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.vocabulary import BankHolidays


class ClosedDayForm(forms.Form):
    day = DatePartsField(
        label="Which day?", help_text="For example, 24 12 2026", error_messages={"required": "Enter the day"}
    )
    name = forms.CharField(
        label="What is it called?", max_length=80, error_messages={"required": "Enter what the day is called"}
    )
    works = forms.ChoiceField(
        label="Do people work on it?",
        choices=[("no", "Nobody works"), ("yes", "People work, although it is a published bank holiday")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether people work on it"},
    )
    bank_holidays = forms.ChoiceField(
        label="For whom?",
        choices=[
            ("", "All agencies"),
            *((one.value, f"Agencies with the bank holidays of {one.label}") for one in BankHolidays),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
