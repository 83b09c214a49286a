"""What does a year of continuing professional development ask for?

Social Work England: from 1 December to 30 November, two different pieces of learning at least, one of them with the
reflection of a peer at least. A manager or somebody from another profession counts as a peer.
"""

from dataclasses import dataclass
from datetime import date

FIRST_MONTH = 12
PIECES, WITH_A_PEER = 2, 1


@dataclass(frozen=True)
class CpdYear:
    """From 1 December of the year before `ends_in` to 30 November of it."""

    ends_in: int

    @property
    def starts_on(self) -> date:
        return date(self.ends_in - 1, FIRST_MONTH, 1)

    @property
    def ends_on(self) -> date:
        return date(self.ends_in, FIRST_MONTH - 1, 30)


def cpd_year_of(day: date) -> CpdYear:
    return CpdYear(day.year + 1 if day.month >= FIRST_MONTH else day.year)


@dataclass(frozen=True)
class Progress:
    """How far somebody is in a year."""

    pieces: int
    with_a_peer: int

    @property
    def is_enough(self) -> bool:
        return self.pieces >= PIECES and self.with_a_peer >= WITH_A_PEER

    @property
    def in_words(self) -> str:
        """What is still missing, for the person themself."""
        if self.is_enough:
            return "You have what a year asks for. More is welcome."
        missing = []
        if self.pieces < PIECES:
            left = PIECES - self.pieces
            missing.append(f"{left} more {'piece' if left == 1 else 'pieces'} of learning")
        if self.with_a_peer < WITH_A_PEER:
            missing.append("what a peer thought about one of them")
        return f"Still to write: {' and '.join(missing)}."
