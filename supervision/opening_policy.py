"""Who may open a signed record that is not theirs to read, and who decides about it? Pure decisions, as in `policy`.

This is break-glass: a manager writes why, a second manager agrees, and for an hour the record can be read. Where a
child may be at risk it opens at once, and a second manager looks at it afterwards.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from supervision.policy import SIGNED, Denied, Relation, Standing

OPEN_FOR = timedelta(minutes=60)
AGREED_FOR = timedelta(hours=24)  # from the decision until it must have been opened
REVIEW_DAYS = 2  # working days
SHORTEST_REASON = 30  # characters


@dataclass(frozen=True)
class Asked:
    """An opening as it stands, and how a manager within whose reach the record is stands to it."""

    is_own: bool
    is_party: bool  # was in the session that it is about
    is_at_risk: bool
    is_agreed: bool = False
    decided_at: datetime | None = None
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    is_reviewed: bool = False


def check_ask_to_open(standing: Standing) -> None:
    """Raises Denied unless the record is signed, and open to the person as a manager alone, and so not at all."""
    if standing.relations != {Relation.MANAGER}:
        raise Denied("Only a manager for whom this record is closed asks for it to be opened.")
    if standing.state not in SIGNED or standing.is_unsigned:
        raise Denied("Only a signed record can be opened.")


def check_decide(asked: Asked) -> None:
    _check_second(asked)
    if asked.is_at_risk or asked.decided_at:
        raise Denied("There is nothing to decide about this request any more.")


def check_review(asked: Asked) -> None:
    _check_second(asked)
    if not asked.is_at_risk or asked.is_reviewed:
        raise Denied("There is nothing to review about this request.")


def _check_second(asked: Asked) -> None:
    if asked.is_own:
        raise Denied("Another manager decides about what you asked for.")
    if asked.is_party:
        raise Denied("You were in this session: another manager decides about it.")


def check_open(asked: Asked, at: datetime) -> None:
    if not asked.is_own:
        raise Denied("Only the manager who asked opens it.")
    if asked.opened_at or not asked.is_agreed:
        raise Denied("This request is not at a point where the record can be opened.")
    if asked.decided_at and at > asked.decided_at + AGREED_FOR:
        raise Denied("It was agreed more than 24 hours ago. Ask again if you still need to read the record.")


def check_read_opened(asked: Asked | None, at: datetime) -> None:
    """`asked` is the last opening of this record for this person, if there was one."""
    if asked is None or not asked.is_own:
        raise Denied("This record was not opened for you.")
    if asked.closes_at is None or at >= asked.closes_at:
        raise Denied("The hour is over: the record is closed again. Ask again if you need to read more.")
