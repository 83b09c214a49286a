"""What is said beside a text before it is saved? What may name somebody or label a child; the writer decides.

Nothing here is stored or logged. Whatever was shown once is not shown again for the same form.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.http import QueryDict

from supervision.rules.identifiers import hints
from supervision.rules.wording import wording_hints

MOST_SHOWN = 10
LONGEST = 20_000  # characters of a box that are looked at while it is written
MOST_TOLD = 1_000  # of one form: what was shown travels with it, and is not to outgrow it


@dataclass(frozen=True)
class Remark:
    """One stretch of a text, and what is said of it; on a page also in which box it stands."""

    found: str
    says: str
    label: str = ""
    target: str = ""  # the id of the control

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

    def remarks(self) -> list[Remark]:
        """What there is to say of a checked form, box by box."""
        return [
            replace(remark, label=str(self.fields[name].label), target=self[name].auto_id)
            for name in self.guarded
            for remark in remarks(self.cleaned_data.get(name, ""))
        ]


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

    def is_looked_at(self, *rows: GuardedBoxes) -> bool:
        """Whether the writer of a valid form was told of all that is in its boxes, and in those of its rows.

        What is new is told now, each stretch once, and from then on they were.
        """
        every = [remark for part in (self, *rows) for remark in part.remarks()]
        found = list({remark.mark: remark for remark in reversed(every)}.values())[::-1][:MOST_TOLD]
        new = [remark for remark in found if remark.mark not in self._shown]
        self.told, self.more = new[:MOST_SHOWN], max(0, len(new) - MOST_SHOWN)
        self._remember([*(remark.mark for remark in found), *sorted(self._shown)])
        return not new

    def _remember(self, marks: Iterable[str]) -> None:
        assert isinstance(self.data, QueryDict)
        again = self.data.copy()
        again["seen"] = ",".join(list(dict.fromkeys(filter(None, marks)))[:MOST_TOLD])
        self.data = again
