"""Which dates stand beside a word of birth? Any other is a session's, a review's or an order's, and is left alone."""

import re
from collections.abc import Iterator

from .hint import Hint, HintKind

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
YEAR = r"(?:(?:19|20)\d\d|['’]?\d\d)"
GAP = r"[ \u00a0,]{1,2}"
DATE = re.compile(
    rf"(?<![\d/-])(?<!\d\.)(?:\d{{4}}[-/.][01]?\d[-/.][0-3]?\d"  # 2011-03-14
    rf"|[0-3]?\d ?[-/. ] ?[01]?\d ?[-/. ] ?(?:19|20)?\d\d"  # 14/03/2011, 14.3.11, 14 03 2011
    r"|[0-3]\d[01]\d(?:19|20)?\d\d(?!\d)"  # 140311, 14032011
    rf"|(?:the )?{DAY}(?: of)?[ \u00a0-]{{0,2}}{MONTH}(?:[ \u00a0,-]{{1,2}}{YEAR})?"  # 14 March, 14th of March 2011
    rf"|{MONTH}{GAP}(?:the )?{DAY}(?:{GAP}(?:19|20)\d\d)?"  # March 14th, 2011
    rf"|{MONTH}{GAP}(?:19|20)\d\d)(?![\d/])",  # March 2011
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(?:born|d\.? ?o\.? ?b\b|date of birth|birth ?date|birthdates?|birthday|bday|b'day"
    r"|(?:turn(?:s|ed|ing)?|be) \d{1,2}(?= ))|\(b(?= ?\d)|\bb[.:](?= ?\d)",
    re.IGNORECASE,
)
AFTER = re.compile(
    r"[ ,:(–-]{0,4}(?:is|was|being|as|are)? ?(?:on )?(?:his|her|their|the|my|\w{1,20}['’]s)? ?"
    r"(?:\d{1,2}(?:st|nd|rd|th) )?(?:d\.?o\.?b\b|date of birth|birth ?date|birthday)",
    re.IGNORECASE,
)
SENTENCE_ENDS = re.compile(r"[.!?;][ \n]{1,3}[A-Z]|\n\n")
REACH = 45  # characters from a word of birth to its date


def birth_hints(text: str) -> Iterator[Hint]:
    words = [match.end() for match in BEFORE.finditer(text)]
    read = 0
    for match in DATE.finditer(text):
        nearest = None  # a word of birth has one date: the first after it
        while read < len(words) and words[read] <= match.start():
            nearest, read = words[read], read + 1
        if (nearest is not None and _one_sentence(text[nearest : match.start()])) or AFTER.match(text, match.end()):
            yield Hint.at(HintKind.BIRTH, text, *match.span())


def _one_sentence(between: str) -> bool:
    return len(between) <= REACH and not SENTENCE_ENDS.search(between)
