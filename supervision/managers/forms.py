"""What is asked of a manager: which people to list, and what becomes of something they take in hand?"""

from typing import Any

from django import forms

from accounts.models import Person, Team
from accounts.queries import teams_within
from supervision.formpack.fields import NearDateField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Readers
from supervision.formpack.widgets import CharacterCountTextarea
from supervision.vocabulary import Role

LONGEST = 1_000
READERS = (
    "Read by managers of this team, its service and the organisation, and by whoever leads or covers the supervision"
)


class AcknowledgeForm(GuardedForm):
    guarded = ("reason",)
    reason = forms.CharField(
        label="What is being done?",
        help_text="Say it without details of a child or of somebody’s health.",
        max_length=LONGEST,
        widget=CharacterCountTextarea(rows=4, limit=LONGEST),
        error_messages={
            "required": "Say in a few words what is being done",
            "max_length": f"Use {LONGEST:,} characters or fewer",
        },
    )
    until = NearDateField(
        label="Until when do you have it in hand?",
        help_text="At most 28 days ahead. After that it goes further up if it is still open.",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date, such as 31/12/2026"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper(Readers("reason", READERS), "until", "seen")


class PeopleFilter(forms.Form):
    team = forms.ModelChoiceField(label="Team", queryset=Team.objects.none(), required=False, empty_label="All teams")
    role = forms.ChoiceField(label="Role", choices=[("", "All roles"), *Role.choices()], required=False)
    show_optional = False

    def __init__(self, *args: Any, manager: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams_within(manager)  # type: ignore[attr-defined]
