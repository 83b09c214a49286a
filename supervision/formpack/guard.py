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
LONGEST = 10_000  # characters in a guarded box


@dataclass(frozen=True)
class Remark:
    """One stretch of a text, and what is said of it."""

    found: str
    says: str

    @property
    def mark(self) -> str:
        """Tells, in the form, that this was shown, without saying what it was."""
        return hashlib.sha256(self.found.lower().encode()).hexdigest()[:16]


def remarks(text: str) -> list[Remark]:
    """Each stretch once, in the order of the text."""
    said = [(hint.start, Remark(hint.found, hint.kind.label)) for hint in hints(text)]
    said += [
        (hint.start, Remark(hint.found, f"may label somebody. Instead: {hint.instead}")) for hint in wording_hints(text)
    ]
    in_order = [remark for _, remark in sorted(said, key=lambda one: one[0])]
    return list({remark.mark: remark for remark in reversed(in_order)}.values())[::-1]


class GuardedForm(forms.Form):
    """A form with boxes that are looked at once before they are saved."""

    guarded: tuple[str, ...] = ()
    seen = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.guarded:
            self.fields[name].widget.attrs["data-guarded"] = ""

    def not_yet_shown(self) -> list[Remark]:
        """What is in the boxes of a valid form that its writer was not told of yet; from now on they were."""
        known = set(self.cleaned_data["seen"].split(","))
        found = remarks("\n\n".join(self.cleaned_data[name] for name in self.guarded))
        self._remember(known | {remark.mark for remark in found})
        return [remark for remark in found if remark.mark not in known]

    def _remember(self, marks: Iterable[str]) -> None:
        assert isinstance(self.data, QueryDict)
        again = self.data.copy()
        again["seen"] = ",".join(sorted(mark for mark in marks if mark))
        self.data = again
