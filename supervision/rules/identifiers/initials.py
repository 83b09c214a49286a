"""Which capital letters stand for somebody? "J.S. was calmer", "AB's mum", "saw K", but not "Plan B" or "SW said"."""

import re
from collections.abc import Iterator, Sequence

from .evidence import BEING, HUMAN, KIN, OBJECT, OWNED, Words
from .lists import ACRONYMS, CONTEXT
from .tokens import Shape, Token

DOTTED = re.compile(r"(?<![\w.])[A-Z]\.[ ]?[A-Z]\b(?:\.[ ]?[A-Z]\b)?\.?(?!\w)")
LABEL, ROLES = CONTEXT["label"], CONTEXT["role-acronym"]
LONGEST = 3  # letters
BEFORE_LETTER = OBJECT | CONTEXT["before-letter"]


def dotted_initials(text: str) -> Iterator[tuple[int, int]]:
    for match in DOTTED.finditer(text):
        letters = re.sub(r"[^A-Z]", "", match[0]).lower()
        if letters not in ACRONYMS and letters not in ("eg", "ie", "nb") and not _ends_a_label(text, match.start()):
            yield match.span()


def _ends_a_label(text: str, start: int) -> bool:
    """ "Child A. B was" or "Plan B. I felt": the letter belongs to the word before."""
    word = text[max(start - 13, 0) : start].rstrip().rpartition(" ")[2].lower()
    return word in LABEL


def is_initials(words: Words, at: int) -> bool:
    word = words.all[at]
    if word.shape is Shape.LETTER:
        return _one_letter(words, at)
    if word.shape is not Shape.UPPER or len(word.text) > LONGEST or "-" in word.text:
        return False
    right = words.next_key(at)
    if word.owns and right in KIN and word.key not in ROLES:
        return True
    if word.key in ACRONYMS or word.key in ROLES:
        return False
    acts = right in HUMAN and not word.owns
    is_so = right in BEING and len(word.text) == 2 and not word.owns
    return acts or is_so or (word.owns and right in OWNED) or _is_met(words, at)


def _is_met(words: Words, at: int) -> bool:
    """ "saw AB", "session with TK": two letters after what is done to people."""
    left = words.before(at)
    shouted = at > 0 and words.all[at - 1].shape is Shape.UPPER
    return len(words.all[at].text) == 2 and left in OBJECT | KIN and not shouted


def _one_letter(words: Words, at: int) -> bool:
    word, left, right = words.all[at], words.before(at), words.next_key(at)
    if word.key in "ixyz" or left in LABEL or _is_listed(words.all, at):
        return False
    if word.owns:
        return right in OWNED
    if word.key == "a" and not right.endswith(("said", "told")):
        return False
    if right in HUMAN or (right in BEING and left not in ("vitamin", "hepatitis")):
        return True
    return left in OBJECT | KIN or (left in BEFORE_LETTER and (bool(right) or _is_dotted(words, at)))


def _is_dotted(words: Words, at: int) -> bool:
    """ "supervision of R. in the bathroom": a dot that ends no sentence."""
    after = words.all[at + 1] if at + 1 < len(words.all) else None
    return after is not None and after.gap == ". " and after.shape is Shape.LOWER


def _is_listed(tokens: Sequence[Token], at: int) -> bool:
    """ "A, B and C", "A&E", "T-shirt", "X-ray": letters among letters, or part of a word."""
    word, after = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    return word.gap in ("&", "/", "-", ".") or (after is not None and after.gap in ("&", "/", "-", "."))
