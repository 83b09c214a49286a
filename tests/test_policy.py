"""Does the policy say what the table of who may see what says, and does SQL say the same?"""

import itertools
from datetime import timedelta

import pytest

from accounts.models import Person
from supervision.policy import (
    CaseRelation,
    Denied,
    Part,
    Relation,
    Standing,
    allowed,
    check_name_cases,
    check_place,
    check_read,
    check_read_discussion,
    check_step,
    check_write_draft,
)
from supervision.sessions.models import SignatureRoute, SupervisionArrangement, SupervisionSession
from supervision.sessions.queries import standing_of, visible_to, waiting_for_signature
from supervision.sessions.services import arrangements, covers
from supervision.vocabulary import RecordState, RecordStep, Role
from tests.people import NOW, TODAY, begin, lock, make_person, send, start

S, R = RecordState, Relation


def standing(
    *relations: Relation,
    state: RecordState = S.LOCKED,
    writer: bool = False,
    recent: bool = True,
    unsigned: bool = False,
) -> Standing:
    return Standing(frozenset(relations), state, writer, recent, unsigned)


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("relation", R)
def test_a_draft_is_open_to_its_writer_alone(state: RecordState, relation: Relation) -> None:
    for writer in (True, False):
        may = allowed(check_write_draft, standing(relation, state=state, writer=writer))
        party = relation in (R.PRACTITIONER, R.SESSION_SUPERVISOR)
        passed_on = relation is R.ACTING_SUPERVISOR  # a draft comes to them only when it is handed over
        assert may == ((party or passed_on) and writer and state in (S.DRAFT, S.RETURNED))


@pytest.mark.parametrize("state", S)
def test_a_manager_never_opens_content_by_their_role(state: RecordState) -> None:
    for part in (Part.CONTENT, Part.RATINGS, Part.HISTORY):
        assert not allowed(check_read, part, standing(R.MANAGER, state=state))


@pytest.mark.parametrize(("part", "state"), list(itertools.product(Part, S)))
def test_somebody_with_no_relation_opens_nothing(part: Part, state: RecordState) -> None:
    assert not allowed(check_read, part, standing(R.NONE, state=state))
    assert not allowed(check_read, part, standing(state=state))


@pytest.mark.parametrize(
    ("state", "recent", "may"),
    [(S.LOCKED, True, True), (S.LOCKED, False, False), (S.SENT, True, False), (S.DRAFT, True, False)],
)
def test_a_later_supervisor_opens_signed_content_of_twelve_months(state: RecordState, recent: bool, may: bool) -> None:
    assert allowed(check_read, Part.CONTENT, standing(R.CURRENT_SUPERVISOR, state=state, recent=recent)) == may


@pytest.mark.parametrize(("unsigned", "may"), [(True, False), (False, True)])
def test_a_later_supervisor_opens_a_struck_record_only_if_it_was_signed(unsigned: bool, may: bool) -> None:
    struck = standing(R.CURRENT_SUPERVISOR, state=S.STRUCK, unsigned=unsigned)
    assert allowed(check_read, Part.CONTENT, struck) == may


@pytest.mark.parametrize(
    ("relation", "recent", "old"),
    [
        (CaseRelation.LEAD, True, True),
        (CaseRelation.GIVEN_ACCESS, True, True),
        (CaseRelation.LEAD_SUPERVISOR, True, False),
        (CaseRelation.SUPERVISOR, True, False),
        (None, False, False),
    ],
)
def test_what_was_said_of_a_case_is_read_with_it_once_it_is_signed(
    relation: CaseRelation | None, recent: bool, old: bool
) -> None:
    relations = frozenset({relation} - {None})
    for state in S:
        for is_recent, may in ((True, recent), (False, old)):
            found = allowed(lambda: check_read_discussion(relations, state=state, is_recent=is_recent))  # noqa: B023
            assert found == (may and state is S.LOCKED)


@pytest.mark.parametrize(
    ("relation", "recent", "old"),
    [
        (CaseRelation.LEAD, True, True),
        (CaseRelation.GIVEN_ACCESS, True, True),
        (CaseRelation.LEAD_SUPERVISOR, True, False),
        (CaseRelation.SUPERVISOR, False, False),
        (None, False, False),
    ],
)
def test_what_is_signed_is_placed_by_who_works_with_the_child_and_the_leads_supervisor(
    relation: CaseRelation | None, recent: bool, old: bool
) -> None:
    relations = frozenset({relation} - {None})
    for state in S:
        for is_recent, may in ((True, recent), (False, old)):
            found = allowed(lambda: check_place(relations, state=state, is_recent=is_recent))  # noqa: B023
            assert found == (may and state is S.LOCKED)


@pytest.mark.parametrize("may", [True, False])
def test_a_record_names_only_cases_that_its_writer_may_open(may: bool) -> None:
    assert allowed(lambda: check_name_cases(may_all=may)) == may


def test_the_writer_cannot_return_their_own_record() -> None:
    with pytest.raises(Denied):
        check_step(RecordStep.RETURN, standing(R.PRACTITIONER, state=S.SENT, writer=True))


def test_no_step_is_open_to_anybody_but_the_two(sent: SupervisionSession) -> None:
    for step, relation in itertools.product(RecordStep, (R.CURRENT_SUPERVISOR, R.MANAGER, R.NONE)):
        assert not allowed(check_step, step, standing(relation, state=S.SENT))


def test_sql_and_policy_agree_on_who_knows_of_a_record(
    arrangement: SupervisionArrangement,
    next_supervisor: Person,
    colleague: Person,
    manager: Person,
    manager_elsewhere: Person,
    administrator: Person,
) -> None:
    found = [start(arrangement), send(start(arrangement)), lock(send(start(arrangement)))]
    arrangements.end(arrangement=arrangement, ends_on=TODAY - timedelta(days=1), by=arrangement.supervisor, at=NOW)
    lead = begin(arrangement.practitioner, next_supervisor, starts_on=TODAY)
    cover, named = make_person("Vera Field", Role.SUPERVISOR), make_person("Rae Named", Role.SUPERVISOR)
    covers.begin(arrangements=[lead], cover=cover, starts_on=TODAY, ends_on=TODAY, by=next_supervisor, at=NOW)
    found += [start(lead, held_on=TODAY), send(start(lead, held_on=TODAY))]
    for person, record in ((named, found[1]), (manager_elsewhere, found[4])):
        SignatureRoute.objects.create(
            supervision_session=record, party="supervisor", person=person, in_place_of=record.supervisor,
            routed_by=person, routed_at=NOW,
        )  # fmt: skip
    people = [cover, named, arrangement.practitioner, arrangement.supervisor, next_supervisor, colleague, manager]
    for person in [*people, manager_elsewhere, administrator]:
        for on in (TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)):
            visible = {record.pk: record for record in visible_to(person, on=on)}
            waiting = set(waiting_for_signature(person, on=on).values_list("pk", flat=True))
            for record in found:
                stands = standing_of(person, record, on=on)
                may = allowed(check_read, Part.METADATA, stands)
                assert may == (record.pk in visible), f"{person} and {record.state} on {on}"
                assert not may or standing_of(person, visible[record.pk], on=on) == stands
                signs = allowed(check_step, RecordStep.SIGN, stands)
                assert signs == (record.pk in waiting), f"{person} signs {record.state} on {on}"


def test_a_change_of_supervisor_counts_from_the_next_request(
    locked: SupervisionSession, next_supervisor: Person
) -> None:
    assert not visible_to(next_supervisor, on=TODAY).exists()
    assert locked.arrangement is not None
    arrangements.end(arrangement=locked.arrangement, ends_on=TODAY - timedelta(days=1), by=locked.supervisor, at=NOW)
    begin(locked.practitioner, next_supervisor, starts_on=TODAY)
    assert visible_to(next_supervisor, on=TODAY).exists()
