"""What is asked when a record is signed, returned, commented on, added to or struck through?"""

from typing import Any

from django import forms

from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.password import own_password
from supervision.formpack.widgets import CharacterCountTextarea
from supervision.vocabulary import SignatureResponse

LONGEST = 5_000


def words(label: str, missing: str, help_text: str = "", required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST,
        widget=CharacterCountTextarea(rows=4, limit=LONGEST),
        error_messages={"required": missing, "max_length": f"Use {LONGEST:,} characters or fewer"},
    )


class _StepForm(GuardedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class CommentForm(_StepForm):
    guarded = ("text",)
    text = words("What would you like to say?", "Write what you would like to say")


class StrikeForm(_StepForm):
    guarded = ("text",)
    text = words("Why was this entered in error?", "Say why this record was entered in error")


class NoteForm(_StepForm):
    guarded = ("body",)
    body = forms.CharField(
        label="Your note",
        required=False,
        max_length=20_000,
        widget=CharacterCountTextarea(rows=12, limit=20_000),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AddendumForm(_StepForm):
    guarded = ("reason", "body")
    reason = words("Why are you adding this?", "Say why you are adding this")
    body = words("What do you want to add?", "Write what you want to add")


class SignForm(_StepForm):
    guarded = ("statement",)
    response = forms.ChoiceField(
        label="Do you agree with this record?",
        choices=SignatureResponse.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you agree with this record"},
    )
    statement = words(
        "Your comment or statement",
        "",
        "Needed if you have a comment or do not agree. It stays with the record for good.",
        required=False,
    )
    password = own_password("To confirm that it is you who signs.")
    shown_version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        response = cleaned.get("response")
        if response and response != SignatureResponse.AGREE and not cleaned.get("statement"):
            self.add_error("statement", "Write your comment, or why you do not agree")
        return cleaned
