"""How does somebody say when their notices are mailed?"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from supervision.formpack.forms import ReflectHelper
from supervision.rules.mail_times import Wishes
from supervision.vocabulary import Delivery


def _clock(label: str, missing: str, help_text: str = "") -> forms.TimeField:
    return forms.TimeField(
        label=label,
        help_text=help_text,
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M", "%H%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "govuk-input--width-5"}),
        error_messages={"required": missing, "invalid": "Enter a time such as 08:00"},
    )


class MailForm(forms.Form):
    delivery = forms.ChoiceField(
        label="When should notices come by mail?",
        choices=Delivery.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when notices come by mail"},
    )
    daily_at = _clock("Time of the daily mail", "Enter the time of the daily mail")
    quiet_from = _clock(
        "No mail from", "Enter when your quiet hours begin", "Two times that are the same mean no quiet hours."
    )
    quiet_until = _clock("until", "Enter when your quiet hours end")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if {"delivery", "daily_at", "quiet_from", "quiet_until"} <= set(given):
            wishes = Wishes(Delivery(given["delivery"]), given["daily_at"], given["quiet_from"], given["quiet_until"])
            if wishes.delivery == Delivery.DAILY and wishes.is_quiet(wishes.daily_at):
                self.add_error("daily_at", ValidationError("Enter a time outside your quiet hours"))
        return given
