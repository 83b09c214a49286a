"""How is a line chart laid out, wide for a screen and narrow for a phone?"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from .geometry import Frame, Point, runs
from .labels import NARROW, WIDE, Size, labels_of
from .marks import STYLES, key_row, marker
from .models import LineChart

KEY, FLAG = 20, 18  # the height of the row that says what each shape is, and of the numbers of what happened
APART = 16  # between the values at the ends of two lines
LOOKING_BACK, INK = "Looking back", "#14232b"


def draw(chart: LineChart, size: Size) -> dict[str, Any]:
    """Everything the template writes, as numbers and words."""
    key = _key(chart)
    flags = [(row.number, place) for place, row in enumerate(chart.rows()) if row.number]
    top = 16 + KEY * bool(key) + FLAG * bool(flags)
    frame = Frame(30, size.width - size.right, top, size.height - 34, len(chart.periods), chart.low, chart.high)
    lines = [_line(one.name, one.values, number, frame) for number, one in enumerate(chart.series)]
    return {
        "size": size,
        "frame": frame,
        "key": key,
        "flags": [(number, frame.x(place)) for number, place in flags],
        "hollow": _hollow(chart, frame),
        "grid": [(value, frame.y(value)) for value in range(chart.low, chart.high + 1, chart.step)],
        "band": _band(chart, frame),
        "labels": labels_of(chart.periods, frame, size),
        "lines": _ends_apart(lines, frame),
    }


def _band(chart: LineChart, frame: Frame) -> dict[str, Any] | None:
    if chart.band is None:
        return None
    low, high, name = chart.band
    top = frame.y(high)
    return {"y": top, "height": round(frame.y(low) - top, 1), "width": frame.right - frame.left, "name": name}


def _key(chart: LineChart) -> list[dict[str, Any]]:
    """Only where there is more than one kind of mark."""
    if len(chart.series) < 2 and not chart.has_looked:
        return []
    names = [(one.name, *STYLES[number % len(STYLES)][:2]) for number, one in enumerate(chart.series)]
    return key_row([*names, *([(LOOKING_BACK, INK, "diamond")] if chart.has_looked else [])])


def _hollow(chart: LineChart, frame: Frame) -> list[str]:
    """What was said later: marks of their own, which no line goes through."""
    return [
        marker("diamond", (frame.x(place), frame.y(looked.value)))
        for place, row in enumerate(chart.rows())
        for looked in row.looked
    ]


def _ends_apart(lines: list[dict[str, Any]], frame: Frame) -> list[dict[str, Any]]:
    """The lines, with the values at their ends moved so far that none is written over another."""
    ends = sorted((line["end"] for line in lines if line["end"]), key=lambda end: end["y"])
    for before, end in pairwise(ends):
        end["text_y"] = max(end["text_y"], before["text_y"] + APART)
    over = max((end["text_y"] - frame.bottom for end in ends), default=0)
    for end in ends if over > 0 else []:
        end["text_y"] -= over
    return lines


def _line(name: str, values: Sequence[float | None], number: int, frame: Frame) -> dict[str, Any]:
    colour, shape, dash = STYLES[number % len(STYLES)]
    points = frame.points(values)
    found = [(point, value) for point, value in zip(points, values, strict=True) if point and value is not None]
    return {
        "number": number + 1,
        "colour": colour,
        "dash": dash,
        "paths": [_path(run) for run in runs(points) if len(run) > 1],
        "markers": [marker(shape, point) for point, _ in found],
        "end": _end(name, found) if found else None,
    }


def _end(name: str, found: list[tuple[Point, float]]) -> dict[str, Any]:
    """The last value, to be written beside its marker; below it when the line comes from above."""
    (x, y), value = found[-1]
    falls = len(found) > 1 and found[-2][1] > value
    return {"x": x, "y": y, "text_y": y, "value": value, "name": name, "above": 20 if falls else -10}


def _path(run: list[Point]) -> str:
    return "M" + " L".join(f"{x:g} {y:g}" for x, y in run)


def spark(values: Sequence[float | None], *, width: int = 240, height: int = 48) -> dict[str, Any]:
    """A line without a scale, to stand beside its number."""
    given = [value for value in values if value is not None]
    low, high = (min(given), max(given)) if given else (0, 1)
    room = 0.5 if high == low else 0
    frame = Frame(6, width - 6, 6, height - 6, len(values), low - room, high + room)
    points = frame.points(values)
    last = next((point for point in reversed(points) if point), None)
    alone = [marker("circle", run[0]) for run in runs(points) if len(run) == 1]
    return {"width": width, "height": height, "paths": [_path(run) for run in runs(points) if len(run) > 1],
            "markers": [*alone, *([marker("circle", last)] if last else [])]}  # fmt: skip


def draw_both(chart: LineChart) -> list[dict[str, Any]]:
    return [draw(chart, WIDE), draw(chart, NARROW)]
