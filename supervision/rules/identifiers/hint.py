"""What does the guard say of a stretch of text?"""

from dataclasses import dataclass

from supervision.vocabulary import Word


class HintKind(Word):
    """What a stretch of a text may be that identifies somebody."""

    NAME = "name", "may be a name"
    BIRTH = "birth", "may be a date of birth"
    NHS = "nhs", "may be an NHS number"
    POSTCODE = "postcode", "may be a postcode"
    PHONE = "phone", "may be a telephone number"
    EMAIL = "email", "may be an e-mail address"
    SCHOOL = "school", "may be the name of a school"


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
