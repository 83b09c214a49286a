"""What is asked to plan a clinic? Who comes, which cases, and which guests are invited."""

import uuid
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Person
from supervision.casenotes.models import Case, PartnerAgency
from supervision.casenotes.queries import agencies_for, told_apart
from supervision.formpack.fields import words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm, Remark
from supervision.sessions.discussion_queries import named
from supervision.sessions.gathering_queries import people_to_invite
from supervision.sessions.models import ClinicSlot

from .fields import PeopleByEmail
from .meeting import MeetingBoxes
from .one_case import AboutOneCase
from .start import InvitedField
from .writing import minutes_field

SMALL = {"small": True}


class PlanForm(MeetingBoxes):
    invited = InvitedField(
        label="Who of your service comes?",
        help_text="The lead practitioner of each case is invited with it.",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )
    others = PeopleByEmail("Anybody else")
    start_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invited"].queryset = people_to_invite(by)  # type: ignore[attr-defined]
        self.helper = ReflectHelper()


class SlotForm(AboutOneCase, GuardedForm):
    guarded = ("question",)
    case: "forms.ModelChoiceField[Case]" = forms.ModelChoiceField(
        label="Which case?",
        help_text="Cases that are open to you. Another one needs access from its lead practitioner.",
        queryset=None,
        empty_label="Choose",
        error_messages={"required": "Choose a case"},
    )
    question = words(
        "The framed question", "Write the question", "One question for those who come.", rows=2, limit=1_000
    )
    minutes = minutes_field("For how many minutes?")
    agencies = forms.ModelMultipleChoiceField(
        label="Which agencies are asked to it?",
        queryset=PartnerAgency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )

    def __init__(self, *args: Any, cases: QuerySet[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(told_apart(named(cases)))
        self.fields["case"].queryset = cases  # type: ignore[attr-defined]
        self.fields["case"].label_from_instance = lambda case: labels[str(case.pk)]  # type: ignore[attr-defined]
        self.fields["agencies"].queryset = agencies_for(None)  # type: ignore[attr-defined]
        self.fields["minutes"].required = True
        self.fields["minutes"].error_messages["required"] = "Enter the minutes"
        self.helper = ReflectHelper()

    def clean_minutes(self) -> int:
        minutes: int = self.cleaned_data["minutes"]
        if not 5 <= minutes <= 240:
            raise forms.ValidationError("Enter between 5 and 240 minutes")
        return minutes

    def remarks(self) -> list[Remark]:
        self.own = self.cleaned_data["case"].reference
        return super().remarks()


class GuestForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter their name"})
    email = forms.EmailField(
        label="E-mail address at work",
        help_text="A link goes to it, and a code when they open the link.",
        max_length=254,
        error_messages={"required": "Enter their e-mail address", "invalid": "Enter an e-mail address"},
    )
    agency = forms.ModelChoiceField(
        label="Agency",
        queryset=PartnerAgency.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose their agency"},
    )
    slots: "forms.ModelMultipleChoiceField[ClinicSlot]" = forms.ModelMultipleChoiceField(
        label="For which cases?",
        help_text="They read what is given for these, and nothing of any other.",
        queryset=None,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
        error_messages={"required": "Choose at least one case"},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, slots: QuerySet[ClinicSlot], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies_for(None)  # type: ignore[attr-defined]
        self.fields["slots"].queryset = slots  # type: ignore[attr-defined]
        self.fields["slots"].label_from_instance = _reference  # type: ignore[attr-defined]
        self.helper = ReflectHelper()


def _reference(slot: ClinicSlot) -> str:
    return slot.case.reference
