"""What is asked of a case that was discussed, wherever it was: in supervision of two, or in a clinic?"""

from functools import partial
from typing import Any

from django import forms

from supervision.casenotes.words import Continuum, ToolColour

from .fields import words
from .guard import GuardedBoxes
from .layout import Grid

_words = partial(words, rows=3)


class DiscussedBoxes(GuardedBoxes):
    """The boxes of a discussion; what comes before and after them is its form's."""

    guarded = ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice")
    analysed = _words("What was looked at together", "Write what was looked at together")
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

    @staticmethod
    def boxes() -> list[Any]:
        return [
            "analysed", Grid("continuum", "tool", spans=(6, 6)), Grid("child_needs", "others_safety", spans=(6, 6)),
            "decision", "why", "child_voice",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") and not cleaned.get("why"):
            self.add_error("why", "Write why this was decided")
        return cleaned
