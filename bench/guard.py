"""How much does the guard find, how often is it right, and does its time grow with the text alone?"""

import time

from supervision.rules.identifiers import hints
from supervision.vocabulary import HintKind
from tests.rules.labelled import HALVES, Figures, Span, snippets
from tests.rules.labelled import measure as count

SIZES = (1_000, 10_000, 100_000, 1_000_000)  # characters
ROUNDS = 3


def measure() -> None:
    _figures()
    _times()


def _spans(text: str) -> list[Span]:
    return [(hint.kind.value, hint.start, hint.end) for hint in hints(text)]


def _figures() -> None:
    numbered = [kind.value for kind in HintKind if kind is not HintKind.NAME]
    rows = [("name", ["name"]), *((kind, [kind]) for kind in numbered), ("all but name", numbered)]
    halves = [snippets(half) for half in HALVES]
    sets = dict(zip((*HALVES, "both"), (*halves, [*halves[0], *halves[1]]), strict=True))
    print("Labelled set: what is marked and found (recall), what is found and marked (precision)")
    print(f"{'half':8}{'kind':14}{'marked':>8}{'recall':>9}{'hints':>8}{'precision':>11}")
    for half, labelled in sets.items():
        figures = count(labelled, _spans)
        for name, kinds in rows:
            print(f"{half:8}{name:14}{_row(figures, kinds)}")


def _row(figures: Figures, kinds: list[str]) -> str:
    marked, said = (sum(counted[kind] for kind in kinds) for counted in (figures.marked, figures.said))
    return f"{marked:8}{figures.recall(*kinds):9.1%}{said:8}{figures.precision(*kinds):11.1%}"


def _times() -> None:
    narrative = " ".join(snippet.text for half in HALVES for snippet in snippets(half)) + "\n"
    print("\nTime of narrative, the best of three; the last column is 1.0 when time grows as the text does")
    print(f"{'characters':>12}{'ms':>10}{'ms / 1,000':>12}{'to the size before':>20}")
    before = None
    for size in SIZES:
        text = (narrative * (size // len(narrative) + 1))[:size]
        each = min(_seconds(text) for _ in range(ROUNDS)) * 1_000_000 / size
        print(f"{size:12,}{each * size / 1000:10.1f}{each:12.2f}{f'{each / before:.2f}' if before else '':>20}")
        before = each


def _seconds(text: str) -> float:
    began = time.process_time()
    hints(text)
    return time.process_time() - began
