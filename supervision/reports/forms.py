"""What is asked of somebody who makes a report? The period, which sessions of it, which facts, and their password."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import JobRole, Person, Team
from accounts.queries import teams_within
from supervision.formpack.fields import NearDateField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.layout import Grid, Section
from supervision.formpack.password import own_password
from supervision.report_vocabulary import Outcome, ReportFormat
from supervision.sessions.models import SessionKind
from supervision.times import today

from .choices import Choices, last_months
from .column_queries import ALL, BY_KEY, USUAL
from .queries import managers_beside

MONTHS = 3
REAL_DATE = "Enter a real date, such as 31/12/2026"


def usual_period(on: date) -> tuple[date, date]:
    return last_months(on, MONTHS)


class ReportForm(forms.Form):
    first_on = NearDateField(label="From", error_messages={"required": "Enter the first day", "invalid": REAL_DATE})
    last_on = NearDateField(label="To", error_messages={"required": "Enter the last day", "invalid": REAL_DATE})
    teams = forms.ModelMultipleChoiceField(
        label="Teams",
        help_text="As they were when the session took place. Tick none for all that your role reaches.",
        queryset=Team.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    job_roles = forms.ModelMultipleChoiceField(
        label="Job roles",
        help_text="Of the practitioner, as it is today. Tick none for all; with one ticked, groups are left out.",
        queryset=JobRole.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    kinds = forms.ModelMultipleChoiceField(
        label="Kinds of session",
        help_text="Tick none for all.",
        queryset=SessionKind.every.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    outcomes = forms.MultipleChoiceField(
        label="Outcomes",
        choices=Outcome.choices(),
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        error_messages={"required": "Choose at least one outcome"},
    )
    columns = forms.MultipleChoiceField(
        label="Columns",
        help_text="What each means is said at the top of the report.",
        choices=[(column.key, column.label) for column in ALL],
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
        error_messages={"required": "Choose at least one column"},
    )

    format = forms.ChoiceField(
        label="File",
        choices=ReportFormat.choices(),
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose a kind of file"},
    )

    def __init__(self, *args: Any, manager: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["teams"].queryset = teams_within(manager)  # type: ignore[attr-defined]
        first_on, last_on = usual_period(today())
        self.initial = {
            "first_on": first_on, "last_on": last_on, "outcomes": [Outcome.HELD, Outcome.NOT_HELD], "columns": USUAL,
            "format": ReportFormat.CSV,
        }  # fmt: skip
        for name in ("teams", "job_roles", "kinds"):
            self.fields[name].show_optional = False  # type: ignore[attr-defined]
        self.helper = ReflectHelper(
            Section("Period", Grid("first_on", "last_on", spans=(6, 6)), id="period"),
            Section("Sessions", "teams", "job_roles", "kinds", "outcomes", id="sessions"),
            Section("Facts", "columns", "format", id="facts"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first_on, last_on = cleaned.get("first_on"), cleaned.get("last_on")
        if first_on and last_on and last_on < first_on:
            self.add_error("last_on", "The last day must be on or after the first")
        return cleaned

    def choices(self) -> Choices:
        """What a checked form says."""
        given = self.cleaned_data
        return Choices(
            first_on=given["first_on"],
            last_on=given["last_on"],
            teams=list(given["teams"]),
            job_roles=list(given["job_roles"]),
            kinds=list(given["kinds"]),
            outcomes=[Outcome(one) for one in given["outcomes"]],
            format=ReportFormat(given["format"]),
            columns=[BY_KEY[key] for key in BY_KEY if key in given["columns"]],
        )


class MakeForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    password = own_password("To confirm that it is you who takes data out of Reflect.")


class SaveForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    months = forms.TypedChoiceField(
        label="Over which period?",
        coerce=int,
        choices=[(1, "The last whole month"), (3, "The last 3 whole months"), (12, "The last 12 whole months")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a period"},
    )
    monthly = forms.BooleanField(
        label="Make it on the first of each month", required=False,
        help_text="Without this, it is kept for you to make when you want it.",
    )  # fmt: skip
    told = forms.ModelMultipleChoiceField(
        label="Who hears that a monthly report is ready?",
        help_text="By a notice that leads to it, never with the file. Only those whose role reaches every team in it.",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )

    def __init__(self, *args: Any, manager: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["told"].queryset = managers_beside(manager)  # type: ignore[attr-defined]
        self.initial = {"months": MONTHS, "told": [manager.pk], **self.initial}
        self.fields["monthly"].show_optional = self.fields["told"].show_optional = False  # type: ignore[attr-defined]
        self.helper = ReflectHelper()
