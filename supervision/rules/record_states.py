"""Which step may follow which state of a record? One table, and nothing else decides."""

from supervision.vocabulary import RecordState, RecordStep

S, D = RecordState, RecordStep

TRANSITIONS: dict[tuple[RecordState, RecordStep], RecordState] = {
    (S.DRAFT, D.SEND): S.SENT,
    (S.DRAFT, D.DISCARD): S.DISCARDED,
    (S.SENT, D.COMMENT): S.SENT,
    (S.SENT, D.RETURN): S.RETURNED,
    (S.SENT, D.TAKE_BACK): S.RETURNED,
    (S.SENT, D.SIGN): S.SENT,
    (S.SENT, D.LOCK): S.LOCKED,
    (S.SENT, D.STRIKE): S.STRUCK,
    (S.RETURNED, D.COMMENT): S.RETURNED,
    (S.RETURNED, D.SEND): S.SENT,
    (S.RETURNED, D.STRIKE): S.STRUCK,
    (S.DRAFT, D.REROUTE): S.DRAFT,
    (S.SENT, D.REROUTE): S.SENT,
    (S.SENT, D.LEAVE): S.SENT,
    (S.RETURNED, D.REROUTE): S.RETURNED,
    (S.DRAFT, D.HAND_OVER): S.DRAFT,
    (S.RETURNED, D.HAND_OVER): S.RETURNED,
    (S.LOCKED, D.ADDENDUM): S.LOCKED,
    (S.LOCKED, D.STRIKE): S.STRUCK,
    (S.NOT_HELD, D.STRIKE): S.STRUCK,
}

EDITABLE = frozenset({S.DRAFT, S.RETURNED})
SEALED = frozenset({S.LOCKED, S.STRUCK})
COUNTED_AS_HELD = frozenset({S.DRAFT, S.SENT, S.RETURNED, S.LOCKED})


class WrongState(Exception):
    """The step does not follow from the record's state."""


def after(state: str, step: RecordStep) -> RecordState:
    """The state that `step` leads to. Raises WrongState when it may not follow."""
    try:
        return TRANSITIONS[RecordState(state), step]
    except KeyError:
        raise WrongState(f"{step.label} cannot follow {RecordState(state).label}.") from None


def may_follow(state: str, step: RecordStep) -> bool:
    return (RecordState(state), step) in TRANSITIONS
