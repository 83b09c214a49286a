"""What is asked of a manager who has a sample drawn, and of whoever reviews a record of it?"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.models import Person, Team
from accounts.queries import teams_within
from supervision.dip_policy import MOST
from supervision.dip_vocabulary import Grade, SecondReviews
from supervision.formpack.fields import NearDateField, words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Grid, Readers, Section
from supervision.formpack.password import own_password
from supervision.times import today

from . import queries
from .models import Criterion
from .services.drawing import Wanted

REAL_DATE = "Enter a real date, such as 31/12/2026"
LONGEST = 5_000
NO_DETAILS = "Say it without what could identify a child."


class PeopleField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name}, {obj.job_role}" if obj.job_role else obj.name


class DrawForm(forms.Form):
    first_on = NearDateField(label="From", error_messages={"required": "Enter the first day", "invalid": REAL_DATE})
    last_on = NearDateField(label="To", error_messages={"required": "Enter the last day", "invalid": REAL_DATE})
    teams = forms.ModelMultipleChoiceField(
        label="Teams",
        help_text="As they were when the session took place. Tick none for all that your role reaches.",
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    size = forms.IntegerField(
        label="How many records?",
        help_text="One at least of each team with signed records, and at most half of them: chance decides, not you.",
        min_value=1,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-5", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter how many records are drawn", "invalid": "Enter a number, such as 10",
            "min_value": "Enter 1 or more", "max_value": f"Enter {MOST} or fewer",
        },
    )  # fmt: skip
    auditors = PeopleField(
        label="Who reviews them?",
        help_text="The records are shared among them, and nobody gets one that they had a part in.",
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        error_messages={"required": "Choose who reviews the records"},
    )
    second = forms.ChoiceField(
        label="How many are reviewed by a second person?",
        help_text="They see nothing of the first review until they have given theirs.",
        choices=SecondReviews.choices(),
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose how many are reviewed twice"},
    )
    ends_on = NearDateField(
        label="Until when are they open?",
        help_text="The last day on which the records can be read and reviewed.",
        error_messages={"required": "Enter the last day", "invalid": REAL_DATE},
    )
    password = own_password("To confirm that it is you who has records opened.")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    show_optional = False

    def __init__(self, *args: Any, manager: Person, period: tuple[date, date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = teams_within(manager)  # type: ignore[attr-defined]
        self.fields["auditors"].queryset = queries.may_review(without=manager).order_by("name")  # type: ignore[attr-defined]
        self.fields["teams"].show_optional = False  # type: ignore[attr-defined]
        self.initial = {"first_on": period[0], "last_on": period[1], "second": SecondReviews.HALF, **self.initial}
        self.helper = ReflectHelper(
            Section("Records", Grid("first_on", "last_on", spans=(6, 6)), "teams", "size", id="records"),
            Section("Reviews", "auditors", "second", "ends_on", id="reviews"),
            "password",
            "key",
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first_on, last_on = cleaned.get("first_on"), cleaned.get("last_on")
        if first_on and last_on and last_on < first_on:
            self.add_error("last_on", "The last day must be on or after the first")
        if last_on and last_on > today():
            self.add_error("last_on", "The last day must be today or before")
        return cleaned

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            first_on=given["first_on"], last_on=given["last_on"], teams=list(given["teams"]), size=given["size"],
            auditors=list(given["auditors"]), second=SecondReviews(given["second"]), ends_on=given["ends_on"],
        )  # fmt: skip


class ReviewRecordForm(GuardedForm):
    """A grade for each criterion of the sample, and what was found in words."""

    guarded = ("difference", "feedback")
    difference = words(
        "What difference did it make for the child?", "Say what difference it made for the child", NO_DETAILS,
        limit=LONGEST,
    )  # fmt: skip
    feedback = words(
        "What do you tell the supervisor?", "Write what you tell the supervisor",
        f"What is good to go on with, and what to do differently. {NO_DETAILS}", limit=LONGEST,
    )  # fmt: skip

    def __init__(self, *args: Any, criteria: Iterable[Criterion], readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = {f"criterion-{one.pk}": one for one in criteria}
        for name, one in self.criteria.items():
            self.fields[name] = forms.ChoiceField(
                label=one.name,
                help_text=one.asks,
                choices=Grade.choices(),
                widget=forms.RadioSelect(attrs={"small": True}),
                error_messages={"required": f"Give a grade for “{one.name}”"},
            )
        self.helper = ReflectHelper(
            *self.criteria, Readers("difference", readers), Readers("feedback", readers), "seen"
        )  # fmt: skip

    def grades(self) -> dict[int, Grade]:
        return {one.pk: Grade(self.cleaned_data[name]) for name, one in self.criteria.items()}
