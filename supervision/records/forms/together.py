"""What is asked about the agenda, the agreement and the progress of an action point?"""

from datetime import date
from functools import partial
from typing import Any

from django import forms

from supervision.formpack.fields import DatePartsField, words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.rules.intervals import Interval, in_words, is_less_often
from supervision.vocabulary import Place, ProgressKind

LONGEST = 5_000


_words = partial(words, limit=LONGEST)


class AgendaForm(GuardedForm):
    guarded = ("body",)
    shared = forms.ChoiceField(
        label="Who can see it?",
        help_text="What you share is also seen by whoever covers for the supervisor, and passes to a new one.",
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


class AgreementForm(GuardedForm):
    guarded = ("less_often_reason", "confidentiality", "disagreements", "adjustments")
    how_often = forms.ChoiceField(
        label="How often will you meet?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often you will meet"},
    )
    interval_days = forms.IntegerField(
        label="If you agreed on something else: days from one session to the next",
        help_text="For example, 14 for every two weeks.",
        required=False,
        min_value=7,
        max_value=366,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "invalid": "Enter a whole number of days, such as 14",
            "min_value": "Enter 7 days or more",
            "max_value": "Enter 366 days or fewer",
        },
    )
    less_often_reason = _words(
        "If that is less often than the policy asks for: why?",
        "",
        "It is part of the agreement.",
        rows=3,
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
    prompts_ahead = forms.BooleanField(label="Remind us of the agenda 48 hours ahead of each session", required=False)
    review_on = DatePartsField(
        label="When will you review this agreement?",
        help_text="For example, 17 11 2027",
        error_messages={"required": "Enter the date of the review"},
    )

    def __init__(self, *args: Any, today: date, asked_for: Interval | None, **kwargs: Any) -> None:
        """`asked_for`: how often the policy asks for sessions; None where no policy does."""
        super().__init__(*args, **kwargs)
        self.today, self.asked_for = today, asked_for
        by_policy = (
            f"As often as the policy says: {in_words(asked_for)}" if asked_for else "Whenever the two of us agree"
        )
        choices = [("policy", by_policy), ("own", "As we have agreed, a number of days apart")]
        self.fields["how_often"].choices = choices  # type: ignore[attr-defined]
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        """What is typed for the choice that was not made is refused rather than dropped."""
        cleaned = super().clean() or {}
        how_often, days = cleaned.pop("how_often", None), cleaned.get("interval_days")
        if how_often == "policy":
            if days is not None:
                self.add_error("interval_days", "Leave this empty when you meet as often as the policy says")
        elif how_often == "own" and "interval_days" not in self.errors:
            self._check_own(days, cleaned.get("less_often_reason", ""))
        return cleaned

    def _check_own(self, days: int | None, reason: str) -> None:
        if days is None:
            self.add_error("interval_days", "Enter how many days there are from one session to the next")
        elif self.asked_for and is_less_often(days, self.asked_for) and not reason:
            often = in_words(self.asked_for)
            self.add_error("less_often_reason", f"Write why this is less often than the policy, which asks for {often}")

    def clean_review_on(self) -> date:
        review_on: date = self.cleaned_data["review_on"]
        if review_on <= self.today:
            raise forms.ValidationError("The date of the review must be in the future")
        return review_on


class FollowUpForm(GuardedForm):
    guarded = ("body",)
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
            (kind.value, kind.label)
            for kind in ProgressKind
            if (kind is ProgressKind.REOPENED) == closed and kind is not ProgressKind.PASSED_ON
        ]
        self.helper = ReflectHelper()
