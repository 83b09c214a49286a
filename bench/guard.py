"""How much does the guard find, how often is it right, and does its time grow with the text alone?"""

from itertools import pairwise

from bench.comparing import Way, in_turns, ratio
from supervision.rules.identifiers import hints
from supervision.rules.identifiers.hint import HintKind
from tests.rules.labelled import HALVES, Figures, Span, snippets
from tests.rules.labelled import measure as count

NAMES = [HintKind.NAME.value]
IDENTIFIERS = [kind.value for kind in HintKind if kind is not HintKind.NAME]
# Of what is marked, how much has to be found; of what is said, how much has to be right.
LIMITS = {"identifiers": (IDENTIFIERS, 0.98, 0.90), "names": (NAMES, 0.80, 0.60)}
SIZES = (50_000, 100_000, 200_000, 400_000)  # characters; each twice the one before
MOST = 2.5  # how many times as long twice the text may take


def measure() -> list[str]:
    """The lines of the tables: each kind in each half, all against the limits, and the time of longer texts."""
    halves = [snippets(half) for half in HALVES]
    sets = dict(zip((*HALVES, "both"), (*halves, [*halves[0], *halves[1]]), strict=True))
    figures = {half: count(labelled, _spans) for half, labelled in sets.items()}
    return [*_by_kind(figures), "", *_against_limits(figures["both"]), "", *_times()]


def _spans(text: str) -> list[Span]:
    return [(hint.kind.value, hint.start, hint.end) for hint in hints(text)]


def _by_kind(figures: dict[str, Figures]) -> list[str]:
    lines = [f"{'half':8}{'kind':14}{'marked':>8}{'recall':>9}{'hints':>8}{'precision':>11}"]
    for half, counted in figures.items():
        for kind in HintKind:
            marked, said = counted.marked[kind.value], counted.said[kind.value]
            recall, precision = counted.recall(kind.value), counted.precision(kind.value)
            lines.append(f"{half:8}{kind.value:14}{marked:8}{recall:9.1%}{said:8}{precision:11.1%}")
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
    """Every size beside the one of half the length, in turns."""
    narrative = " ".join(snippet.text for half in HALVES for snippet in snippets(half)) + "\n"
    ways = [_reading((narrative * (size // len(narrative) + 1))[:size]) for size in SIZES]
    in_turns(ways)
    lines = [f"{way.name:24}{way.rate / 1000:10,.0f} thousand characters a second" for way in ways]
    for half, whole in pairwise(ways):
        share, noisy = ratio(whole, half)
        words = f"{whole.name} : {half.name}"
        times = 2 / share
        lines.append(f"{words:44}{times:6.2f} times  (at most {MOST})  {noisy or _missed(times > MOST)}".rstrip())
    return lines


def _reading(text: str) -> Way:
    def read() -> int:
        hints(text)
        return len(text)

    return Way(f"{len(text):,} characters", read)
