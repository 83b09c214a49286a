"""Do the policy and SQL say the same about who knows of a group, and does the policy say what was decided?"""

import itertools

import pytest

from accounts.models import Person
from supervision.gathering_policy import (
    GatheringRelation,
    GatheringStanding,
    check_gathering_step,
    check_read_gathering,
)
from supervision.policy import Part, allowed
from supervision.sessions.gathering_queries import gatherings, get_gathering, standing_of, visible_to, waiting_for
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import gathering_sign_off
from supervision.sessions.services import gatherings as services
from supervision.vocabulary import RecordState, RecordStep, Role
from tests.gatherings.cast import confirm, fill, send, start
from tests.people import NOW, TODAY, make_person

S, R = RecordState, GatheringRelation


@pytest.mark.parametrize(("relation", "state"), list(itertools.product(R, S)))
def test_what_was_said_is_read_by_those_who_came_once_it_is_signed(relation: R, state: S) -> None:
    standing = GatheringStanding(frozenset({relation}), state)
    expected = {
        R.FACILITATOR: state is not S.DISCARDED,
        R.ATTENDED: state in (S.SENT, S.LOCKED, S.STRUCK),
    }.get(relation, False)
    for part in (Part.CONTENT, Part.HISTORY):
        assert allowed(check_read_gathering, part, standing) == expected
    assert not allowed(check_read_gathering, Part.RATINGS, standing)


@pytest.mark.parametrize(("step", "state"), list(itertools.product(RecordStep, S)))
def test_nobody_who_was_not_there_moves_it(step: RecordStep, state: S) -> None:
    for relation in (R.INVITED, R.MANAGER):
        assert not allowed(check_gathering_step, step, GatheringStanding(frozenset({relation}), state, may_close=True))


def test_sql_and_policy_agree_on_who_knows_of_a_group_and_whose_answer_is_wanted(
    supervisor: Person, practitioner: Person, colleague: Person, next_supervisor: Person, manager: Person,
    manager_elsewhere: Person, administrator: Person,
) -> None:  # fmt: skip
    both = [practitioner, colleague]

    def group() -> SupervisionSession:
        return fill(start(supervisor, [*both, next_supervisor]), came=both)

    found = [start(supervisor, both), group(), send(group()), send(group()), send(group()), send(group()), group()]
    confirm(found[3], practitioner)
    gathering_sign_off.take_back(supervision_session=found[4], by=supervisor, at=NOW)
    for person in both:
        confirm(found[5], person)
    services.discard(supervision_session=found[6], by=supervisor, at=NOW)
    stranger = make_person("Sten Stranger", Role.PRACTITIONER, Role.SUPERVISOR, team=make_person("x").team)
    people = [supervisor, *both, next_supervisor, manager, manager_elsewhere, administrator, stranger]
    for person in people:
        visible = {record.pk: record for record in visible_to(person)}
        wanted = set(waiting_for(person).values_list("supervision_session", flat=True))
        for record in SupervisionSession.every.filter(pk__in=[one.pk for one in found]).order_by("pk"):
            stands = standing_of(person, record, on=TODAY)
            may = allowed(check_read_gathering, Part.METADATA, stands)
            assert may == (record.pk in visible), f"{person} and {record.state}"
            assert not may or standing_of(person, visible[record.pk], on=TODAY) == stands
            assert not may or get_gathering(person, record.pk, on=TODAY, part=Part.METADATA)[1] == stands
            answers = allowed(check_gathering_step, RecordStep.SIGN, stands)
            assert answers == (record.pk in wanted), f"{person} answers {record.state}"
    assert gatherings().count() == 6
