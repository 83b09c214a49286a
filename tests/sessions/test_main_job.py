"""Does a session go all the way: started, sent, returned, sent again, signed by both, locked, the next one due?"""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Person
from supervision.policy import Denied
from supervision.sessions.models import ActionPoint, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import action_points, records, sign_off
from supervision.sessions.services.sign_off import is_intact
from supervision.vocabulary import NotHeldBy, NotHeldReason, ProgressKind, RecordState, SignatureResponse
from tests.people import NOW, TODAY, lock, send, sign, start


def test_the_second_signature_locks_in_either_order(arrangement: SupervisionArrangement) -> None:
    for first, second in (("practitioner", "supervisor"), ("supervisor", "practitioner")):
        record = send(start(arrangement))
        assert sign(record, getattr(record, first)).state == RecordState.SENT
        assert sign(record, getattr(record, second)).state == RecordState.LOCKED


def test_a_return_voids_a_signature_and_keeps_it_in_the_history(sent: SupervisionSession) -> None:
    sign(sent, sent.practitioner)
    records.return_for_changes(supervision_session=sent, text="Add the plan.", by=sent.supervisor, at=NOW)
    sent.refresh_from_db()
    again = send(sent, text="With the plan.")
    assert again.content_version == 2
    assert [s.voided_at is not None for s in again.signatures.all()] == [True]
    assert lock(again).state == RecordState.LOCKED


def test_signing_needs_the_version_that_was_shown(sent: SupervisionSession) -> None:
    records.take_back(supervision_session=sent, by=sent.practitioner, at=NOW)
    sent.refresh_from_db()
    send(sent, text="Changed.")
    with pytest.raises(sign_off.Changed):
        sign(sent, sent.supervisor)


def test_the_second_signature_is_under_what_the_first_one_signed(sent: SupervisionSession) -> None:
    sign(sent, sent.practitioner)
    SupervisionSession.objects.filter(pk=sent.pk).update(minutes=30)  # as no service does
    with pytest.raises(sign_off.Changed, match="not what the other person signed"):
        sign(sent, sent.supervisor)


def test_nobody_signs_twice(sent: SupervisionSession) -> None:
    sign(sent, sent.practitioner)
    sign(sent, sent.practitioner)  # the same again, as from a double click
    with pytest.raises(Denied):
        sign(sent, sent.practitioner, SignatureResponse.DO_NOT_AGREE, "On second thoughts.")
    assert sent.signatures.count() == 1


def test_disagreement_needs_a_statement_and_stays_with_the_record(sent: SupervisionSession) -> None:
    with pytest.raises(ValidationError):
        sign(sent, sent.practitioner, SignatureResponse.DO_NOT_AGREE, "  ")
    sign(sent, sent.practitioner, SignatureResponse.DO_NOT_AGREE, "Workload is missing.")
    record = sign(sent, sent.supervisor)
    assert record.state == RecordState.LOCKED
    assert [s.statement for s in record.signatures.all()] == ["Workload is missing.", ""]


def test_only_the_two_people_sign(sent: SupervisionSession, colleague: Person, manager: Person) -> None:
    for person in (colleague, manager):
        with pytest.raises(Denied):
            sign(sent, person)


def test_the_same_form_twice_makes_one_record(arrangement: SupervisionArrangement) -> None:
    first = start(arrangement)
    again = start(arrangement, start_key=first.start_key)
    assert again.pk == first.pk
    assert SupervisionSession.objects.count() == 1


def test_a_day_in_the_future_is_not_held(arrangement: SupervisionArrangement) -> None:
    with pytest.raises(ValidationError):
        start(arrangement, held_on=TODAY + timedelta(days=1))


def test_a_session_held_moves_the_due_date_before_anybody_signs(arrangement: SupervisionArrangement) -> None:
    held_on = TODAY - timedelta(days=3)
    start(arrangement, held_on=held_on)
    arrangement.refresh_from_db()
    assert (arrangement.last_held_on, arrangement.next_due_on) == (held_on, held_on + timedelta(days=28))


def test_the_latest_day_counts_whatever_the_order_of_writing(arrangement: SupervisionArrangement) -> None:
    start(arrangement, held_on=TODAY - timedelta(days=3))
    start(arrangement, held_on=TODAY - timedelta(days=40))
    arrangement.refresh_from_db()
    assert arrangement.last_held_on == TODAY - timedelta(days=3)


def test_a_kind_that_does_not_count_leaves_the_due_date(arrangement: SupervisionArrangement) -> None:
    before = arrangement.next_due_on
    start(arrangement, kind_id="unplanned")
    arrangement.refresh_from_db()
    assert arrangement.next_due_on == before


def test_a_session_that_did_not_happen_leaves_the_due_date(
    arrangement: SupervisionArrangement, practitioner: Person
) -> None:
    before = arrangement.next_due_on
    start_key = start(arrangement, kind_id="observation").start_key
    record = records.record_not_held(
        arrangement=arrangement, kind_id="one_to_one", planned_on=TODAY, not_held_by=NotHeldBy.SUPERVISOR,
        reason=NotHeldReason.SICKNESS, explanation="", start_key=NOT_THE_SAME, by=practitioner, at=NOW,
    )  # fmt: skip
    arrangement.refresh_from_db()
    assert (record.state, arrangement.next_due_on) == (RecordState.NOT_HELD, before)
    assert record.start_key != start_key


NOT_THE_SAME = "00000000-0000-4000-8000-000000000001"


def test_discarding_and_striking_take_a_day_out_of_the_count(arrangement: SupervisionArrangement) -> None:
    before = arrangement.next_due_on
    records.discard(supervision_session=start(arrangement), by=arrangement.practitioner, at=NOW)
    arrangement.refresh_from_db()
    assert arrangement.next_due_on == before
    record = lock(send(start(arrangement)))
    records.strike(supervision_session=record, reason="Twice.", by=arrangement.practitioner, at=NOW)
    arrangement.refresh_from_db()
    assert arrangement.next_due_on == before


def test_an_open_action_point_is_carried_into_the_next_session(arrangement: SupervisionArrangement) -> None:
    lock(send(start(arrangement, held_on=TODAY - timedelta(days=30)), points=2))
    done, still_open = ActionPoint.objects.order_by("position")
    action_points.follow_up(action_point=done, kind=ProgressKind.DONE, body="Visit held.", by=done.owner, at=NOW)
    record = send(start(arrangement), points=0)
    assert [row.action_point_id for row in record.carried.all()] == [still_open.pk]


def test_an_action_point_of_a_struck_record_is_not_carried(arrangement: SupervisionArrangement) -> None:
    earlier = lock(send(start(arrangement, held_on=TODAY - timedelta(days=30))))
    records.strike(supervision_session=earlier, reason="Twice.", by=arrangement.supervisor, at=NOW)
    assert not send(start(arrangement)).carried.exists()


def test_closing_asks_for_evidence(sent: SupervisionSession) -> None:
    point = sent.action_points.first()
    assert point is not None
    with pytest.raises(ValidationError):
        action_points.follow_up(action_point=point, kind=ProgressKind.DONE, body=" ", by=sent.practitioner, at=NOW)


def test_sending_again_keeps_the_identity_of_an_action_point(sent: SupervisionSession) -> None:
    before = {point.pk for point in sent.action_points.all()}
    records.take_back(supervision_session=sent, by=sent.practitioner, at=NOW)
    sent.refresh_from_db()
    assert {point.pk for point in send(sent, text="Changed").action_points.all()} == before


def test_an_addendum_stands_beside_a_record_that_stays_intact(locked: SupervisionSession) -> None:
    sign_off.add_addendum(
        supervision_session=locked, reason="New fact.", body="The visit was moved.", by=locked.supervisor, at=NOW
    )
    locked.refresh_from_db()
    assert [addendum.body for addendum in locked.addenda.all()] == ["The visit was moved."]
    assert is_intact(locked)


def test_a_reviewer_rates_beside_and_the_writers_signature_still_stands(sent: SupervisionSession) -> None:
    sign(sent, sent.practitioner)
    sign_off.rate_beside(supervision_session=sent, ratings={1: 4, 2: None}, feelings={}, by=sent.supervisor, at=NOW)
    record = sign(sent, sent.supervisor)
    assert record.state == RecordState.LOCKED
    assert is_intact(record)
    assert record.ratings.filter(rater=sent.supervisor).count() == 2
