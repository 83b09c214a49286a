"""What must be known before the record of a group can be started?"""

import uuid
from collections.abc import Collection
from typing import Any

from django import forms

from accounts.models import Person
from supervision.formpack.fields import DatePartsField, words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.gathering_policy import check_start_gathering
from supervision.gathering_vocabulary import GatheringKind
from supervision.policy import allowed
from supervision.sessions.gathering_queries import formats_offered, people_to_invite
from supervision.sessions.models import GroupFormat
from supervision.vocabulary import Role

from .fields import PeopleByEmail

IN_A_FORMAT = (GatheringKind.GROUP, GatheringKind.PEER)


class FormatField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A format, with what it is good for and how long it takes."""

    def label_from_instance(self, one: Any) -> str:
        assert isinstance(one, GroupFormat)
        minutes = sum(step.minutes for step in one.steps.all())
        return f"{one.name}. {one.summary} About {minutes} minutes."


class InvitedField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, one: Any) -> str:
        assert isinstance(one, Person)
        return f"{one.name}, {one.team.name}" if one.team else one.name


class StartForm(GuardedForm):
    guarded = ("question",)
    kind = forms.ChoiceField(
        label="Which kind is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind"},
    )
    held_on = DatePartsField(
        label="When is it, or when was it?",
        help_text="For example, 17 11 2026",
        error_messages={"required": "Enter the day"},
    )
    group_format = FormatField(
        label="In which format?",
        queryset=GroupFormat.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a format"},
    )
    question = words(
        "The framed question",
        help_text="One question that the presenter brings. You can write it later.",
        rows=2,
        limit=1_000,
    )
    invited = InvitedField(
        label="Who is invited?",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    others = PeopleByEmail("Anybody else")
    start_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, by: Person, roles: Collection[Role], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in IN_A_FORMAT if allowed(check_start_gathering, roles, kind)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0].value)
        self.fields["group_format"].queryset = formats_offered()  # type: ignore[attr-defined]
        self.fields["invited"].queryset = people_to_invite(by)  # type: ignore[attr-defined]
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "others" in cleaned and not (cleaned.get("invited") or cleaned["others"]):
            self.add_error("invited", "Choose at least one person")
        return cleaned
