"""Who may see and do what in a gathering, that is, group and peer supervision? Pure decisions, as in `policy`.

Who came reads the whole record. Who did not come, and a manager, know that it took place. Nobody supervises it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from supervision.gathering_vocabulary import GatheringKind
from supervision.policy import Denied, Part
from supervision.rules.record_states import EDITABLE, may_follow
from supervision.vocabulary import RecordState, RecordStep, Role

S, P = RecordState, Part
EVERY_STATE = frozenset(S) - {S.DISCARDED}
SHARED = frozenset({S.SENT, S.LOCKED, S.STRUCK})  # while it is changed, its texts are the facilitator's alone


class GatheringRelation(Enum):
    """What a person is to a gathering."""

    FACILITATOR = auto()
    ATTENDED = auto()
    INVITED = auto()  # and has not come, or has sent apologies
    MANAGER = auto()


R = GatheringRelation
READABLE: dict[tuple[Part, GatheringRelation], frozenset[RecordState]] = {
    (P.METADATA, R.FACILITATOR): EVERY_STATE,
    (P.METADATA, R.ATTENDED): EVERY_STATE,
    (P.METADATA, R.INVITED): EVERY_STATE,
    (P.METADATA, R.MANAGER): EVERY_STATE,
    (P.CONTENT, R.FACILITATOR): EVERY_STATE,
    (P.CONTENT, R.ATTENDED): SHARED,
    (P.HISTORY, R.FACILITATOR): EVERY_STATE,
    (P.HISTORY, R.ATTENDED): SHARED,
}
FACILITATORS_STEPS = frozenset({RecordStep.SEND, RecordStep.TAKE_BACK, RecordStep.DISCARD, RecordStep.STRIKE})


@dataclass(frozen=True)
class GatheringStanding:
    """How a person stands to one gathering at this moment."""

    relations: frozenset[GatheringRelation]
    state: RecordState
    has_answered: bool = False
    may_close: bool = False  # everybody who is still here has answered, or the day to answer by has passed
    facilitator_left: bool = False


def check_read_gathering(part: Part, standing: GatheringStanding) -> None:
    """Raises Denied unless one of the person's relations opens this part in this state."""
    if any(standing.state in READABLE.get((part, one), frozenset()) for one in standing.relations):
        return
    if R.ATTENDED in standing.relations:
        raise Denied("This record is being written. It can be read once the facilitator has signed it.")
    raise Denied("What was said here is read by those who came.")


def check_read_outcome(standing: GatheringStanding, *, was_there: bool) -> None:
    """What came of one case of a clinic: of those who came, for whoever was there for it, and the facilitator."""
    check_read_gathering(Part.CONTENT, standing)
    if not (was_there or R.FACILITATOR in standing.relations):
        raise Denied("What came of this case is read by those who were there for it.")


def reads_words_of(theirs: Collection[UUID], read: Collection[UUID]) -> bool:
    """What one person adds to a clinic's record may be about any case they were there for: all of them are needed."""
    return bool(theirs) and set(theirs) <= set(read)


def check_hand_on_extract(standing: GatheringStanding, *, was_there: bool) -> None:
    """A text to hand on is made of what stands."""
    check_read_outcome(standing, was_there=was_there)
    if standing.state is not S.LOCKED:
        raise Denied("An extract is made once the record is locked.")


def check_write_gathering(standing: GatheringStanding) -> None:
    if R.FACILITATOR not in standing.relations:
        raise Denied("Only the facilitator writes the record of a group.")
    if standing.state not in EDITABLE:
        raise Denied("This record has been signed. Take it back to change it.")


def check_gathering_step(step: RecordStep, standing: GatheringStanding) -> None:
    """Raises Denied unless it is this person's to do, and the record is at that point."""
    if not _is_theirs(step, standing):
        raise Denied("This is for others in this group to do.")
    if not may_follow(standing.state, step):
        raise Denied("This record is not at a point where that can be done.")
    if step is RecordStep.SIGN and standing.has_answered:
        raise Denied("You have answered already.")
    if step is RecordStep.LOCK and not standing.may_close:
        raise Denied("It can be locked when everybody has answered, or when the day to answer by has passed.")


def _is_theirs(step: RecordStep, standing: GatheringStanding) -> bool:
    if step is RecordStep.SIGN:
        return _may_answer(standing)
    if step is RecordStep.LOCK:
        return _may_lock(standing)
    if step is RecordStep.ADDENDUM:
        return bool(standing.relations & {R.FACILITATOR, R.ATTENDED})
    return step in FACILITATORS_STEPS and R.FACILITATOR in standing.relations


def _may_answer(standing: GatheringStanding) -> bool:
    """The facilitator of a peer group came as well; their signature was given when the record was sent."""
    return R.ATTENDED in standing.relations and R.FACILITATOR not in standing.relations


def _may_lock(standing: GatheringStanding) -> bool:
    """The facilitator; once they have left, anybody who came, so that no record stays open for ever."""
    return R.FACILITATOR in standing.relations or (standing.facilitator_left and R.ATTENDED in standing.relations)


def check_gathering_note(standing: GatheringStanding) -> None:
    """Each who came keeps a part of their own, before and after the lock; the facilitator from the start."""
    if R.FACILITATOR in standing.relations and standing.state is not S.DISCARDED:
        return
    if R.ATTENDED not in standing.relations or standing.state not in SHARED | {S.RETURNED}:
        raise Denied("Those who came keep a note about it, once the record was sent.")


def check_read_gathering_note(standing: GatheringStanding, *, has_written: bool) -> None:
    """One's own part stays open to oneself, also to somebody who is set down as not having come since."""
    if not has_written:
        check_gathering_note(standing)


def check_prepare_slot(standing: GatheringStanding, *, is_lead: bool) -> None:
    """What guests are given to read is chosen by the case's lead and the facilitator, until the record is signed."""
    check_open_slot(standing, is_lead=is_lead)
    if standing.state not in EDITABLE:
        raise Denied("The record of this clinic has been signed. What was given to read stays as it was.")


def check_open_slot(standing: GatheringStanding, *, is_lead: bool) -> None:
    if not (is_lead or R.FACILITATOR in standing.relations):
        raise Denied("Only the facilitator and the case’s lead practitioner prepare this case.")


def check_keep_guests(standing: GatheringStanding) -> None:
    """Access is taken away, and a link sent again, also after the record was signed."""
    if R.FACILITATOR not in standing.relations:
        raise Denied("Only the facilitator keeps the guests of a clinic.")


def check_give_feedback(standing: GatheringStanding, *, is_open: bool) -> None:
    """Those who came say how it was; whoever facilitated it is the one who reads that."""
    if R.ATTENDED not in standing.relations or R.FACILITATOR in standing.relations:
        raise Denied("Those who came say how it was, once the facilitator has set down who came.")
    if not is_open:
        raise Denied("It can be said how it was from the day itself on, for four weeks.")


def check_read_feedback(standing: GatheringStanding) -> None:
    if R.FACILITATOR not in standing.relations:
        raise Denied("What those who came say of it is read by the facilitator.")


def check_start_gathering(roles: Collection[Role], kind: GatheringKind | None = None) -> None:
    """Peers meet by themselves; a supervision group has a supervisor. Without a kind: whether any may be started."""
    if Role.SUPERVISOR in roles or (Role.PRACTITIONER in roles and kind in (None, GatheringKind.PEER)):
        return
    if kind is not None and Role.PRACTITIONER in roles:
        raise Denied("A supervisor facilitates this. You can start peer supervision.")
    raise Denied("Only practitioners and supervisors start a group.")
