"""Who may see and do what? Pure decisions on roles, relations and states; nothing is allowed by default.

`check_…` raises Denied with its reason, `can_…` is its yes or no. Queries turn READABLE into SQL.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from supervision.rules.record_states import EDITABLE, may_follow
from supervision.vocabulary import PauseReason, PlanState, RecordState, RecordStep, Role

S = RecordState
OPEN_TO_BOTH = frozenset({S.SENT, S.RETURNED, S.LOCKED, S.NOT_HELD, S.STRUCK})
SIGNED = frozenset({S.LOCKED, S.STRUCK, S.NOT_HELD})
EVERY_STATE = frozenset(S) - {S.DISCARDED}
RECENT_MONTHS = 12


class Relation(Enum):
    """What a person is to a record. The current supervisor leads or covers; a specialist is none."""

    PRACTITIONER = auto()
    SESSION_SUPERVISOR = auto()
    ACTING_SUPERVISOR = auto()
    CURRENT_SUPERVISOR = auto()
    MANAGER = auto()
    NONE = auto()


class Part(Enum):
    """What of a record is asked for."""

    METADATA = auto()
    CONTENT = auto()
    RATINGS = auto()
    HISTORY = auto()


class CaseRelation(Enum):
    """What a person is to a case. A supervisor leads or covers the supervision of its lead practitioner, now."""

    LEAD = auto()
    GIVEN_ACCESS = auto()
    LEAD_SUPERVISOR = auto()
    SUPERVISOR = auto()


class Denied(Exception):
    """Not allowed; the message is the reason, in words for the person who asked."""


@dataclass(frozen=True)
class Standing:
    """How a person stands to one record at this moment."""

    relations: frozenset[Relation]
    state: RecordState
    is_writer: bool
    is_recent: bool
    is_unsigned: bool  # struck through before both had signed: what it says was never signed content
    their_side_wrote: bool = False  # somebody who stands in for the supervisor, in a record the supervisor wrote


R, P = Relation, Part
READABLE: dict[tuple[Part, Relation], frozenset[RecordState]] = {
    (P.METADATA, R.PRACTITIONER): EVERY_STATE,
    (P.METADATA, R.SESSION_SUPERVISOR): EVERY_STATE,
    (P.METADATA, R.ACTING_SUPERVISOR): EVERY_STATE,
    (P.METADATA, R.CURRENT_SUPERVISOR): EVERY_STATE,
    (P.METADATA, R.MANAGER): EVERY_STATE,
    (P.CONTENT, R.PRACTITIONER): OPEN_TO_BOTH,
    (P.CONTENT, R.SESSION_SUPERVISOR): OPEN_TO_BOTH,
    (P.CONTENT, R.ACTING_SUPERVISOR): OPEN_TO_BOTH,
    (P.CONTENT, R.CURRENT_SUPERVISOR): SIGNED,
    (P.RATINGS, R.PRACTITIONER): OPEN_TO_BOTH,
    (P.RATINGS, R.SESSION_SUPERVISOR): OPEN_TO_BOTH,
    (P.RATINGS, R.ACTING_SUPERVISOR): OPEN_TO_BOTH,
    (P.RATINGS, R.CURRENT_SUPERVISOR): OPEN_TO_BOTH,
    (P.HISTORY, R.PRACTITIONER): EVERY_STATE,
    (P.HISTORY, R.SESSION_SUPERVISOR): EVERY_STATE,
    (P.HISTORY, R.ACTING_SUPERVISOR): EVERY_STATE,
}
PARTIES = frozenset({R.PRACTITIONER, R.SESSION_SUPERVISOR})
WRITERS_STEPS = frozenset({RecordStep.SEND, RecordStep.TAKE_BACK, RecordStep.DISCARD})
ACTING_STEPS = frozenset({RecordStep.SIGN, RecordStep.COMMENT, RecordStep.RETURN, RecordStep.ADDENDUM})


def check_read(part: Part, standing: Standing) -> None:
    """Raises Denied unless one of the person's relations opens this part in this state."""
    if part is Part.CONTENT and standing.is_writer and standing.state in EDITABLE:
        return
    for relation in standing.relations:
        if standing.state in READABLE.get((part, relation), frozenset()):
            if relation is R.CURRENT_SUPERVISOR and part is P.CONTENT and not _open_to_a_later(standing):
                continue
            return
    if standing.state in EDITABLE:
        raise Denied("This record is being written. It can be read once it has been sent.")
    raise Denied("This record is not open to you.")


def _open_to_a_later(standing: Standing) -> bool:
    """Whether a supervisor who was not in the session may open what it says."""
    return standing.is_recent and not standing.is_unsigned


def check_step(step: RecordStep, standing: Standing) -> None:
    """Raises Denied unless the person is or acts for a party, the state allows it, and it is theirs to do."""
    if not (standing.relations & PARTIES or _acts_in(step, standing)):
        raise Denied("Only the two people in a session can do this.")
    if not may_follow(standing.state, step):
        raise Denied("This record is not at a point where that can be done.")
    if step in WRITERS_STEPS and not standing.is_writer:
        raise Denied("Only the person writing this record can do this.")
    if step is RecordStep.RETURN and standing.is_writer:
        raise Denied("You wrote this record: take it back to change it.")
    if step is RecordStep.RETURN and standing.their_side_wrote:
        raise Denied("The supervisor you stand in for wrote this record. You can comment on it, or sign it.")


def _acts_in(step: RecordStep, standing: Standing) -> bool:
    """Whoever stands in signs and answers for the supervisor; they write only what was passed on to them."""
    own = standing.is_writer and step in WRITERS_STEPS
    return R.ACTING_SUPERVISOR in standing.relations and (own or step in ACTING_STEPS)


def check_rate_beside(standing: Standing) -> None:
    """The person who did not write the record may put their own ratings beside it, until they sign."""
    check_step(RecordStep.SIGN, standing)
    if standing.is_writer:
        raise Denied("Your own ratings are part of the record you wrote.")
    if standing.their_side_wrote:
        raise Denied("The ratings of the supervisor you stand in for are part of the record they wrote.")


def check_write_draft(standing: Standing) -> None:
    if standing.state not in EDITABLE:
        raise Denied("This record has been sent and can no longer be changed.")
    if not (standing.is_writer and standing.relations & (PARTIES | {R.ACTING_SUPERVISOR})):
        raise Denied("Only the person writing this record can change it.")


def check_private_note(standing: Standing) -> None:
    """Each party may keep a note of their own, before and after the lock; so may whom the writing was passed on to."""
    passed_on = standing.is_writer and R.ACTING_SUPERVISOR in standing.relations
    if not (standing.relations & PARTIES or passed_on) or standing.state is S.DISCARDED:
        raise Denied("Only the two people in a session can keep a note about it.")


def check_follow_up(standing: Standing, *, is_owner: bool) -> None:
    """An action point is followed up by its owner and by the supervisors, once it has been sent."""
    supervisors = {R.SESSION_SUPERVISOR, R.ACTING_SUPERVISOR, R.CURRENT_SUPERVISOR}
    if standing.state not in {S.SENT, S.LOCKED}:
        raise Denied("This action point is still being written.")
    if not (is_owner or standing.relations & supervisors):
        raise Denied("Only its owner and the supervisor can follow up an action point.")


def check_plan(*, is_party: bool, state: PlanState = PlanState.BOOKED) -> None:
    """A session is booked, moved and cancelled by either of the two, until there is a record of what came of it."""
    if not is_party:
        raise Denied("Only the two people in an arrangement can plan its sessions.")
    if state is not PlanState.BOOKED:
        raise Denied("This session is no longer booked: its record says what came of it.")


CASE_WRITERS = frozenset({CaseRelation.LEAD, CaseRelation.GIVEN_ACCESS})


def reads_only_recent(relations: frozenset[CaseRelation]) -> bool:
    """Of a case's notes: whoever works with the child reads all, a supervisor those of the last twelve months."""
    return not relations & CASE_WRITERS


def check_read_discussion(relations: frozenset[CaseRelation], *, state: RecordState, is_recent: bool) -> None:
    """What a session said of a case is read with the case once it is signed, without the session around it."""
    if not relations:
        raise Denied("This case is not open to you.")
    if state is not S.LOCKED:
        raise Denied("What was said of a case can be read here once the record is signed.")
    if reads_only_recent(relations) and not is_recent:
        raise Denied("A supervisor reads what was said of a case in the last twelve months.")


PLACERS = CASE_WRITERS | {CaseRelation.LEAD_SUPERVISOR}


def check_place(
    relations: frozenset[CaseRelation], *, state: RecordState, is_recent: bool, is_there: bool = True
) -> None:
    """Who says that a discussion is on the child's file: its readers but supervisors beside the lead's.

    That it is not there after all can be said of a record that was entered in error, too.
    """
    taken_off = state is S.STRUCK and not is_there
    check_read_discussion(relations, state=S.LOCKED if taken_off else state, is_recent=is_recent)
    if not relations & PLACERS:
        raise Denied("The lead practitioner, their lead supervisor and people with access say what is on the file.")


def check_name_cases(*, may_all: bool) -> None:
    """A record names only cases that its writer may open."""
    if not may_all:
        raise Denied("A case that you cannot open cannot be named in a record.")


def check_write_note(relations: frozenset[CaseRelation], *, is_closed: bool) -> None:
    if not relations & CASE_WRITERS:
        raise Denied("Only the lead practitioner, and people who were given access, write about this case.")
    if is_closed:
        raise Denied("This case is closed. Its lead practitioner can reopen it.")


def check_correct_note(relations: frozenset[CaseRelation]) -> None:
    """A note is put right also after the case was closed."""
    check_write_note(relations, is_closed=False)


def check_keep_case(relations: frozenset[CaseRelation]) -> None:
    if CaseRelation.LEAD not in relations:
        raise Denied("Only the lead practitioner can do this.")


def check_give_access(relations: frozenset[CaseRelation]) -> None:
    if not relations & {CaseRelation.LEAD, CaseRelation.LEAD_SUPERVISOR}:
        raise Denied("Only the lead practitioner and their lead supervisor give and take access to a case.")


def check_hand_on_case(relations: frozenset[CaseRelation], *, lead_leaves: bool) -> None:
    """A case is handed on by whoever leads it; when they leave or have left, by their lead supervisor as well."""
    if CaseRelation.LEAD in relations:
        return
    if CaseRelation.LEAD_SUPERVISOR not in relations:
        raise Denied("Only the lead practitioner hands on a case, or their lead supervisor when they leave.")
    if not lead_leaves:
        raise Denied("The lead practitioner hands on this case. When they leave, you can.")


def check_add_case(roles: Collection[Role]) -> None:
    if Role.PRACTITIONER not in roles:
        raise Denied("Only practitioners add cases: whoever adds one leads it.")


def check_administer(roles: Collection[Role]) -> None:
    if Role.ADMINISTRATOR not in roles:
        raise Denied("Only administrators can do this.")


def check_end_pause(reason: PauseReason, is_own: bool) -> None:
    """Days away are changed by the person, their supervisors and administrators; a suspension not by the person."""
    if is_own and reason is PauseReason.SUSPENSION:
        raise Denied("A suspension is ended by your supervisor or an administrator.")


def check_see_team(roles: Collection[Role]) -> None:
    if Role.SUPERVISOR not in roles:
        raise Denied("Only supervisors have a team page.")


def check_see_confidence(*, answers: bool) -> None:
    """How somebody's confidence has changed is between them and whoever leads or covers their supervision."""
    if not answers:
        raise Denied("Only whoever leads or covers somebody’s supervision sees how their confidence has changed.")


def check_run_pulse(*, manages_all: bool) -> None:
    """Surveys of the whole workforce are started, and their results read, by managers of the whole organisation."""
    if not manages_all:
        raise Denied("Only managers of the whole organisation have this page.")


def check_read_results(*, manages_all: bool, is_closed: bool) -> None:
    check_run_pulse(manages_all=manages_all)
    if not is_closed:
        raise Denied("The results of a pulse are shown once it is closed.")


def check_manage(roles: Collection[Role]) -> None:
    if Role.MANAGER not in roles:
        raise Denied("Only managers have this page.")


def allowed(check: Callable[..., None], *args: Any) -> bool:
    """Whether a check passes: `allowed(check_step, RecordStep.SIGN, standing)`."""
    try:
        check(*args)
    except Denied:
        return False
    return True
