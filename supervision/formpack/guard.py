"""What is said beside a text before it is saved? What may name somebody or label a child; the writer decides.

Nothing here is stored or logged. Whatever was shown once is not shown again for the same form.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from supervision.rules.identifiers import hints
from supervision.rules.wording import wording_hints

MOST_SHOWN = 10
LONGEST = 20_000  # characters of a box that are looked at while it is written


@dataclass(frozen=True)
class Remark:
    """One stretch of a text, and what is said of it."""

    found: str
    says: str

    @property
    def mark(self) -> str:
        """Tells, in the form, that this was shown, without saying what it was."""
        return hashlib.sha256(self.found.lower().encode()).hexdigest()[:16]


def listed(text: str) -> dict[str, Any]:
    """What is said beside a box that is still being written in."""
    found = remarks(text[:LONGEST])
    shown = [{"found": remark.found, "says": remark.says} for remark in found[:MOST_SHOWN]]
    return {"remarks": shown, "more": len(found) - len(shown)}


def remarks(text: str) -> list[Remark]:
    """Each stretch once, in the order of the text."""
    said = [(hint.start, Remark(hint.found, hint.kind.label)) for hint in hints(text)]
    said += [
        (hint.start, Remark(hint.found, f"may label somebody. Instead: {hint.instead}")) for hint in wording_hints(text)
    ]
    in_order = [remark for _, remark in sorted(said, key=lambda one: one[0])]
    return list({remark.mark: remark for remark in reversed(in_order)}.values())[::-1]


class GuardedBoxes(forms.Form):
    """A form, or a row of one, with boxes that are looked at."""

    guarded: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mark_guarded()

    def mark_guarded(self) -> None:
        for name in self.guarded:
            self.fields[name].widget.attrs["data-guarded"] = ""


class GuardedForm(GuardedBoxes):
    """A form whose boxes are looked at once before they are saved; `told` is what its page then says."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told: list[Remark] = []
        self.more = 0  # how many are not listed

    def clean(self) -> dict[str, Any]:
        """What was shown is no answer: it is not among the cleaned ones."""
        cleaned = super().clean() or {}
        self._shown = set(cleaned.pop("seen", "").split(","))
        return cleaned

    def is_looked_at(self, *besides: str) -> bool:
        """Whether the writer of a valid form was told of all that is in its boxes, and in the texts beside them.

        What is new is told now, and from then on they were.
        """
        found = remarks("\n\n".join([*(self.cleaned_data[name] for name in self.guarded), *besides]))
        new = [remark for remark in found if remark.mark not in self._shown]
        self.told, self.more = new[:MOST_SHOWN], max(0, len(new) - MOST_SHOWN)
        self._remember(self._shown | {remark.mark for remark in found})
        return not new

    def _remember(self, marks: Iterable[str]) -> None:
        assert isinstance(self.data, QueryDict)
        again = self.data.copy()
        again["seen"] = ",".join(sorted(mark for mark in marks if mark))
        self.data = again
