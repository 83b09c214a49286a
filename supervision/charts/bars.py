"""How are things counted by month laid out? As bars, each part with its own colour, pattern and name."""

import itertools
from collections.abc import Iterator
from typing import Any

from .geometry import Frame
from .labels import NARROW, WIDE, Size, labels_of
from .marks import key_row
from .models import BarChart

FILLS = [("#0b5c6b", "solid"), ("#f0c48a", "hatched")]
ROOM = 0.62  # of the distance between two bars
MOST_LINES = 5
DIGIT = 8  # how wide one is, beside the scale


def draw_bars(chart: BarChart, size: Size) -> dict[str, Any]:
    """Everything the template writes, as numbers and words."""
    totals = [sum(count for count, _ in cells) for _, cells in chart.rows()]
    step = next(step for step in _steps() if max([*totals, 1]) / step <= MOST_LINES)
    high = step * -(-max([*totals, 1]) // step)
    left = 30 + DIGIT * max(0, len(str(high)) - 3)
    half = (size.width - left - 14) / len(chart.periods) / 2
    frame = Frame(left + half, size.width - 14 - half, 52, size.height - 34, len(chart.periods), 0, high)
    return {
        "size": size,
        "left": left,
        "right": size.width - 14,
        "grid": [(value, frame.y(value)) for value in range(0, high + 1, step)],
        "labels": labels_of(chart.periods, frame, size),
        "bars": [bar for place in range(len(chart.periods)) for bar in _stack(chart, place, frame, half * 2 * ROOM)],
        "totals": [(frame.x(place), frame.y(total) - 6, total) for place, total in enumerate(totals) if total],
        "key": key_row([(part.name, *_fill(number)) for number, part in enumerate(chart.parts)]),
    }


def _steps() -> Iterator[int]:
    """1, 2, 5, 10, 20 and so on: there is always one that is large enough."""
    return (digit * 10**zeros for zeros in itertools.count() for digit in (1, 2, 5))


def _stack(chart: BarChart, place: int, frame: Frame, width: float) -> list[dict[str, Any]]:
    below, bars = 0, []
    for number, part in enumerate(chart.parts):
        count = part.counts[place]
        if count:
            top, bottom = frame.y(below + count), frame.y(below)
            box = {"x": round(frame.x(place) - width / 2, 1), "y": top, "width": round(width, 1)}
            bars.append(box | {"height": round(bottom - top, 1), "number": number + 1, "fill": _fill(number)[0]})
        below += count
    return bars


def _fill(number: int) -> tuple[str, str]:
    return FILLS[number % len(FILLS)]


def draw_both(chart: BarChart) -> list[dict[str, Any]]:
    return [draw_bars(chart, WIDE), draw_bars(chart, NARROW)]
