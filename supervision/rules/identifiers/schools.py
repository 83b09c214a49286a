"""Which capitals are the name of a school? A word for a school, and before it at least one that names it."""

from collections.abc import Iterator

from .hint import Hint, HintKind
from .lists import ACRONYMS, CONTEXT, SCHOOL, is_word
from .tokens import Shape, Token

STRONG, WEAK, GENERIC = SCHOOL["strong"], SCHOOL["weak"], SCHOOL["generic"]
EMPTY = frozenset(["the", "st", "our"])
LONGEST = 7  # words before the word for a school
GOES_TO, JOINS = SCHOOL["goes-to"], SCHOOL["joins"]
OTHER_SAINTS = CONTEXT["organisation"] | SCHOOL["saint"]


def school_hints(text: str, words: list[Token]) -> Iterator[Hint]:
    at = 0
    while at < len(words):
        end = _end(words, at) if words[at].key in STRONG | WEAK else at
        first = _begin(words, at) if end > at else None
        if first is None and words[at].key in ("st", "saint"):
            first, end = _saint(words, at)
        if words[at].key == "ysgol" and words[at].shape is not Shape.LOWER:
            first, end = at, _capitals(words, at)
        if first is not None:
            yield Hint.at(HintKind.SCHOOL, text, words[first].start, words[end - 1].end)
        at = max(end, at + 1)


def _end(words: list[Token], at: int) -> int:
    """One past the last word of the name: "Primary School", "Grammar School for Girls"."""
    end = at + 1
    while end < len(words) and end < at + 4 and words[end].adjoins and words[end].key in STRONG | WEAK | {"centre"}:
        end += 1
    if end + 1 < len(words) and words[end].key == "for" and words[end + 1].key in ("girls", "boys"):
        end += 2
    return end


def _capitals(words: list[Token], at: int) -> int:
    """One past the last capital: "Ysgol Gyfun Gwyr" has its word for a school first."""
    end = at + 1
    while end < min(at + LONGEST, len(words)) and words[end].adjoins and words[end].shape is not Shape.LOWER:
        end += 1
    return end


def _begin(words: list[Token], at: int) -> int | None:
    """The first word of the name, or None when nothing before the word for a school names one."""
    if words[at].shape is Shape.LOWER:
        return _small(words, at)
    first = at
    while first > max(at - LONGEST, 0) and _goes_on(words, first):
        first -= 1
    while first < at and (words[first].shape is Shape.LOWER or (words[first].starts and is_word(words[first].key))):
        first += 1
    named = [word for word in words[first:at] if _names(word)]
    if words[at].key in WEAK and words[_end(words, at) - 1].key not in STRONG:
        named = [word for word in named if not is_word(word.key)]
    return first if named else None


def _goes_on(words: list[Token], first: int) -> bool:
    """Does the name go on to the left of `first`?"""
    here, before = words[first], words[first - 1]
    if not (here.adjoins or here.gap in (" & ", "-", ". ", "’ ", "' ", "'s ", "’s ")) or before.key in CONTEXT["kin"]:
        return False
    if before.shape is Shape.LOWER:
        further = words[first - 2] if first >= 2 else None
        return before.key in ("of", "the") and further is not None and further.key in JOINS and before.adjoins
    return True


def _names(word: Token) -> bool:
    if word.shape is Shape.LOWER or word.key in GENERIC or (word.shape is Shape.UPPER and word.key in ACRONYMS):
        return False
    headline = word.shape is Shape.UPPER and is_word(word.key)  # MEETING WITH SCHOOL
    return len(word.text) > 1 and not headline and not (word.starts and is_word(word.key)) and word.key not in EMPTY


def _small(words: list[Token], at: int) -> int | None:
    """Written without capitals, or with one: "at oakhill primary school", "attends Oakhill school"."""
    first = at
    while first > max(at - 3, 0) and words[first].adjoins and words[first - 1].key in GENERIC:
        first -= 1
    if first == 0 or not words[first].adjoins:
        return None
    word = words[first - 1]
    usual = is_word(word.key) or word.key in GENERIC or word.key in ACRONYMS or len(word.key) < 4 or word.owns
    if usual:
        return None
    led = first >= 2 and words[first - 2].key in GOES_TO | {"to", "from"}
    if word.shape is Shape.LOWER:
        return first - 1 if led and words[at].key in STRONG | {"primary", "high"} else None
    return first - 1 if not word.starts and (led or words[at].key in STRONG) else None


def _saint(words: list[Token], at: int) -> tuple[int | None, int]:
    """ "He goes to St Bede's": a saint's, with no word for a school."""
    if at == 0 or at + 1 >= len(words) or words[at].gap != " " or words[at + 1].gap not in (" ", ". "):
        return None, at
    name, after = words[at + 1], words[at + 2 : at + 3]
    goes = words[at - 1].key in GOES_TO or (
        at >= 2 and words[at - 1].key == "to" and words[at - 2].key in ("goes", "went", "go", "going", "moved", "back")
    )
    elsewhere = bool(after) and after[0].gap.strip("'’s ") == "" and after[0].key in OTHER_SAINTS
    if goes and name.owns and name.shape is not Shape.LOWER and not elsewhere:
        return at, at + 2
    return None, at
