"""What is asked about a case after its clinic? Who was there for it, and what came of it."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Person
from supervision.casenotes.words import Continuum, ToolColour
from supervision.formpack.fields import words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Grid
from supervision.sessions.content import DiscussedCase
from supervision.sessions.models import ClinicSlot, GuestInvitation

_words = partial(words, rows=3)


class OutcomeForm(GuardedForm):
    guarded = ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice")
    people = forms.ModelMultipleChoiceField(
        label="Who was there for this case?",
        help_text="Of those who came, only they read what came of it. Say first on “Who came” who did.",
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
    analysed = _words("What was looked at together", "Write what was looked at together", rows=5)
    continuum = forms.ChoiceField(
        label="The behaviour on the continuum",
        help_text="Of behaviour, never of a child.",
        required=False,
        choices=[("", "Not placed"), *Continuum.choices()],
    )
    tool = forms.ChoiceField(
        label="Brook’s traffic light tool",
        help_text="Only whether it was used, and its colour.",
        required=False,
        choices=[("", "Not used"), *ToolColour.choices()],
    )
    child_needs = _words("What this child needs")
    others_safety = _words("What keeps others safe")
    decision = _words("What was decided")
    why = _words("Why", help_text="Needed with a decision: what was weighed, and what was not done instead.")
    child_voice = _words("What the child says about it", help_text="In their own words where you can.")
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: QuerySet[Person], guests: QuerySet[GuestInvitation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = people  # type: ignore[attr-defined]
        self.fields["guests"].queryset = guests  # type: ignore[attr-defined]
        self.helper = ReflectHelper(
            "people", "guests", "analysed", Grid("continuum", "tool", spans=(6, 6)),
            Grid("child_needs", "others_safety", spans=(6, 6)), "decision", "why", "child_voice", "shown",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("decision") and not cleaned.get("why"):
            self.add_error("why", "Write why this was decided")
        return cleaned

    def said(self, slot: ClinicSlot) -> DiscussedCase:
        """The same id for as long as the slot stands."""
        given = {name: self.cleaned_data[name] for name in (*self.guarded, "continuum", "tool")}
        return DiscussedCase(id=uuid.uuid5(slot.pk, "outcome"), case_id=slot.case_id, **given)
