"""Which words label a person, and what says the same of the behaviour? Soft hints, with another way of writing it."""

import itertools
import re
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[^\W\d_][\w'’-]{0,40}")
JOINT = re.compile(r"[ \u00a0\n-]{1,2}")
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class WordingHint:
    """`found` is text[start:end]; `instead` says how it may be written."""

    start: int
    end: int
    found: str
    instead: str


def wording_hints(text: str) -> list[WordingHint]:
    """Every labelling word or phrase, the longest where several begin, in the order of the text."""
    words = list(WORD.finditer(text))
    found, at = [], 0
    while at < len(words):
        length, instead = _phrase(text, words, at)
        if length:
            start, end = words[at].start(), words[at + length - 1].end()
            found.append(WordingHint(start, end, text[start:end], instead))
        at += length or 1
    return found


def _phrase(text: str, words: list[re.Match[str]], at: int) -> tuple[int, str]:
    for length in range(LONGEST, 0, -1):
        here = words[at : at + length]
        if len(here) < length or not _together(text, here):
            continue
        said = tuple(word[0].lower() for word in here)
        for phrase, instead in _beginning_with(said[0], length):
            if all(map(_fits, said, phrase)):
                return length, instead
    return 0, ""


def _together(text: str, words: list[re.Match[str]]) -> bool:
    return all(JOINT.fullmatch(text[one.end() : two.start()][:3]) for one, two in itertools.pairwise(words))


def _fits(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


def _beginning_with(word: str, length: int) -> list[tuple[Phrase, str]]:
    return [(phrase, instead) for phrase, instead in BY_OPENING.get(word[:OPENING], []) if len(phrase) == length]


OPENING = 3  # letters that every pattern is filed under, so that a word is held against few of them


def _read() -> dict[str, list[tuple[Phrase, str]]]:
    filed: dict[str, list[tuple[Phrase, str]]] = {}
    for row in (Path(__file__).parent / "wording.txt").read_text(encoding="utf-8").splitlines():
        if not row or row.startswith("#"):
            continue
        patterns, _, instead = row.partition(" = ")
        for pattern in patterns.split(","):
            phrase = tuple(pattern.split())
            filed.setdefault(phrase[0][:OPENING], []).append((phrase, instead.strip()))
    return filed


BY_OPENING = _read()
LONGEST = max(len(phrase) for filed in BY_OPENING.values() for phrase, _ in filed)
