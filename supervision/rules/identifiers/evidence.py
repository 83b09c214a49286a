"""What do the words beside a capitalised word say: a person, or something else?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lists import ACRONYMS, ALSO_WORDS, CONTEXT, GIVEN, ORGANISATIONS, SURNAMES, is_word
from .tokens import Shape, Token

KIN, ROLE, HUMAN = CONTEXT["kin"], CONTEXT["role"], CONTEXT["human"]
MOVES, BEING = CONTEXT["moves"], CONTEXT["being"] | CONTEXT["moves"]
TITLE, WEAK_TITLE, OBJECT, COMMS = CONTEXT["title"], CONTEXT["weak-title"], CONTEXT["object"], CONTEXT["comms"]
OWNED = CONTEXT["owned"]
TITLES = CONTEXT["title"] | CONTEXT["weak-title"]
CALLED, NOT_BEFORE, ORGANISATION = CONTEXT["called"], CONTEXT["not-before"], CONTEXT["organisation"]
COMMS_TO = frozenset(["to", "with", "from", "w", "by", "of"])
BESIDE = re.compile(r"[ ,(–\-:\"'“‘’]{1,3}")  # mum, Kelly; mum (Kelly); mum - Kelly
LONGEST_PHRASE = max(map(len, ORGANISATIONS))
# How words made from others end, and towns: an unknown word that ends so is hardly a person.
ORDINARY_END = re.compile(
    r"(?:ing|tion|sion|ment|ness|ty|ics|phy|cy|ance|ence|ship|ology|ism|ist|ive|ful|less|able|ible|ical|ally|ously|wards?|ware|ian"
    r"|ians|shire|ton|ham|ford|bury|field|mouth|pool|borough|wick|chester|worth|stead|burgh|gate|side|dale|stoke|port)s?$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, with a safe look to either side."""

    all: Sequence[Token]

    def key(self, at: int) -> str:
        return self.all[at].key if 0 <= at < len(self.all) else ""

    def next_key(self, at: int) -> str:
        """The word after, when only a space is between."""
        return self.key(at + 1) if at + 1 < len(self.all) and self.all[at + 1].adjoins else ""

    def before(self, at: int) -> str:
        """The word before, when only a space is between."""
        return self.key(at - 1) if at and self.all[at].adjoins else ""


def is_known(word: Token) -> bool:
    """Is it a given name that is hardly anything else, also as the first half of Anne-Marie?"""
    if word.key in GIVEN:
        return word.shape is not Shape.UPPER or (len(word.key) > 3 and word.key not in ACRONYMS)
    first, hyphen, rest = word.key.partition("-")
    return bool(hyphen) and word.capital and (first in GIVEN or first in ALSO_WORDS) and not is_word(rest)


def is_unknown(word: Token) -> bool:
    """Written with a capital, in no list of ours."""
    listed = word.key in ACRONYMS or word.key in ALSO_WORDS or word.key in GIVEN or word.key in TITLES
    usual = listed or is_word(word.key)
    return word.capital and not usual and len(word.key) > 1 and not _mixed(word.text)


def _mixed(text: str) -> bool:
    """SaLT, YouTube: capitals within a word, as names have only after Mc, an apostrophe or a hyphen."""
    inner = sum(letter.isupper() for letter in text[1:])
    return (
        inner > 0
        and not {"'", "’", "-"} & set(text)
        and not text.startswith(("Mc", "Mac", "De", "Di", "La", "Le", "Al", "Fitz"))
    )


def may_be_surname(word: Token) -> bool:
    if word.key in SURNAMES or word.key in GIVEN:
        return word.shape is not Shape.LOWER
    also = ALSO_WORDS.get(word.key, "capital") != "capital"
    return word.capital and word.key not in ORGANISATION and (is_unknown(word) or also)


def opens_organisation(words: Words, at: int) -> int:
    """How many words from `at` on are a known organisation, tool or place; 0 when none."""
    word = words.all[at]
    if word.shape is Shape.LOWER:
        return 0
    for length in range(min(LONGEST_PHRASE, len(words.all) - at), 0, -1):
        phrase = tuple(_spelled(one) for one in words.all[at : at + length])
        bare = tuple(one.text for one in words.all[at : at + length])
        if phrase in ORGANISATIONS or bare in ORGANISATIONS:
            return length
    return 0


def _spelled(word: Token) -> str:
    return f"{word.text}'s" if word.owns else word.text


def ends_as_organisation(words: Words, at: int) -> int:
    """How many words from `at` on are capitals and end in a word for a place or a body: "Victoria Road"."""
    for ahead in range(1, 5):
        if at + ahead >= len(words.all) or not words.all[at + ahead].adjoins or words.all[at + ahead - 1].owns:
            return 0
        word = words.all[at + ahead]
        if word.shape is Shape.LOWER:
            return 0
        if word.key in ORGANISATION:
            return ahead + 1
    return 0


def has_title(words: Words, at: int) -> bool:
    """Mr Okafor, Miss Kelly, mr khan: but not Miss Monday."""
    if not at or words.all[at].gap not in (" ", ". ", "\u00a0"):
        return False
    word, title = words.all[at], words.all[at - 1]
    if title.shape is Shape.LOWER and word.shape is Shape.LOWER:
        return title.key in ("mr", "mrs") and not is_word(word.key) and word.key not in ACRONYMS
    if word.shape is Shape.LOWER or (title.shape is Shape.UPPER and title.key == "ms"):
        return False
    if title.key in TITLE:
        return word.shape is not Shape.UPPER or word.key not in ACRONYMS
    return title.key in WEAK_TITLE and not is_word(word.key) and word.key not in ACRONYMS


def tells_of_person(words: Words, at: int) -> bool:
    """Do the words beside it speak of a person? For a capital that may be something else."""
    word, right = words.all[at], words.next_key(at)
    acts = right in HUMAN or (right in MOVES and ALSO_WORDS.get(word.key) not in ("mass", "capital"))
    if (acts or _is_relation(words, at)) and not word.owns:
        return True
    if word.owns and right in OWNED:
        return True
    return _led_to(words, at) or _is_joined(words, at)


def _is_relation(words: Words, at: int) -> bool:
    """ "May is his maternal grandmother", "April and her brother"."""
    whose = words.key(at + 2) in ("his", "her", "their", "my", "the", "a")
    return (
        words.next_key(at) in ("is", "was", "and")
        and whose
        and bool({words.key(at + 3), words.key(at + 4)} & (KIN | ROLE))
    )


def _led_to(words: Words, at: int) -> bool:
    word, left = words.all[at], words.key(at - 1)
    if not at or left in ("", word.key):
        return False
    if left in KIN | ROLE:
        beside = word.adjoins or bool(BESIDE.fullmatch(word.gap) and "-" not in word.gap.strip(" -") and left in KIN)
        return beside and not words.all[at - 1].owns
    if not word.adjoins:
        return left in CALLED and bool(BESIDE.fullmatch(word.gap))
    if left in CALLED or left in OBJECT:
        return not words.all[at - 1].starts or left in CALLED or left not in ("with", "w", "support", "message")
    further = words.key(at - 2)
    return (left in COMMS_TO and further in COMMS) or (left == "is" and further == "name")


def _is_joined(words: Words, at: int) -> bool:
    """Callum and Ryan, Callum & Ryan, Callum/Ryan: a known name on the other side."""
    if words.next_key(at) in ("and", "or") and at + 2 < len(words.all) and words.all[at + 2].adjoins:
        other = words.all[at + 2]
        if other.capital and (is_known(other) or ALSO_WORDS.get(other.key) == "count"):
            return True
    if at >= 2 and words.before(at) in ("and", "or"):
        other = words.all[at - 2]
        known = is_known(other) or ALSO_WORDS.get(other.key) == "count"
        return known and other.capital and words.all[at - 1].adjoins
    other = words.all[at - 1] if at else words.all[at]
    return words.all[at].gap in ("/", " & ", " / ", "&") and is_known(other) and other.capital
