"""Which periods are named under a drawing, when not all of them fit?"""

from collections.abc import Sequence
from dataclasses import dataclass

from .geometry import Frame, every

Label = tuple[float, str, str]  # where, its words, and which end of them is there


@dataclass(frozen=True)
class Size:
    """One of the two drawings. `label` is the room that the name of a period needs."""

    name: str
    width: int
    height: int
    right: int
    label: int


WIDE = Size("wide", 760, 280, 120, 62)
NARROW = Size("narrow", 340, 240, 14, 62)


def labels_of(periods: Sequence[str], frame: Frame, size: Size) -> list[Label]:
    """Counted back from the latest period, which is always named."""
    step = every(len(periods), frame.right - frame.left, size.label)
    shown = [place for place in range(len(periods)) if (len(periods) - 1 - place) % step == 0]
    labels = [(frame.x(place), periods[place], _anchor(place, len(periods))) for place in shown]
    return _apart(labels, size.label)


def _apart(labels: Sequence[Label], room: int) -> list[Label]:
    """Without those that would run into the next: the last one ends at its mark, the others stand around theirs."""
    kept: list[Label] = []
    for label in reversed(labels):
        if not kept or _extent(label, room)[1] <= _extent(kept[0], room)[0] + 1:  # places are rounded
            kept.insert(0, label)
    return kept


def _extent(label: Label, room: int) -> tuple[float, float]:
    x, _, anchor = label
    left = x - {"start": 0.0, "middle": room / 2, "end": room}[anchor]
    return left, left + room


def _anchor(place: int, periods: int) -> str:
    return "end" if place == periods - 1 and periods > 1 else "start" if place == 0 and periods > 1 else "middle"
