"""What does the guard say of a stretch of text?"""

from dataclasses import dataclass

from supervision.vocabulary import HintKind


@dataclass(frozen=True, order=True)
class Hint:
    """`found` is text[start:end]; `kind.label` says in plain words what it may be."""

    start: int
    end: int
    kind: HintKind
    found: str

    @classmethod
    def at(cls, kind: HintKind, text: str, start: int, end: int) -> "Hint":
        return cls(start, end, kind, text[start:end])
