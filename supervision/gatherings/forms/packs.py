"""What is asked of whoever prepares a pack? Own words, a whole note, or part of a discussion, each looked at once."""

import uuid
from textwrap import shorten
from typing import Any

from django import forms
from django.utils.timezone import localdate

from supervision.casenotes.models import CaseNote
from supervision.formpack.fields import words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedBoxes, GuardedForm
from supervision.times import long_day

from .one_case import AboutOneCase


class ChosenNote(AboutOneCase):
    guarded = ("body",)
    body = words("The extract", "Write an extract", limit=200_000)  # a note with all that was added to it

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own


class PackForm(AboutOneCase, GuardedForm):
    """An extract: in one's own words, or a note of the case as it stands."""

    guarded = ("body",)
    note = forms.ChoiceField(label="A whole note of the case", required=False, widget=forms.RadioSelect)
    body = words("Or an extract in your own words", rows=6)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, notes: list[CaseNote], own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        self.notes = {str(note.pk): note for note in notes}
        choices = [
            (pk, f"{long_day(note.dated_on)}: {shorten(note.body, 80, placeholder=' …')}")
            for pk, note in self.notes.items()
        ]
        self.fields["note"].choices = [("", "None of them"), *choices]  # type: ignore[attr-defined]
        if not notes:
            del self.fields["note"]
            self.fields["body"].label = "An extract in your own words"
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not (cleaned.get("body") or cleaned.get("note")) and "body" not in self.errors:
            self.add_error("body", "Write an extract, or choose a note")
        return cleaned

    def whole(self) -> "list[GuardedBoxes]":
        """The note that was chosen, to be looked at like what is written here."""
        box = ChosenNote({"body": self.chosen()}, own=self.own)
        return [box] if box.is_valid() else []

    def chosen(self) -> str:
        """The extract: own words come before a note."""
        note = self.notes.get(self.cleaned_data.get("note") or "")
        return self.cleaned_data["body"] or (as_extract(note) if note else "")


def as_extract(note: CaseNote) -> str:
    """The whole note under its day, with what was added to put it right: nobody is handed an uncorrected one."""
    added = [f"Added on {long_day(localdate(one.written_at))} ({one.reason}): {one.body}" for one in note.addenda.all()]
    return "\n\n".join([f"Note of {long_day(note.dated_on)}", note.body, *added])


class ExcerptForm(AboutOneCase, GuardedForm):
    """Part of a discussion. What it is filled in with is shortened by hand: who comes needs only some of it."""

    guarded = ("body",)
    body = words("The extract", "Write the extract", "Take out what those who come do not need to know.", rows=14)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, own: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own

    def chosen(self) -> str:
        return str(self.cleaned_data["body"])
