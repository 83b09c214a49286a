"""What is asked about a person, and about a role?"""

from typing import Any

from django import forms

from accounts.models import JobRole, Service, Team
from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.vocabulary import Role, Scope


class PeopleFilter(forms.Form):
    words = forms.CharField(label="Name or e-mail", required=False, max_length=120)
    team = forms.ModelChoiceField(label="Team", queryset=Team.objects.all(), required=False, empty_label="All teams")
    active = forms.ChoiceField(
        label="Account", required=False, choices=[("", "Open and closed"), ("yes", "Open"), ("no", "Closed")]
    )
    show_optional = False


class PersonForm(forms.Form):
    """The details that `change_person` and `invite` take."""

    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter the person's name"})
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="They sign in with it.",
        error_messages={"required": "Enter an e-mail address", "invalid": "Enter an address such as name@example.org"},
    )
    job_role = forms.ModelChoiceField(label="Job role", queryset=JobRole.objects.all(), required=False)
    team = forms.ModelChoiceField(
        label="Team", queryset=Team.objects.select_related("service"), required=False, empty_label="No team"
    )
    started_on = DatePartsField(label="Started on", help_text="For example, 1 9 2026", required=False)
    is_part_time = forms.BooleanField(label="Works part-time", required=False)
    hsb_training = forms.CharField(
        label="Training in harmful sexual behaviour",
        help_text="Frameworks, with the year. Practitioners see it of their supervisor.",
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class RoleForm(forms.Form):
    """One role. A manager's has a reach: one team, one service or everything."""

    role = forms.ChoiceField(
        label="Role",
        choices=Role.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose a role"},
    )
    scope = forms.ChoiceField(
        label="How far does a manager's role reach?",
        help_text="Leave this out for the other roles.",
        choices=Scope.choices(),
        widget=forms.RadioSelect,
        required=False,
    )
    team = forms.ModelChoiceField(label="Which team?", queryset=Team.objects.all(), required=False)
    service = forms.ModelChoiceField(label="Which service?", queryset=Service.objects.all(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("role") == Role.MANAGER:
            self._check_reach(cleaned)
        else:
            cleaned |= {"scope": "", "team": None, "service": None}
        return cleaned

    def _check_reach(self, cleaned: dict[str, Any]) -> None:
        scope = cleaned.get("scope")
        if not scope:
            self.add_error("scope", "Choose how far the manager's role reaches")
        for needed in (Scope.TEAM, Scope.SERVICE):
            if scope != needed:
                cleaned[needed.value] = None
            elif not cleaned.get(needed.value):
                self.add_error(needed.value, f"Choose the {needed.value}")
