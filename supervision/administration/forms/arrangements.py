"""What is asked to begin or to end an arrangement?"""

from typing import Any

from django import forms

from accounts.models import Person
from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.vocabulary import ArrangementKind, Role


class ArrangementsFilter(forms.Form):
    words = forms.CharField(label="Name", required=False, max_length=120)
    which = forms.ChoiceField(
        label="Show", required=False, choices=[("current", "Current and to come"), ("ended", "Ended")]
    )
    show_optional = False


class BeginForm(forms.Form):
    practitioner = forms.ModelChoiceField(
        label="Practitioner",
        queryset=Person.objects.filter(is_active=True),
        empty_label="Choose",
        error_messages={"required": "Choose who is supervised"},
    )
    supervisor = forms.ModelChoiceField(
        label="Supervisor",
        queryset=Person.objects.filter(is_active=True, role_grants__role=Role.SUPERVISOR).distinct(),
        empty_label="Choose",
        help_text="People who have the role of supervisor, with their training.",
        error_messages={"required": "Choose who supervises"},
    )
    kind = forms.ChoiceField(
        label="As",
        choices=[choice for choice in ArrangementKind.choices() if choice[0] != ArrangementKind.COVER],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose lead or specialist"},
    )
    starts_on = DatePartsField(
        label="From",
        help_text="For example, 1 12 2026",
        error_messages={"required": "Enter the first day"},
    )
    end_present = forms.BooleanField(label="End the present lead arrangement on the day before", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].label_from_instance = _with_training  # type: ignore[attr-defined]
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("practitioner") and cleaned.get("practitioner") == cleaned.get("supervisor"):
            self.add_error("supervisor", "Choose somebody else: nobody supervises themselves")
        return cleaned


def _with_training(person: Person) -> str:
    return f"{person.name} ({person.hsb_training or 'no training recorded'})"


class EndForm(forms.Form):
    ends_on = DatePartsField(
        label="Last day", help_text="For example, 30 11 2026", error_messages={"required": "Enter the last day"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
