"""What is asked about a frequency policy? Whom it is for, its limits, and its stages as rows."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from accounts.models import JobRole, Team
from supervision.formpack.fields import NearDateField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.layout import Grid
from supervision.rules.intervals import Interval, Stage
from supervision.sessions.services.policies import Definition
from supervision.vocabulary import Span, WorkingPattern

ROWS = "stages"
MOST = {Span.DAYS: 366, Span.WEEKS: 52, Span.MONTHS: 12}


def _number(label: str, missing: str, low: int, high: int, initial: int | None = None, hint: str = "") -> Any:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        initial=initial,
        min_value=low,
        max_value=high,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": missing,
            "invalid": "Enter a whole number",
            "min_value": f"Enter {low} or more",
            "max_value": f"Enter {high} or fewer",
        },
    )


class PolicyForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})
    job_role = forms.ModelChoiceField(
        label="For which job role?", queryset=JobRole.objects.all(), required=False, empty_label="Every job role"
    )
    team = forms.ModelChoiceField(
        label="For which team?",
        queryset=Team.objects.all(),
        required=False,
        empty_label="Every team",
        help_text="A policy for a team and a job role comes first, then one for a team, then one for a job role.",
    )
    working_pattern = forms.ChoiceField(
        label="For which hours?",
        choices=WorkingPattern.choices(),
        initial=WorkingPattern.ANY,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose for which hours it is"},
    )
    minutes = _number("Least length of a session, in minutes", "Enter the least length in minutes", 15, 480, 90)
    tolerance_days = _number(
        "Days of grace", "Enter the days of grace, or 0", 0, 90, 0,
        "Calendar days after the due date in which a session still counts as on time. "
        "They move no date, and count for sessions begun from now on.",
    )  # fmt: skip
    sign_off_days = _number(
        "Working days to sign a record", "Enter the working days to sign a record", 1, 60, 10,
        "Counted from the day on which somebody begins to write it.",
    )  # fmt: skip
    rebook_days = _number(
        "Working days to hold another session after one was cancelled", "Enter the working days to rebook", 1, 60, 10,
        "Counted from the day it was planned for, or from the day it was cancelled when that is later.",
    )  # fmt: skip
    short_notice_hours = _number(
        "Hours ahead within which a cancellation is at short notice", "Enter a number of hours", 0, 336, 24
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class PolicyDay(forms.Form):
    on = NearDateField(label="On which day?", required=False)


UNITS = [("", "Choose"), *Span.choices()]


class StageForm(forms.Form):
    after_count = _number("This long after the start", "Enter 0 for the first stage, or how long after", 0, 600)
    after_unit = forms.ChoiceField(
        label="Days, weeks or months after",
        choices=UNITS,
        error_messages={"required": "Choose days, weeks or months after the start"},
    )
    every_count = _number("A session every", "Enter how many days, weeks or months between sessions", 1, 366)
    every_unit = forms.ChoiceField(
        label="Days, weeks or months between",
        choices=UNITS,
        error_messages={"required": "Choose days, weeks or months between sessions"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper(Grid("after_count", "after_unit", "every_count", "every_unit", spans=(3, 3, 3, 3)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        unit, count = cleaned.get("every_unit"), cleaned.get("every_count")
        if unit and count and count > MOST[Span(unit)]:
            self.add_error("every_count", "Enter a year or less between sessions")
        return cleaned


class StageFormSet(BaseFormSet):  # type: ignore[type-arg]
    row_title = "Stage"

    def stages(self) -> tuple[Stage, ...]:
        """The checked rows, without empty and removed ones, the earliest first."""
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("every_count")]
        rows = [one for one in given if not one.get("DELETE")]
        stages = [
            Stage(
                Interval(one["after_count"], Span(one["after_unit"])),
                Interval(one["every_count"], Span(one["every_unit"])),
            )
            for one in rows
        ]
        return tuple(sorted(stages, key=lambda stage: stage.after.longest_days))

    def clean(self) -> None:
        if any(self.errors):
            return
        begins = [stage.after.longest_days for stage in self.stages()]
        if 0 not in begins:
            raise forms.ValidationError("Add a stage that begins 0 days after the start: how often it is at first")
        if len(set(begins)) < len(begins):
            raise forms.ValidationError("Two stages begin at the same time. Change or remove one of them")


StageRows = formset_factory(StageForm, formset=StageFormSet, extra=0, can_delete=True, max_num=12, absolute_max=20)


def definition(form: PolicyForm, rows: StageFormSet) -> Definition:
    """What two checked forms say."""
    given = form.cleaned_data | {"working_pattern": WorkingPattern(form.cleaned_data["working_pattern"])}
    return Definition(**given, stages=rows.stages())
