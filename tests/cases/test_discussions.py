"""Who reads what a session said of a case, and is the question to the database the policy's own?"""

import itertools
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case
from supervision.policy import CaseRelation, allowed, check_read_discussion
from supervision.sessions.discussion_queries import discussions_of, points_of
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import records
from supervision.times import long_day
from supervision.vocabulary import AuditAction, RecordState
from tests.cases.cast import give
from tests.people import NOW, TODAY, lock, send, start

AGES = {"today": 0, "at the edge": 365, "old": 366}
STATES = [RecordState.SENT, RecordState.RETURNED, RecordState.LOCKED, RecordState.STRUCK]


@pytest.fixture
def records_of(arrangement: SupervisionArrangement, case: Case) -> dict[tuple[RecordState, str], SupervisionSession]:
    """A record that names the case in each state, of each age."""
    return {
        (state, age): _in_state(arrangement, case, state, days)
        for state, (age, days) in itertools.product(STATES, AGES.items())
    }


def _in_state(arrangement: SupervisionArrangement, case: Case, state: RecordState, days: int) -> SupervisionSession:
    record = send(start(arrangement, held_on=TODAY - timedelta(days=days)), cases=[case], points=1)
    by = arrangement.practitioner
    if state is RecordState.RETURNED:
        records.return_for_changes(supervision_session=record, text="x", by=arrangement.supervisor, at=NOW)
    if state in (RecordState.LOCKED, RecordState.STRUCK):
        lock(record)
    if state is RecordState.STRUCK:
        records.strike(supervision_session=record, reason="x", by=by, at=NOW)
    return record


def test_the_question_to_the_database_is_the_policy_for_every_relation_state_and_age(
    records_of: dict[tuple[RecordState, str], SupervisionSession], case: Case
) -> None:
    every = list(CaseRelation)
    some = [frozenset(group) for size in range(len(every) + 1) for group in itertools.combinations(every, size)]
    for relations in some:
        expected = {
            record.pk
            for (state, age), record in records_of.items()
            if allowed(lambda: check_read_discussion(relations, state=state, is_recent=AGES[age] <= 365))  # noqa: B023
        }
        for ask in (discussions_of, points_of):
            rows = ask(case, relations, on=TODAY)
            assert {row.supervision_session_id for row in rows} == expected, relations


def test_a_reader_of_the_case_who_was_not_in_the_session_does_not_open_the_record(
    arrangement: SupervisionArrangement, case: Case, colleague: Person, signed_in: Callable[[Person], Client]
) -> None:
    record = lock(send(start(arrangement), cases=[case]))
    give(case, colleague)
    assert signed_in(colleague).get(f"/cases/{case.pk}/").status_code == 200
    assert signed_in(colleague).get(f"/records/{record.pk}/").status_code == 404


def test_the_timeline_shows_what_was_said_where_the_behaviour_stood_and_what_is_to_be_done(
    arrangement: SupervisionArrangement, case: Case, people: dict[str, Person], signed_in: Callable[[Person], Client]
) -> None:
    record = lock(send(start(arrangement), cases=[case], text="Footballword", points=1))
    page = signed_in(people["given"]).get(f"/cases/{case.pk}/").content.decode()
    asks = (
        f'href="/support/ask/?case={case.pk}">Ask for support<span class="govuk-visually-hidden"> after the discussion '
        f"on {long_day(record.held_on)}"
    )
    assert asks in page
    assert asks not in signed_in(people["lead_supervisor"]).get(f"/cases/{case.pk}/").content.decode()
    for words in ("Discussed in supervision", "Problematic", "Orange", "CR-2041: Footballword", "Open action points",
                  "Step 0. Footballword", "Behaviour over time", "Not yet on the case system"):  # fmt: skip
        assert words in page
    assert "A student." not in page  # who else was there belongs to the session


def test_the_case_is_read_on_the_trail_with_its_discussions_and_action_points(
    arrangement: SupervisionArrangement, case: Case, signed_in: Callable[[Person], Client]
) -> None:
    record = lock(send(start(arrangement), cases=[case], points=1))
    signed_in(case.lead).get(f"/cases/{case.pk}/")
    read = AuditEvent.objects.get(action=AuditAction.READ, kind="case")
    shown = [str(record.discussions.get().pk), str(record.action_points.get().pk)]
    assert read.detail == {"ids": shown}


def test_what_is_older_than_a_supervisor_reads_is_in_none_of_the_three_lists(
    arrangement: SupervisionArrangement, case: Case, people: dict[str, Person], signed_in: Callable[[Person], Client]
) -> None:
    record = start(arrangement, held_on=TODAY - timedelta(days=366))
    lock(send(record, cases=[case], text="Oldword", points=1))
    shown = {who: signed_in(people[who]).get(f"/cases/{case.pk}/").content.decode() for who in ("lead", "cover")}
    assert "Oldword" in shown["lead"]
    assert "Behaviour over time" in shown["lead"]
    assert not any(word in shown["cover"] for word in ("Oldword", "Behaviour over time", "Open action points"))
