"""How is a chart laid out, wide for a screen and narrow for a phone?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .geometry import Frame, Point, every, runs
from .models import LineChart

# Colour, shape and dash together: no line is known by its colour alone.
STYLES = [("#0b5c6b", "circle", ""), ("#b4540a", "square", "6 4"), ("#5b3f86", "triangle", "2 3")]
Label = tuple[float, str, str]  # where, its words, and which end of them is there
SIZE = 4.0  # from the middle of a marker to its edge


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


def draw(chart: LineChart, size: Size) -> dict[str, Any]:
    """Everything the template writes, as numbers and words."""
    frame = Frame(30, size.width - size.right, 16, size.height - 34, len(chart.periods), chart.low, chart.high)
    return {
        "size": size,
        "frame": frame,
        "grid": [(value, frame.y(value)) for value in range(chart.low, chart.high + 1)],
        "band": _band(chart, frame),
        "labels": _labels(chart.periods, frame, size),
        "lines": [_line(one.name, one.values, number, frame, size) for number, one in enumerate(chart.series)],
    }


def _band(chart: LineChart, frame: Frame) -> dict[str, Any] | None:
    if chart.band is None:
        return None
    low, high, name = chart.band
    top = frame.y(high)
    return {"y": top, "height": round(frame.y(low) - top, 1), "width": frame.right - frame.left, "name": name}


def _labels(periods: Sequence[str], frame: Frame, size: Size) -> list[Label]:
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


def _line(name: str, values: Sequence[float | None], number: int, frame: Frame, size: Size) -> dict[str, Any]:
    colour, shape, dash = STYLES[number % len(STYLES)]
    points = frame.points(values)
    found = [(point, value) for point, value in zip(points, values, strict=True) if point and value is not None]
    return {
        "number": number + 1,
        "colour": colour,
        "dash": dash,
        "paths": [_path(run) for run in runs(points) if len(run) > 1],
        "markers": [_marker(shape, point) for point, _ in found],
        "end": _end(name, found) if found else None,
    }


def _end(name: str, found: list[tuple[Point, float]]) -> dict[str, Any]:
    """The last value, to be written beside its marker; below it when the line comes from above."""
    (x, y), value = found[-1]
    falls = len(found) > 1 and found[-2][1] > value
    return {"x": x, "y": y, "value": value, "name": name, "above": 20 if falls else -10}


def _path(run: list[Point]) -> str:
    return "M" + " L".join(f"{x:g} {y:g}" for x, y in run)


def _marker(shape: str, point: Point) -> str:
    """The outline of a marker around a point."""
    (x, y), s = point, SIZE
    if shape == "square":
        return f"M{x - s:g} {y - s:g}h{2 * s:g}v{2 * s:g}h{-2 * s:g}z"
    if shape == "triangle":
        return f"M{x:g} {y - s - 1:g}L{x + s + 1:g} {y + s:g}H{x - s - 1:g}z"
    return f"M{x - s:g} {y:g}a{s:g} {s:g} 0 1 0 {2 * s:g} 0a{s:g} {s:g} 0 1 0 {-2 * s:g} 0z"


def spark(values: Sequence[float | None], *, width: int = 240, height: int = 48) -> dict[str, Any]:
    """A line without a scale, to stand beside its number."""
    given = [value for value in values if value is not None]
    low, high = (min(given), max(given)) if given else (0, 1)
    room = 0.5 if high == low else 0
    frame = Frame(6, width - 6, 6, height - 6, len(values), low - room, high + room)
    points = frame.points(values)
    last = next((point for point in reversed(points) if point), None)
    alone = [_marker("circle", run[0]) for run in runs(points) if len(run) == 1]
    return {"width": width, "height": height, "paths": [_path(run) for run in runs(points) if len(run) > 1],
            "markers": [*alone, *([_marker("circle", last)] if last else [])]}  # fmt: skip
