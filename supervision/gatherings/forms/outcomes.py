"""What is asked about a case after its clinic? Who was there for it, and what came of it."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Person
from supervision.formpack.discussed import DiscussedBoxes
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.sessions.content import DiscussedCase
from supervision.sessions.models import ClinicSlot, GuestInvitation
from supervision.sessions.services.outcomes import said_of

from .one_case import AboutOneCase


class OutcomeForm(DiscussedBoxes, AboutOneCase, GuardedForm):
    field_order = ("people", "guests")
    people = forms.ModelMultipleChoiceField(
        label="Who was there for this case?",
        help_text="Of those who came, only they read what came of it.",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    guests: "forms.ModelMultipleChoiceField[GuestInvitation]" = forms.ModelMultipleChoiceField(
        label="Which guests were there for it?",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: QuerySet[Person], guests: QuerySet[GuestInvitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["guests"].queryset = guests  # type: ignore[attr-defined]
        lists = [name for name, known in (("people", people), ("guests", guests)) if known]
        for empty in {"people", "guests"} - set(lists):  # a question without an answer to choose
            del self.fields[empty]
        self.helper = ReflectHelper(*lists, *self.boxes(), "shown")

    def there(self) -> dict[str, Any]:
        """Who was there for it, of the organisation and of other agencies."""
        return {name: self.cleaned_data.get(name, []) for name in ("people", "guests")}

    def said(self, slot: ClinicSlot) -> DiscussedCase:
        return said_of(slot, **{name: self.cleaned_data[name] for name in (*self.guarded, "continuum", "tool")})
