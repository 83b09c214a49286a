"""What is asked about the agenda, the agreement and the progress of an action point?"""

from datetime import date
from typing import Any

from django import forms

from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.widgets import CharacterCountTextarea
from supervision.vocabulary import Place, ProgressKind

LONGEST = 5_000


def _words(label: str, missing: str = "", help_text: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=LONGEST,
        widget=CharacterCountTextarea(rows=rows, limit=LONGEST),
        error_messages={"required": missing, "max_length": f"Use {LONGEST:,} characters or fewer"},
    )


class AgendaForm(forms.Form):
    shared = forms.ChoiceField(
        label="Who can see it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who can see it"},
    )
    body = _words("What would you like to talk about?", "Write what you would like to talk about", rows=3)

    def __init__(self, *args: Any, other: str, covers: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both, alone = ("yes", f"You and {other}"), ("no", "Only you")
        in_cover = ("yes", f"You, {other} and the supervisor you cover for")
        self.fields["shared"].choices = [in_cover] if covers else [both, alone]  # type: ignore[attr-defined]
        self.helper = ReflectHelper()


class AgreementForm(forms.Form):
    interval_days = forms.TypedChoiceField(
        label="How often?",
        coerce=int,
        choices=[("", "Choose"), (7, "Every week"), *((7 * n, f"Every {n} weeks") for n in (2, 3, 4, 6, 8, 12))],
        error_messages={"required": "Choose how often you will meet"},
    )
    minutes = forms.IntegerField(
        label="How long, in minutes?",
        min_value=15,
        max_value=480,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": "Enter how long each session lasts, in minutes",
            "invalid": "Enter the length as a whole number of minutes, such as 90",
            "min_value": "Enter a length of at least 15 minutes",
            "max_value": "Enter a length of 480 minutes or less",
        },
    )
    place = forms.ChoiceField(
        label="How will you meet?",
        choices=Place.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you will meet"},
    )
    confidentiality = _words(
        "What stays between you, and what does not?",
        "Write what stays between you and what does not",
        "For example, concerns about safety are always shared.",
    )
    disagreements = _words("How will you settle disagreements?", "Write how you will settle disagreements")
    adjustments = _words("Agreed adjustments", "", "For example prompts ahead of time, a different format, or breaks.")
    review_on = DatePartsField(
        label="When will you review this agreement?",
        help_text="For example, 17 11 2027",
        error_messages={"required": "Enter the date of the review"},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.helper = ReflectHelper()

    def clean_review_on(self) -> date:
        review_on: date = self.cleaned_data["review_on"]
        if review_on <= self.today:
            raise forms.ValidationError("The date of the review must be in the future")
        return review_on


class FollowUpForm(forms.Form):
    kind = forms.ChoiceField(
        label="What has happened?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what has happened"},
    )
    body = _words(
        "In a few words",
        "Write what was done, what is new, or why it is no longer needed",
        "To close an action point, say how you know it is done.",
    )

    def __init__(self, *args: Any, closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label) for kind in ProgressKind if (kind is ProgressKind.REOPENED) == closed
        ]
        self.helper = ReflectHelper()
