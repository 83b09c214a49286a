"""What is asked about a step of the reminders? How many days from the date, and who hears of it then."""

from typing import Any

from django import forms

from supervision.formpack.forms import ReflectHelper
from supervision.vocabulary import Audience

MOST = 90
BEFORE, AFTER = "before", "after"


class StepForm(forms.Form):
    count = forms.IntegerField(
        label="How many days?",
        help_text="0 for the day itself.",
        min_value=0,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number of days",
            "invalid": "Enter a whole number of days",
            "min_value": "Enter 0 or more days, and choose before or after",
            "max_value": f"Enter at most {MOST} days",
        },
    )
    side = forms.ChoiceField(
        label="Before or after the date?",
        choices=[(BEFORE, "Before it"), (AFTER, "After it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose before or after"},
    )
    audience = forms.ChoiceField(
        label="Who hears of it?",
        help_text="A step for a manager is an escalation: it cannot be switched off.",
        choices=Audience.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who hears of it"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        is_managers = given.get("audience") in (Audience.TEAM_MANAGER, Audience.SERVICE_MANAGER)
        if is_managers and given.get("side") == BEFORE and given.get("count"):
            self.add_error("side", "Nothing is escalated before its date. Choose after")
        return given

    def days(self) -> int:
        """Below 0 before the date."""
        count: int = self.cleaned_data["count"]
        return -count if self.cleaned_data["side"] == BEFORE else count


def in_words(days: int) -> dict[str, Any]:
    return {"count": abs(days), "side": BEFORE if days < 0 else AFTER}
