"""Which words does a text hold, and how is each written? One pass, with every length bounded."""

import re
from dataclasses import dataclass
from enum import Enum

from .lists import folded

# A letter, then letters, apostrophes and hyphens: O'Brien, Anne-Marie, Zoë with its accent apart.
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\u0300-\u036f-]){0,60}")
OWN = ("'s", "’s")
SHORT = ("'ll", "'d", "'ve", "'re", "’ll", "’d", "’ve", "’re")  # Kelly'll
STARTS = re.compile(r"[.!?:;•…\n\r\t(\"“‘)*>]|\s[-–—]\s?$|—|–|^\s*[-–]\s")
ABBREVIATED = frozenset(["mr", "mrs", "ms", "dr", "prof", "rev", "st", "re", "cc", "vs", "approx", "inc"])


class Shape(Enum):
    LOWER = "lower"
    CAPITAL = "Capital"
    UPPER = "UPPER"
    LETTER = "L"


@dataclass(frozen=True, slots=True)
class Token:
    start: int
    end: int
    text: str
    key: str
    shape: Shape
    owns: bool  # Kelly's
    gap: str  # what stands between the word before and this one
    starts: bool  # a sentence, a line, a bracket: where a capital says little
    at_number: bool  # CR-2041, P7: part of a reference

    @property
    def capital(self) -> bool:
        return self.shape is Shape.CAPITAL

    @property
    def adjoins(self) -> bool:
        """Only a space parts it from the word before."""
        return self.gap in (" ", "  ", "\u00a0")


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    read = 0
    for match in WORD.finditer(text):
        token = _token(text, match.start(), match[0], text[read : match.start()], found[-1] if found else None)
        found.append(token)
        read = token.end + (2 if token.owns and text[token.end : token.end + 2] in OWN else 0)
    return found


def _token(text: str, start: int, raw: str, gap: str, before: Token | None) -> Token:
    word, owns = _bare(raw)
    end = start + len(word)
    return Token(
        start,
        end,
        word,
        folded(word),
        _shape(word),
        owns,
        gap,
        before is None or (bool(STARTS.search(gap)) and not (gap == ". " and before.key in ABBREVIATED)),
        text[end : end + 1].isdigit() or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isdigit()),
    )


def _bare(raw: str) -> tuple[str, bool]:
    """The word without its possessive or shortened ending, and whether it was a possessive."""
    if raw.endswith(OWN) and len(raw) > len(OWN[0]):
        return raw[:-2], True
    if raw.endswith(("s'", "s’")):
        return raw[:-1], True
    for ending in SHORT:
        if raw.endswith(ending) and len(raw) > len(ending):
            return raw[: -len(ending)], False
    return raw.rstrip("'’-") or raw, False


def _shape(word: str) -> Shape:
    if not word[0].isupper():
        return Shape.LOWER
    if len(word) == 1:
        return Shape.LETTER
    return Shape.UPPER if word.isupper() else Shape.CAPITAL
