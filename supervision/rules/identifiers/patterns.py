"""What has a shape of its own? E-mail addresses and postcodes."""

import re
from collections.abc import Iterator

from .hint import Hint, HintKind
from .lists import POSTCODE_AREAS

# It begins where no such letter stands before it, so that no stretch is tried twice.
EMAIL = re.compile(r"(?<![\w.+'%-])[\w.+'%-]{1,64}@[A-Za-z0-9][A-Za-z0-9.-]{0,190}\.[A-Za-z]{2,24}(?![A-Za-z0-9])")
POSTCODE = re.compile(
    r"(?<![A-Za-z0-9])([A-Z]{1,2})([0-9][A-Z0-9]?)[ \u00a0]{0,2}([0-9][ABD-HJLNP-UW-Z]{2})(?![A-Za-z0-9])",
    re.IGNORECASE | re.ASCII,
)
ORDINALS = ("st", "nd", "rd", "th")  # "section S47 9th May"


def email_hints(text: str) -> Iterator[Hint]:
    for match in EMAIL.finditer(text):
        yield Hint.at(HintKind.EMAIL, text, *match.span())


def postcode_hints(text: str) -> Iterator[Hint]:
    for match in POSTCODE.finditer(text):
        area, _, inward = match.groups()
        one_case = match[0].isupper() or match[0].islower()
        if area.lower() in POSTCODE_AREAS and one_case and inward[1:] not in ORDINALS:
            yield Hint.at(HintKind.POSTCODE, text, *match.span())
