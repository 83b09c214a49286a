"""What is asked when the record of a group is signed, answered, added to or struck through?"""

from typing import Any

from django import forms

from supervision.formpack.fields import words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.password import own_password
from supervision.gathering_vocabulary import AttendeeResponse


class _StepForm(GuardedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class SendForm(_StepForm):
    password = own_password("To confirm that it is you who signs.")
    shown = forms.CharField(widget=forms.HiddenInput)


class ConfirmForm(_StepForm):
    guarded = ("statement",)
    response = forms.ChoiceField(
        label="Is this how you remember it?",
        choices=AttendeeResponse.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you confirm this record"},
    )
    statement = words(
        "What did you see differently?",
        help_text="Needed if you saw it differently. It stays with the record for good, and those who came read it; "
        "of a clinic, the facilitator and those who were there for every case that you were there for.",
    )
    password = own_password("To confirm that it is you who answers.")
    shown_version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("response") == AttendeeResponse.DIFFERS and not cleaned.get("statement"):
            self.add_error("statement", "Write what you saw differently")
        return cleaned


class ReasonForm(_StepForm):
    guarded = ("text",)
    text = words("Why was this entered in error?", "Say why this record was entered in error")


class AddendumForm(_StepForm):
    guarded = ("reason", "body")
    reason = words("Why are you adding this?", "Say why you are adding this")
    body = words("What do you want to add?", "Write what you want to add")


class NoteForm(_StepForm):
    guarded = ("body",)
    body = words("Your own part", rows=12, limit=20_000)
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
