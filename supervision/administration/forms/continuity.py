"""What is asked to set a cover, to hand people over and to plan that somebody leaves?"""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Person
from supervision.casenotes.queries import practitioners
from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import Role


def supervisors(*, without: Person) -> QuerySet[Person]:
    """Everybody who may supervise, but this person."""
    open_ones = Person.objects.filter(is_active=True, role_grants__role=Role.SUPERVISOR)
    return open_ones.exclude(pk=without.pk).distinct()


def _supervisor(label: str, missing: str, **more: Any) -> "forms.ModelChoiceField[Person]":
    return forms.ModelChoiceField(
        label=label, queryset=Person.objects.none(), empty_label="Choose", error_messages={"required": missing}, **more
    )


ONE_BY_ONE = (
    "They lead each case for which nobody in particular is named. Whoever leads a case now, and their lead supervisor, "
    "can name somebody on its page until the last day."
)


def _case_lead(leaver: Person, **more: Any) -> "forms.ModelChoiceField[Person]":
    return forms.ModelChoiceField(
        label="Who leads their cases?", queryset=practitioners().exclude(pk=leaver.pk), empty_label="Choose",
        error_messages={"required": "Choose who leads their cases"}, **more,
    )  # fmt: skip


class CasesForm(forms.Form):
    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = _case_lead(person)
        self.helper = ReflectHelper()


class GroupsForm(forms.Form):
    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = _supervisor("Who facilitates their groups?", "Choose who facilitates their groups")
        field.queryset = supervisors(without=person)
        self.fields["to"] = field
        self.helper = ReflectHelper()


class _PeopleForm(forms.Form):
    """Which of a supervisor's people it is for: all of them, until some are left out."""

    arrangements = forms.ModelMultipleChoiceField(
        label="For whom?",
        queryset=SupervisionArrangement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person"},
    )
    takes_over = ""  # the name of the field for whoever takes over

    def __init__(self, *args: Any, person: Person, led: QuerySet[SupervisionArrangement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["arrangements"]
        people.queryset = led
        people.label_from_instance = lambda one: one.practitioner.name
        people.initial = [one.pk for one in led]
        self.fields[self.takes_over].queryset = supervisors(without=person)  # type: ignore[attr-defined]
        self.helper = ReflectHelper()


class CoverForm(_PeopleForm):
    cover = _supervisor("Who covers?", "Choose who covers")
    starts_on = DatePartsField(
        label="First day", help_text="For example, 1 12 2026", error_messages={"required": "Enter the first day"}
    )
    ends_on = DatePartsField(
        label="Last day", help_text="For example, 14 12 2026", error_messages={"required": "Enter the last day"}
    )
    takes_over = "cover"
    field_order = ["arrangements", "cover", "starts_on", "ends_on"]


class HandoverForm(_PeopleForm):
    to = _supervisor("Who supervises them from then on?", "Choose who supervises them")
    on = DatePartsField(
        label="First day with the new supervisor",
        help_text="For example, 1 12 2026. A day that is today or past takes effect at once.",
        error_messages={"required": "Enter the first day with the new supervisor"},
    )
    takes_over = "to"
    field_order = ["arrangements", "to", "on"]


class DepartureForm(forms.Form):
    last_on = DatePartsField(
        label="Last day",
        help_text="For example, 30 11 2026. The account is closed the day after.",
        error_messages={"required": "Enter the last day"},
    )
    successor = _supervisor(
        "Who takes over?",
        "Choose who takes over",
        required=False,
        help_text="They supervise from the day after, sign what waits for a signature, and facilitate the groups whose "
        "record is being written.",
    )

    def __init__(
        self, *args: Any, person: Person, led: QuerySet[SupervisionArrangement], cases: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.led = list(led)
        if cases:
            self.fields["cases_to"] = _case_lead(person, required=False, help_text=ONE_BY_ONE)
        everybody = supervisors(without=person)
        self.fields["successor"].queryset = everybody  # type: ignore[attr-defined]
        for one in self.led:
            field = _supervisor(f"Somebody else for {one.practitioner.name}?", "", required=False)
            field.queryset, field.empty_label = everybody, "No, the same"
            self.fields[f"to_{one.pk}"] = field
        self.helper = ReflectHelper()

    def each(self) -> dict[int, Person]:
        """Whom somebody in particular passes to, by arrangement."""
        chosen = {one.pk: self.cleaned_data.get(f"to_{one.pk}") for one in self.led}
        return {pk: to for pk, to in chosen.items() if to}
