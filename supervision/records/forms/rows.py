"""What is asked of each case that was discussed, and of each action point? Rows of the record form."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from accounts.models import Person
from supervision.formpack.discussed import DiscussedBoxes
from supervision.formpack.fields import NearDateField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedBoxes
from supervision.formpack.layout import Grid
from supervision.sessions.content import AgreedAction, DiscussedCase
from supervision.sessions.models import SupervisionSession

from .as_typed import AsTyped

LONGEST_LINE = 300
CASES, ACTIONS = "cases", "actions"

Choices = list[tuple[str, str]]


class CaseForm(AsTyped, DiscussedBoxes):
    field_order = ("case",)
    case = forms.ChoiceField(
        label="Which case?",
        error_messages={"required": "Choose the case", "invalid_choice": "Choose a case that is open to you"},
    )

    def __init__(self, *args: Any, cases: Callable[[], Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = lambda: [("", "Choose"), *cases()]  # type: ignore[attr-defined]
        self.helper = ReflectHelper("case", *self.boxes())


class ActionPointForm(AsTyped, GuardedBoxes):
    guarded = ("what", "why", "how")
    what = forms.CharField(label="What needs to happen", max_length=LONGEST_LINE, error_messages={
        "required": "Enter what needs to happen", "max_length": f"Use {LONGEST_LINE} characters or fewer"})  # fmt: skip
    why = forms.CharField(label="Why", required=False, max_length=1000)
    how = forms.CharField(label="How you will know it is done", required=False, max_length=1000)
    owner = forms.ChoiceField(label="Who will do it", error_messages={"required": "Choose who will do this"})
    due_on = NearDateField(label="By when", error_messages={
        "required": "Enter a due date", "invalid": "Enter a real date, such as 27/11/2026"})  # fmt: skip
    case = forms.ChoiceField(
        label="For which case", required=False, error_messages={"invalid_choice": "Choose a case that is open to you"}
    )

    def __init__(
        self, *args: Any, people: list[Person], held_on: date, cases: Callable[[], Choices], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held_on = held_on
        self.fields["owner"].choices = [("", "Choose"), *((str(p.pk), p.name) for p in people)]  # type: ignore[attr-defined]
        self.fields["case"].choices = lambda: [("", "None in particular"), *cases()]  # type: ignore[attr-defined]
        self.helper = ReflectHelper("what", "why", "how", Grid("owner", "due_on", "case", spans=(4, 4, 4)))

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.held_on:
            raise forms.ValidationError("Enter a due date that is not before the session")
        return due_on


class _RowSet(BaseFormSet):  # type: ignore[type-arg]
    """An empty row is passed over, a removed one is not checked. A row counts when `needed` is filled in."""

    needed = ""

    def whole(self) -> list[Any]:
        """The checked rows that count."""
        return [form for _, form in self._numbered()]

    def _whole(self) -> list[tuple[int, dict[str, Any]]]:
        """What they hold, with their numbers, from which come ids that stay when the record is sent again."""
        return [(number, form.cleaned_data) for number, form in self._numbered()]

    def _numbered(self) -> list[tuple[int, Any]]:
        return [
            (number, form)
            for number, form in enumerate(self.forms)
            if form.cleaned_data.get(self.needed) and not form.cleaned_data.get("DELETE")
        ]


class CaseFormSet(_RowSet):
    """The cases that were discussed, each once."""

    row_title, needed = "Case", "case"

    def clean(self) -> None:
        seen: set[str] = set()
        for form in self.forms:
            given = getattr(form, "cleaned_data", {})
            case = "" if given.get("DELETE") else given.get("case", "")
            if case in seen:
                form.add_error("case", "This case has a block of its own already")
            seen |= {case} - {""}

    def discussed(self, record: SupervisionSession) -> list[DiscussedCase]:
        return [
            DiscussedCase(
                id=uuid.uuid5(record.pk, f"{CASES}-{number}"),
                case_id=uuid.UUID(given["case"]),
                **{name: value for name, value in given.items() if name not in ("case", "DELETE")},
            )
            for number, given in self._whole()
        ]


class ActionPointFormSet(_RowSet):
    """The action points that were agreed."""

    row_title, needed = "Action point", "what"

    def agreed(self, record: SupervisionSession) -> list[AgreedAction]:
        return [
            AgreedAction(
                id=uuid.uuid5(record.pk, f"{ACTIONS}-{number}"),
                what=given["what"],
                why=given["why"],
                how=given["how"],
                owner_id=int(given["owner"]),
                due_on=given["due_on"],
                case_id=uuid.UUID(given["case"]) if given["case"] else None,
            )
            for number, given in self._whole()
        ]


CaseRows = formset_factory(CaseForm, formset=CaseFormSet, extra=0, can_delete=True, max_num=20, absolute_max=30)
ActionPointRows = formset_factory(
    ActionPointForm, formset=ActionPointFormSet, extra=1, can_delete=True, max_num=40, absolute_max=60
)
