"""What is asked about an agency, a service, a team or a job role?"""

from typing import Any

from django import forms

from accounts.models import Agency, Service
from supervision.formpack.forms import ReflectHelper
from supervision.vocabulary import BankHolidays


class UnitForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind == "service":
            self.fields["parent"] = _within("Agency", Agency.objects.all(), "Choose the agency")
        if kind == "team":
            self.fields["parent"] = _within("Service", Service.objects.all(), "Choose the service")
        if kind == "agency":
            self.fields["bank_holidays"] = forms.ChoiceField(
                label="Whose bank holidays does it keep?",
                choices=BankHolidays.choices(),
                widget=forms.RadioSelect,
                error_messages={"required": "Choose whose bank holidays it keeps"},
            )
        self.helper = ReflectHelper()


def _within(label: str, units: Any, missing: str) -> forms.ModelChoiceField:  # type: ignore[type-arg]
    return forms.ModelChoiceField(
        label=label, queryset=units, empty_label="Choose", error_messages={"required": missing}
    )


class RenameForm(UnitForm):
    """The same of a unit that is there: where it belongs does not change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("parent", None)
