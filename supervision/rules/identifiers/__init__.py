"""What in this text may name somebody? Hints for whoever writes it; nothing is blocked, kept or logged here."""

from .births import birth_hints
from .hint import Hint
from .names import name_hints
from .numbers import number_hints
from .patterns import email_hints, postcode_hints
from .schools import school_hints
from .tokens import tokens

__all__ = ["Hint", "hints"]


def hints(text: str) -> list[Hint]:
    """Every stretch that may identify somebody, in the order of the text, none over another."""
    words = tokens(text)
    by_rank = (
        *email_hints(text),
        *school_hints(text, words),
        *number_hints(text),
        *postcode_hints(text),
        *birth_hints(text),
        *name_hints(text, words),
    )
    return _apart(by_rank)


def _apart(by_rank: tuple[Hint, ...]) -> list[Hint]:
    """Where two lie over each other, the one that came first: an address holds a name, not the other way round."""
    ranked = sorted(range(len(by_rank)), key=lambda place: (by_rank[place].start, place))
    kept: list[tuple[int, Hint]] = []
    for place in ranked:
        hint = by_rank[place]
        while kept and hint.start < kept[-1][1].end and place < kept[-1][0]:
            kept.pop()
        if not kept or hint.start >= kept[-1][1].end:
            kept.append((place, hint))
    return [hint for _, hint in kept]
