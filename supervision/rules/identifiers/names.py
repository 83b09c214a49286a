"""Which words may be somebody's name? Known names, and capitals whose neighbours speak of a person."""

from collections.abc import Iterator, Sequence

from .evidence import (
    BEING,
    CALLED,
    COMMS,
    COMMS_TO,
    HUMAN,
    KIN,
    NOT_BEFORE,
    ORDINARY_END,
    ROLE,
    Words,
    ends_as_organisation,
    has_title,
    is_known,
    is_unknown,
    may_be_surname,
    opens_organisation,
    tells_of_person,
)
from .hint import Hint, HintKind
from .initials import dotted_initials, is_initials
from .lists import ACRONYMS, ALSO_WORDS, CONTEXT, SURNAMES, is_word
from .tokens import Shape, Token

PARTICLES = CONTEXT["particle"]
MOST_SURNAMES = 3
BE = frozenset(["is", "was", "are", "were", "be", "who"])
ARTICLES = CONTEXT["article"]
Span = tuple[int, int]  # first word, one past the last


def name_hints(text: str, tokens: Sequence[Token]) -> Iterator[Hint]:
    words = Words(tokens)
    spans = list(_spans(words))
    taken = {at for first, end in spans for at in range(first, end)}
    spans += _met_again(words, spans, taken)
    for first, end in spans:
        yield Hint.at(HintKind.NAME, text, tokens[first].start, tokens[end - 1].end)
    for start, till in dotted_initials(text):
        yield Hint.at(HintKind.NAME, text, start, till)


def _spans(words: Words) -> Iterator[Span]:
    at = 0
    while at < len(words.all):
        passed = _no_person(words, at)
        if passed:
            at += passed
        elif _is_name(words, at):
            end = _with_surnames(words, at)
            yield at, end
            at = end
        else:
            at += 1


def _no_person(words: Words, at: int) -> int:
    """How many words from here on belong to an organisation, a place or a tool."""
    word = words.all[at]
    if word.shape is Shape.LOWER or has_title(words, at):
        return 0
    known = opens_organisation(words, at)
    if word.key in ALSO_WORDS and known == 1:
        known = 0
    return known or (0 if _is_led(words, at) else ends_as_organisation(words, at))


def _is_led(words: Words, at: int) -> bool:
    return words.before(at) in CONTEXT["kin"]


def _is_name(words: Words, at: int) -> bool:
    word = words.all[at]
    if word.at_number:
        return False
    if has_title(words, at) or is_initials(words, at):
        return True
    if word.shape is Shape.LETTER:
        return _letter_and_surname(words, at)
    if is_known(word):
        return len(word.key) > 2 or word.capital
    if word.shape is Shape.LOWER:
        return _small_name(words, at)
    if word.key in ALSO_WORDS:
        return word.shape is Shape.CAPITAL and _word_as_name(words, at)
    return is_unknown(word) and _unknown_name(words, at)


def _letter_and_surname(words: Words, at: int) -> bool:
    """P. Whitcombe, P Whitcombe."""
    after = words.all[at + 1] if at + 1 < len(words.all) else None
    if after is None or after.gap not in (". ", " ", ".") or words.all[at].key in ("a", "i"):
        return False
    listed = after.key in SURNAMES and after.capital
    return listed or (
        is_unknown(after) and not ORDINARY_END.search(after.key) and words.before(at) not in CONTEXT["label"]
    )


def _small_name(words: Words, at: int) -> bool:
    """Without its capital: "a lad named demetrius", "his sister is called hope"."""
    word, left, further = words.all[at], words.before(at), words.key(at - 2)
    if left not in CALLED or word.owns:
        return False
    if word.key in ALSO_WORDS:
        return further in BE | KIN | ROLE
    unusual = not (is_word(word.key) or word.key in ACRONYMS or ORDINARY_END.search(word.key)) and len(word.key) > 2
    return unusual and (left == "named" or further in BE | KIN | ROLE)


def _word_as_name(words: Words, at: int) -> bool:
    word, right, left = words.all[at], words.next_key(at), words.before(at)
    kind = ALSO_WORDS[word.key]
    if left in ARTICLES or _goes_on_as_title(words, at) or (kind == "capital" and right.isdigit()):
        return False
    if tells_of_person(words, at) or _surname_follows(words, at):
        return kind != "capital" or not _is_date(words, at)
    if kind in ("capital", "place"):
        return False
    if word.starts:
        return kind == "count" and right in BEING and not word.owns
    return left not in NOT_BEFORE and not _follows_word(words, at)


def _is_date(words: Words, at: int) -> bool:
    numbered = any(letter.isdigit() for letter in words.all[at].gap)
    return numbered or words.before(at) in CONTEXT["before-date"]


def _goes_on_as_title(words: Words, at: int) -> bool:
    """ "Grace Period", "Summer Term": the next capital is an ordinary word."""
    after = words.all[at + 1] if at + 1 < len(words.all) and words.all[at + 1].adjoins else None
    usual = after is not None and after.shape is not Shape.LOWER and is_word(after.key) and len(after.key) > 1
    return usual and not words.all[at].owns


def _surname_follows(words: Words, at: int) -> bool:
    if at + 1 >= len(words.all) or not words.all[at + 1].adjoins or words.all[at].owns:
        return False
    after = words.all[at + 1]
    known = (after.key in SURNAMES or is_known(after)) and after.capital
    return known or (is_unknown(after) and not opens_organisation(words, at + 1))


def _unknown_name(words: Words, at: int) -> bool:
    word, left = words.all[at], words.before(at)
    if tells_of_person(words, at):
        return True
    if _goes_on_as_title(words, at) or left in ARTICLES:
        return False
    if word.key in SURNAMES or (_surname_follows(words, at) and not _is_ordinary(words, at)):
        return True
    if word.starts:
        vowel = word.key.endswith(("a", "i", "o", "u"))  # as many names end, and few ordinary words
        return vowel and words.next_key(at) in BEING and not word.owns
    if _is_ordinary(words, at) or left in NOT_BEFORE or _closes_title(words, at):
        return False
    return left not in COMMS_TO or words.key(at - 2) in COMMS or words.next_key(at) in HUMAN | BEING or word.owns


def _is_ordinary(words: Words, at: int) -> bool:
    """Does it end as ordinary words or towns do?"""
    after = words.all[at + 1] if at + 1 < len(words.all) and words.all[at + 1].adjoins else None
    second = after is not None and after.key not in SURNAMES and bool(ORDINARY_END.search(after.key)) and after.capital
    return bool(ORDINARY_END.search(words.all[at].key)) or second


def _follows_word(words: Words, at: int) -> bool:
    """Is the word before an ordinary one with a capital, as in "Youth Justice" and "Team Around"?"""
    before = words.all[at - 1] if at and words.all[at].adjoins else None
    return before is not None and before.capital and is_word(before.key) and not before.owns


def _closes_title(words: Words, at: int) -> bool:
    """ "Practice Educator", "the Team Around": a title. But "When Zhanna" is none."""
    return _follows_word(words, at) and not (words.all[at - 1].starts and words.key(at - 1) in CONTEXT["opener"])


def _with_surnames(words: Words, at: int) -> int:
    """One past the last word of the name: Deborah Whitlock, Kelly M, Jan van Dyk."""
    end = at + 1
    while end < len(words.all) and end <= at + MOST_SURNAMES and not words.all[end - 1].owns:
        word = words.all[end]
        dotted = words.all[end - 1].shape is Shape.LETTER and word.gap in (". ", ".")
        if not (word.adjoins or dotted) or words.all[at].shape is Shape.LOWER:
            break
        particle = word.key in PARTICLES and end + 1 < len(words.all) and may_be_surname(words.all[end + 1])
        letter = word.shape is Shape.LETTER and word.key not in ("i", "a")
        if not (particle or letter or may_be_surname(word)) or opens_organisation(words, end):
            break
        end += 1
    return end - 1 if words.all[end - 1].key in PARTICLES and end - 1 > at else end


def _met_again(words: Words, spans: Sequence[Span], taken: set[int]) -> Iterator[Span]:
    """A surname once seen beside its given name is a name by itself as well."""
    surnames = {words.key(at) for first, end in spans for at in range(first + 1, end) if len(words.key(at)) > 2}
    for at, word in enumerate(words.all):
        if at not in taken and word.capital and word.key in surnames and not is_word(word.key):
            yield at, at + 1
