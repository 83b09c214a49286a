"""What is asked about a group format? Its name, and its steps as rows."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from supervision.formpack.forms import ReflectHelper
from supervision.formpack.layout import Grid
from supervision.gathering_vocabulary import StepSpeaker
from supervision.sessions.services.group_formats import Step

ROWS = "steps"


class GroupFormatForm(forms.Form):
    name = forms.CharField(label="Name", max_length=80, error_messages={"required": "Enter a name"})
    summary = forms.CharField(
        label="In one sentence",
        help_text="People choose by it.",
        max_length=200,
        error_messages={"required": "Say in one sentence how it goes"},
    )
    is_offered = forms.BooleanField(label="Offer it for new groups", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class StepForm(forms.Form):
    name = forms.CharField(label="What happens", max_length=200, error_messages={"required": "Say what happens"})
    speaks = forms.ChoiceField(
        label="Who speaks",
        choices=[("", "Choose"), *StepSpeaker.choices()],
        error_messages={"required": "Choose who speaks"},
    )
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=1,
        max_value=240,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": "Enter the minutes",
            "invalid": "Enter a whole number",
            "min_value": "Enter 1 or more",
            "max_value": "Enter 240 or fewer",
        },
    )
    is_no_advice = forms.BooleanField(label="Nobody advises meanwhile", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper("name", Grid("speaks", "minutes", spans=(6, 6)), "is_no_advice")


class StepFormSet(BaseFormSet):  # type: ignore[type-arg]
    row_title = "Step"

    def steps(self) -> list[Step]:
        """The checked rows in the order of the form, without empty and removed ones."""
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("name")]
        kept = [one for one in given if not one.get("DELETE")]
        return [Step(one["name"], StepSpeaker(one["speaks"]), one["minutes"], one["is_no_advice"]) for one in kept]


StepRows = formset_factory(StepForm, formset=StepFormSet, extra=0, can_delete=True, max_num=20, absolute_max=30)
