"""What is asked of a manager who wants to read a signed record, and of the one who decides about it?"""

import uuid
from datetime import date, timedelta
from typing import Any

from django import forms

from accounts.models import Person
from supervision.formpack.fields import words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Readers
from supervision.formpack.password import own_password
from supervision.opening_policy import SHORTEST_REASON
from supervision.opening_vocabulary import OpeningDecision, OpeningFinding

from .queries import people_within

MONTHS = 24
LONGEST = 2_000
READERS = (
    "Read by managers of this team, its service and the organisation. The two of the session are told that you opened "
    "it, and not why"
)
AT_RISK = [
    ("no", "No: another manager agrees first"),
    ("yes", "Yes: it opens at once, and another manager reviews it within two working days"),
]


class AskToOpenForm(GuardedForm):
    guarded = ("reason",)
    reason = words(
        "Why do you need to read it?",
        "Say why you need to read it",
        f"At least {SHORTEST_REASON} characters: what you need to know, and why it cannot be asked of the two "
        "themselves. Say it without what could identify a child.",
        limit=LONGEST,
    )
    at_risk = forms.ChoiceField(
        label="May a child be at risk now?",
        choices=AT_RISK,
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Say whether a child may be at risk now"},
    )
    password = own_password("To confirm that it is you who asks.")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper(Readers("reason", READERS), "at_risk", "password", "key", "seen")

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if len(reason.strip()) < SHORTEST_REASON:
            raise forms.ValidationError(f"Say why in {SHORTEST_REASON} characters or more")
        return reason


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label="May it be opened?",
        choices=[(OpeningDecision.AGREED, "Yes, for one hour"), (OpeningDecision.REFUSED, "No")],
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose whether it may be opened"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class ReviewForm(forms.Form):
    finding = forms.ChoiceField(
        label="Was it right to open it at once?",
        choices=OpeningFinding.choices(),
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose what you found"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class WhoseForm(forms.Form):
    """Whose record it is: somebody of the teams the manager manages."""

    person = forms.ModelChoiceField(
        label="Whose supervision?", queryset=Person.objects.none(), empty_label="Choose",
        error_messages={"required": "Choose whose record it is"},
    )  # fmt: skip
    show_optional = False

    def __init__(self, *args: Any, manager: Person, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_within(manager, on=today).prefetch_related(None).exclude(pk=manager.pk)
        self.fields["person"].queryset = people.order_by("name")  # type: ignore[attr-defined]


class MonthForm(forms.Form):
    show_optional = False
    month = forms.ChoiceField(label="Month", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.months = _months_back(today)
        self.fields["month"].choices = [(f"{one:%Y-%m}", f"{one:%B %Y}") for one in self.months]  # type: ignore[attr-defined]

    def first_day(self) -> date:
        """Of the month that was asked for, or else of this one."""
        asked = self.cleaned_data.get("month") if self.is_valid() else ""
        return date.fromisoformat(f"{asked}-01") if asked else self.months[0]


def _months_back(today: date) -> list[date]:
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months
