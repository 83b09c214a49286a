"""What must those who are asked to a gathering know to come to it? The day, the time, and where it is."""

from typing import Any

from django import forms

from supervision.formpack.fields import DatePartsField, time_of_day
from supervision.formpack.forms import ReflectHelper


class MeetingBoxes(forms.Form):
    held_on = DatePartsField(
        label="When is it?", help_text="For example, 17 11 2026", error_messages={"required": "Enter the day"}
    )
    starts = time_of_day()
    venue = forms.CharField(
        label="Where is it?",
        help_text="A room and its address, or the link of a video call. It is mailed to guests from other agencies.",
        max_length=300,
        error_messages={"required": "Enter where it is", "max_length": "Use 300 characters or fewer"},
    )


class MeetingForm(MeetingBoxes):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
