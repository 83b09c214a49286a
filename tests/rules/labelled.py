"""How much of the labelled snippets is found? Recall and precision by kind, over spans that overlap."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "snippets"
PARTS = ("first", "second", "unseen")  # before the rules, after them, and by somebody who had not seen them
MARK = re.compile(r"\{([a-z]+):([^{}]+)\}")

Span = tuple[str, int, int]  # kind, start, end


@dataclass(frozen=True)
class Snippet:
    text: str
    spans: tuple[Span, ...]


def parse(line: str) -> Snippet:
    """The text without its marks, and where they stood."""
    text, spans, read = "", [], 0
    for match in MARK.finditer(line):
        text += line[read : match.start()]
        spans.append((match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        read = match.end()
    return Snippet(text + line[read:], tuple(spans))


def snippets(part: str) -> list[Snippet]:
    lines = (FOLDER / f"{part}.txt").read_text(encoding="utf-8").splitlines()
    return [parse(line) for line in lines if line and not line.startswith("#")]


@dataclass
class Figures:
    """Of what is marked, how much was found; of what was found, how much is marked."""

    marked: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        return _share(self.found, self.marked, kinds)

    def precision(self, *kinds: str) -> float:
        return _share(self.right, self.said, kinds)


def _share(part: Counter[str], whole: Counter[str], kinds: tuple[str, ...]) -> float:
    total = sum(whole[kind] for kind in kinds)
    return sum(part[kind] for kind in kinds) / total if total else 1.0


def measure(labelled: Iterable[Snippet], find: Callable[[str], Iterable[Span]]) -> Figures:
    figures = Figures()
    for snippet in labelled:
        said = list(find(snippet.text))
        _count(snippet, snippet.spans, said, (figures.marked, figures.found, figures.missed))
        _count(snippet, said, snippet.spans, (figures.said, figures.right, figures.wrong))
    return figures


def _count(
    snippet: Snippet,
    spans: Iterable[Span],
    others: Iterable[Span],
    into: tuple[Counter[str], Counter[str], list[str]],
) -> None:
    every, met, unmet = into
    for kind, start, end in spans:
        every[kind] += 1
        if any(kind == other and start < till and since < end for other, since, till in others):
            met[kind] += 1
        else:
            unmet.append(f"{kind}: {snippet.text[start:end]!r} in {snippet.text!r}")
