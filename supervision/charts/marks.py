"""Which shapes stand for what? Marks around a point, and the row along the top that names them."""

from collections.abc import Sequence
from typing import Any

from .geometry import Point

# Colour, shape and dash together: no line is known by its colour alone.
STYLES = [("#0b5c6b", "circle", ""), ("#b4540a", "square", "6 4"), ("#5b3f86", "triangle", "2 3")]
SIZE = 4.0  # from the middle of a mark to its edge
LETTER = 7.2  # about as wide as a letter


def key_row(names: Sequence[tuple[str, str, str]]) -> list[dict[str, Any]]:
    """Names with their colour and shape, one after the other; numbered as their lines or parts are."""
    x, key = 30.0, []
    for number, (name, colour, shape) in enumerate(names, start=1):
        is_hollow = shape == "diamond"
        mark = marker(shape, (x + SIZE + 1, 11))
        known = {"mark": mark, "colour": colour, "number": number, "x": x + 16, "name": name, "is_hollow": is_hollow}
        key.append(known)
        x = round(x + 16 + LETTER * len(name) + 16, 1)
    return key


def marker(shape: str, point: Point) -> str:
    """The outline of a marker around a point."""
    (x, y), s = point, SIZE
    if shape in ("square", "solid", "hatched"):
        return f"M{x - s:g} {y - s:g}h{2 * s:g}v{2 * s:g}h{-2 * s:g}z"
    if shape == "diamond":
        return f"M{x:g} {y - s - 2:g}L{x + s + 2:g} {y:g}L{x:g} {y + s + 2:g}L{x - s - 2:g} {y:g}z"
    if shape == "triangle":
        return f"M{x:g} {y - s - 1:g}L{x + s + 1:g} {y + s:g}H{x - s - 1:g}z"
    return f"M{x - s:g} {y:g}a{s:g} {s:g} 0 1 0 {2 * s:g} 0a{s:g} {s:g} 0 1 0 {-2 * s:g} 0z"
