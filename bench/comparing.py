"""How are several ways of doing one thing compared fairly? In turns, A B C and C B A, and by the median of ratios."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

ROUNDS = 5
NOISY = 1.5  # how far the ratios of one pair may spread before no verdict is given


@dataclass
class Way:
    """One way of doing it. `prepare` is not timed; `run` gives how many things it did."""

    name: str
    run: Callable[[], int]
    prepare: Callable[[], None] = lambda: None
    seconds: list[float] = field(default_factory=list)
    done: list[int] = field(default_factory=list)

    def measure(self) -> None:
        self.prepare()
        began = time.perf_counter()
        self.done.append(self.run())
        self.seconds.append(time.perf_counter() - began)

    @property
    def rates(self) -> list[float]:
        """Things a second, round by round."""
        return [count / taken for count, taken in zip(self.done, self.seconds, strict=True)]

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)


def in_turns(ways: list[Way], rounds: int = ROUNDS) -> None:
    for number in range(rounds):
        for way in ways if number % 2 == 0 else reversed(ways):
            way.measure()


def ratio(way: Way, other: Way) -> tuple[float, str]:
    """How many times the other's rate, and "noisy" when the rounds do not agree on it."""
    pairs = [mine / theirs for mine, theirs in zip(way.rates, other.rates, strict=True)]
    spread = max(pairs) / min(pairs)
    return statistics.median(pairs), "noisy" if spread > NOISY else ""
