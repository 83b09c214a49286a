"""Where on the drawing does a value go? Plain sums, in the units of the drawing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """The part of a drawing that values fill, and how many periods and which values it spans."""

    left: float
    right: float
    top: float
    bottom: float
    periods: int
    low: float
    high: float

    def x(self, place: int) -> float:
        """The middle, when there is only one period."""
        share = place / (self.periods - 1) if self.periods > 1 else 0.5
        return round(self.left + share * (self.right - self.left), 1)

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    def points(self, values: Sequence[float | None]) -> list[Point | None]:
        return [None if value is None else (self.x(place), self.y(value)) for place, value in enumerate(values)]


def runs(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Neighbouring points, cut wherever one is missing: a gap is never drawn over."""
    run: list[Point] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
        elif run:
            yield run
            run = []


def every(periods: int, room: float, least: float) -> int:
    """How many periods one label stands for, when a label needs `least` units of the `room` there is."""
    fitting = max(1, int(room // least))
    return -(-periods // fitting)
