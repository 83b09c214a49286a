"""Who may see and do what with a request for support? Pure decisions, as in `policy`.

Its words are read by whoever asked and by whom it lies with now. The supervisor knows that it was asked.
"""

from collections.abc import Collection
from enum import Enum, auto

from supervision.policy import Denied, Part
from supervision.rules.support_states import follows
from supervision.support_vocabulary import SupportState, SupportStep
from supervision.vocabulary import Role


class SupportRelation(Enum):
    """What a person is to a request."""

    REQUESTER = auto()
    ASKED = auto()  # it waits for their answer: they were named, or are one of the specialists
    HOLDER = auto()  # offered it, and nobody else was asked since
    SUPERVISOR = auto()  # leads or covers the supervision of whoever asked


R, P, D = SupportRelation, Part, SupportStep
READABLE: dict[Part, frozenset[SupportRelation]] = {
    P.METADATA: frozenset(R),
    P.CONTENT: frozenset({R.REQUESTER, R.ASKED, R.HOLDER}),
}
WHOSE: dict[SupportStep, frozenset[SupportRelation]] = {
    D.OFFER: frozenset({R.ASKED}),
    D.ACCEPT: frozenset({R.REQUESTER}),
    D.ASK_AGAIN: frozenset({R.REQUESTER}),
    D.PASS_ON: frozenset({R.ASKED, R.HOLDER}),
    D.DONE: frozenset({R.REQUESTER, R.HOLDER}),
    D.WITHDRAW: frozenset({R.REQUESTER}),
}


def check_ask_support(roles: Collection[Role]) -> None:
    if Role.PRACTITIONER not in roles:
        raise Denied("Only practitioners ask for support here.")


def check_read_support(relations: frozenset[SupportRelation]) -> None:
    if not relations & READABLE[P.CONTENT]:
        raise Denied("What was written is read by whoever asked, and by whom they ask.")


def check_support_step(step: SupportStep, relations: frozenset[SupportRelation], state: SupportState) -> None:
    """Raises Denied unless it is theirs to do, and the state allows it."""
    if not relations & WHOSE[step]:
        raise Denied("This is for whoever asked for the support, or for whom they ask.")
    if follows(state, step) is None:
        raise Denied("This request is not at a point where that can be done.")
