"""How much does the guard find, how often is it right, and does its time grow with the text alone?"""

import time
from collections.abc import Callable

from supervision.rules.identifiers import hints
from supervision.rules.identifiers.hint import HintKind
from supervision.rules.wording import wording_hints
from tests.rules.labelled import PARTS, Figures, Span, snippets
from tests.rules.labelled import measure as count

NAMES = [HintKind.NAME.value]
IDENTIFIERS = [kind.value for kind in HintKind if kind is not HintKind.NAME]
# Of what is marked, how much has to be found; of what is said, how much has to be right.
LIMITS = {"identifiers": (IDENTIFIERS, 0.98, 0.90), "names": (NAMES, 0.80, 0.60)}
SIZES = (50_000, 200_000)  # characters
MOST = 1.25  # how many times as long a character of the long text may take as one of the short
ROUNDS = 7


def measure() -> list[str]:
    """The lines of the tables: each kind in each part, all against the limits, and the time of longer texts."""
    sets = {part: snippets(part) for part in PARTS}
    sets["all"] = [snippet for part in PARTS for snippet in sets[part]]
    figures = {part: count(labelled, _spans) for part, labelled in sets.items()}
    return [*_by_kind(figures), "", *_against_limits(figures["all"]), "", *_times()]


def _spans(text: str) -> list[Span]:
    return [(hint.kind.value, hint.start, hint.end) for hint in hints(text)]


def _by_kind(figures: dict[str, Figures]) -> list[str]:
    lines = [f"{'part':8}{'kind':14}{'marked':>8}{'recall':>9}{'hints':>8}{'precision':>11}"]
    for part, counted in figures.items():
        for kind in HintKind:
            marked, said = counted.marked[kind.value], counted.said[kind.value]
            recall, precision = counted.recall(kind.value), counted.precision(kind.value)
            lines.append(f"{part:8}{kind.value:14}{marked:8}{recall:9.1%}{said:8}{precision:11.1%}")
    return lines


def _against_limits(figures: Figures) -> list[str]:
    lines = []
    for name, (kinds, least_found, least_right) in LIMITS.items():
        for what, share, least in (
            ("recall", figures.recall(*kinds), least_found),
            ("precision", figures.precision(*kinds), least_right),
        ):
            lines.append(f"{name:13}{what:10}{share:8.1%}  (at least {least:.0%})  {_missed(share < least)}".rstrip())
    return lines


def _missed(is_missed: bool) -> str:
    return "not met" if is_missed else ""


def _times() -> list[str]:
    """How long one character takes in a text and in one of four times the length, for both rules."""
    narrative = " ".join(snippet.text for part in PARTS for snippet in snippets(part)) + "\n"
    texts = [(narrative * (size // len(narrative) + 1))[:size] for size in SIZES]
    lines = []
    for name, rule in (("hints", hints), ("wording", wording_hints)):
        short, long = (seconds / len(text) for seconds, text in zip(_shortest(rule, texts), texts, strict=True))
        times = long / short
        words = f"{name}: {short * 1e6:.2f} and {long * 1e6:.2f} microseconds a character"
        lines.append(f"{words:60}{times:6.2f} times  (at most {MOST})  {_missed(times > MOST)}".rstrip())
    return lines


def _shortest(rule: Callable[[str], object], texts: list[str]) -> list[float]:
    """Of some rounds in turns, and of the processor's time alone: other work on the machine only ever adds to it."""
    taken: list[list[float]] = [[] for _ in texts]
    for _ in range(ROUNDS):
        for text, seconds in zip(texts, taken, strict=True):
            began = time.process_time()
            rule(text)
            seconds.append(time.process_time() - began)
    return [min(seconds) for seconds in taken]
