"""What is asked of somebody who wants support, and of somebody who answers?"""

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Person
from supervision.formpack.fields import NearDateField, time_of_day, words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Grid, Readers
from supervision.rules.booking import start_of
from supervision.sessions.models import ConfidenceDomain
from supervision.support_vocabulary import SupportKind

from . import queries

LONGEST = 5_000
URGENCY = [("yes", "It is urgent: it should not wait until tomorrow"), ("no", "It can wait for a few days")]
NO_DETAILS = "Say it without what could identify a child."


class SeniorField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A senior by name; or, where there are any, the specialists, which is the empty choice."""

    show_optional = False  # the empty choice is an answer

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Person.objects.none(), error_messages={"required": "Choose whom to ask"}, **kwargs)

    def offer(self, *, without: set[int | None], specialists: list[Person]) -> None:
        named = ", ".join(person.name for person in specialists if person.pk not in without)
        self.queryset = queries.seniors().exclude(pk__in=[pk for pk in without if pk])
        self.required = not named
        self.empty_label = f"The specialists: {named}" if named else "Choose"
        self.widget.is_required = self.required

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name}, {obj.job_role}" if obj.job_role else obj.name


def _kinds(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=SupportKind.choices(),
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose one"},
    )


class AskForm(GuardedForm):
    guarded = ("why",)
    to = SeniorField(label="Whom do you ask?")
    kind = _kinds("What would help?")
    urgent = forms.ChoiceField(
        label="How soon?",
        choices=URGENCY,
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose how soon"},
    )
    domains = forms.ModelMultipleChoiceField(
        label="Which areas of confidence is it about?",
        queryset=ConfidenceDomain.objects.filter(is_asked=True),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    why = words("What is it about?", "Say in a few words what it is about", NO_DETAILS, limit=LONGEST)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, by: Person, specialists: list[Person], readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(without={by.pk}, specialists=specialists)  # type: ignore[attr-defined]
        self.helper = ReflectHelper("to", "kind", "urgent", "domains", Readers("why", readers), "key", "seen")


class OfferForm(GuardedForm):
    guarded = ("note",)
    could_be_on = NearDateField(
        label="Day", error_messages={"required": "Enter the day", "invalid": "Enter a day, such as 31/10/2026"}
    )
    could_be = time_of_day()
    note = words("Anything they should know?", help_text=NO_DETAILS, rows=3, limit=LONGEST)

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper(
            Grid("could_be_on", "could_be", spans=(6, 6)), Readers("note", readers), "seen"
        )  # fmt: skip

    def moment(self) -> datetime:
        given = self.cleaned_data
        return start_of(given["could_be_on"], given["could_be"], timezone.get_default_timezone())


class OtherForm(GuardedForm):
    """Whom to ask instead, and why; whoever asked need not say why."""

    guarded = ("note",)
    to = SeniorField(label="Who is to be asked instead?")
    note = words("Why?", help_text=NO_DETAILS, rows=3, limit=LONGEST)

    def __init__(
        self, *args: Any, without: set[int | None], specialists: list[Person], needs_why: bool, readers: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["to"].offer(without=without, specialists=specialists)  # type: ignore[attr-defined]
        note = self.fields["note"]
        note.required, note.widget.is_required = needs_why, needs_why
        note.error_messages["required"] = "Say why"
        if not needs_why:
            self.fields["to"].label, note.label = "Whom do you ask?", "Anything they should know?"
        self.helper = ReflectHelper("to", Readers("note", readers), "seen")


class DoneForm(forms.Form):
    given = _kinds("What was given?")
    done_on = NearDateField(
        label="When was it?",
        error_messages={"required": "Enter the day", "invalid": "Enter the day as in 31/10/2026"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
