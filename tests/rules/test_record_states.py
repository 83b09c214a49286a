"""Does the table of transitions say everything, and nothing twice?"""

import pytest

from supervision.rules.record_states import EDITABLE, SEALED, TRANSITIONS, WrongState, after, may_follow
from supervision.vocabulary import RecordState, RecordStep


def test_every_state_can_be_reached_from_a_draft_or_is_where_a_record_begins() -> None:
    reached = {RecordState.DRAFT, RecordState.NOT_HELD}
    for _ in RecordState:
        reached |= {end for (state, _step), end in TRANSITIONS.items() if state in reached}
    assert reached == set(RecordState)


def test_a_locked_record_takes_only_an_addendum_or_a_strike() -> None:
    steps = {step for step in RecordStep if may_follow(RecordState.LOCKED, step)}
    assert steps == {RecordStep.ADDENDUM, RecordStep.STRIKE}


def test_a_discarded_draft_takes_nothing() -> None:
    assert not any(may_follow(RecordState.DISCARDED, step) for step in RecordStep)


def test_no_state_is_both_editable_and_sealed() -> None:
    assert not EDITABLE & SEALED


def test_a_step_out_of_turn_is_refused() -> None:
    with pytest.raises(WrongState):
        after(RecordState.LOCKED, RecordStep.SEND)
