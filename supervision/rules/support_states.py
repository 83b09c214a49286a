"""Which step may follow which state of a request for support? One table; the database keeps it as well."""

from supervision.support_vocabulary import SupportState, SupportStep

S, D = SupportState, SupportStep

TRANSITIONS: dict[tuple[SupportState, SupportStep], SupportState] = {
    (S.ASKED, D.OFFER): S.OFFERED,
    (S.OFFERED, D.ACCEPT): S.ACCEPTED,
    (S.ACCEPTED, D.DONE): S.DONE,
    **{(state, D.ASK_AGAIN): S.ASKED for state in (S.ASKED, S.OFFERED, S.ACCEPTED)},
    **{(state, D.PASS_ON): S.ASKED for state in (S.ASKED, S.OFFERED, S.ACCEPTED)},
    **{(state, D.WITHDRAW): S.WITHDRAWN for state in (S.ASKED, S.OFFERED, S.ACCEPTED)},
}
OPEN = frozenset({S.ASKED, S.OFFERED, S.ACCEPTED})


def follows(state: str, step: SupportStep) -> SupportState | None:
    """The state that `step` leads to; None where it may not follow."""
    return TRANSITIONS.get((SupportState(state), step))
