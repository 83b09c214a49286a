"""Does supervision go on when somebody covers, changes or leaves, with nothing lost and nothing stuck?"""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from accounts.models import Person, Team
from supervision.outbox.models import Notice
from supervision.policy import Denied, Part, Relation, allowed, check_private_note, check_read, check_step
from supervision.sessions import queries
from supervision.sessions.models import (
    ActionPoint,
    Departure,
    Handover,
    PlannedSession,
    SignatureRoute,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.sessions.services import (
    action_points,
    agenda,
    agreements,
    continuity,
    covers,
    drafts,
    notes,
    pauses,
    records,
    sign_off,
)
from supervision.sessions.services import arrangements as arranging
from supervision.vocabulary import PauseReason, Place, PlanState, ProgressKind, RecordState, RecordStep, Role
from tests.people import NOW, TODAY, begin, content, make_person, send, sign, start

DAY = timedelta(days=1)
YESTERDAY, TOMORROW, AT_TOMORROW = TODAY - DAY, TODAY + DAY, NOW + DAY


@pytest.fixture
def cover(team: Team) -> Person:
    return make_person("Vera Field", Role.SUPERVISOR, team=team)


def set_cover(
    arrangement: SupervisionArrangement, cover: Person, first: date = TODAY, last: date = TODAY + 7 * DAY
) -> SupervisionArrangement:
    return continuity.set_cover(
        arrangements=[arrangement], cover=cover, starts_on=first, ends_on=last, by=arrangement.supervisor, at=NOW
    )[0]


def standing(person: Person, record: SupervisionSession, on: date = TODAY) -> frozenset[Relation]:
    return queries.standing_of(person, record, on=on).relations


def test_a_cover_signs_in_place_of_the_supervisor(sent: SupervisionSession, cover: Person) -> None:
    set_cover(sent.arrangement, cover)
    assert list(queries.waiting_for_signature(cover, on=TODAY)) == [sent]
    sign(sent, cover)
    locked = sign(sent, sent.practitioner)
    assert locked.state == RecordState.LOCKED
    assert sign_off.is_intact(locked)
    assert locked.signatures.get(party="supervisor").person == cover
    assert not queries.waiting_for_signature(sent.supervisor, on=TODAY).exists()


def test_a_side_signs_once(sent: SupervisionSession, cover: Person) -> None:
    set_cover(sent.arrangement, cover)
    sign(sent, cover)
    with pytest.raises(Denied, match="your side"):
        sign(sent, sent.supervisor)


@pytest.mark.parametrize(("days", "may"), [(-1, False), (0, True), (7, True), (8, False)])
def test_a_cover_counts_from_its_first_to_its_last_day(
    days: int, may: bool, sent: SupervisionSession, cover: Person
) -> None:
    set_cover(sent.arrangement, cover)
    on = TODAY + days * DAY
    assert (Relation.ACTING_SUPERVISOR in standing(cover, sent, on)) == may
    assert queries.visible_to(cover, on=on).filter(pk=sent.pk).exists() == may
    assert queries.waiting_for_signature(cover, on=on).exists() == may
    assert queries.action_points_for(cover, on=on).exists() == may


def test_a_cover_ended_early_is_over_at_once(sent: SupervisionSession, cover: Person) -> None:
    one = set_cover(sent.arrangement, cover)
    covers.end_now(cover=one, by=cover, at=NOW)
    assert standing(cover, sent) == frozenset()
    assert not SupervisionArrangement.objects.filter(pk=one.pk).exists()


def test_nobody_covers_their_own_supervision(arrangement: SupervisionArrangement, practitioner: Person) -> None:
    with pytest.raises(ValidationError, match="own supervision"):
        set_cover(arrangement, practitioner)


def test_no_stand_in_signs_as_the_supervisor_of_their_own_session(sent: SupervisionSession) -> None:
    with pytest.raises(Error), transaction.atomic():
        route(sent, sent.practitioner)
    assert standing(sent.practitioner, sent) == {Relation.PRACTITIONER}


def test_a_cover_writes_nothing_of_anybody_elses(draft: SupervisionSession, cover: Person) -> None:
    set_cover(draft.arrangement, cover)
    stands = queries.standing_of(cover, draft, on=TODAY)
    assert not allowed(check_read, Part.CONTENT, stands)
    for step in (RecordStep.SEND, RecordStep.DISCARD):
        assert not allowed(check_step, step, stands)
    assert not allowed(check_private_note, stands)


def test_a_cover_holds_sessions_and_the_day_counts(arrangement: SupervisionArrangement, cover: Person) -> None:
    own = set_cover(arrangement, cover, first=YESTERDAY)
    record = send(start(own, by=cover))
    assert (record.supervisor, record.arrangement) == (cover, own)
    arrangement.refresh_from_db()
    assert arrangement.last_held_on == YESTERDAY
    with pytest.raises(ValidationError, match="began on"):
        start(own, by=cover, held_on=TODAY - 5 * DAY)


def test_a_covers_session_takes_up_what_was_shared_and_leaves_what_the_other_kept(
    arrangement: SupervisionArrangement, cover: Person
) -> None:
    own = set_cover(arrangement, cover)
    agenda.add(arrangement=arrangement, body="From the cover", is_shared=True, by=cover, at=NOW)
    with pytest.raises(Denied):
        agenda.add(arrangement=arrangement, body="Hidden", is_shared=False, by=cover, at=NOW)
    kept = agenda.add(arrangement=arrangement, body="Mine", is_shared=False, by=arrangement.supervisor, at=NOW)
    assert [item.body for item in queries.agenda_for(cover, arrangement)] == ["From the cover"]
    send(start(own, by=cover, held_on=TODAY))
    assert list(queries.agenda_for(arrangement.supervisor, arrangement)) == [kept]


def route(record: SupervisionSession, to: Person) -> SignatureRoute:
    return SignatureRoute.objects.create(
        supervision_session=record, party="supervisor", person=to, in_place_of=record.supervisor, routed_by=to,
        routed_at=NOW,
    )  # fmt: skip


def hand_over(arrangement: SupervisionArrangement, to: Person, on: date = TODAY, at: datetime = NOW) -> Handover:
    return continuity.plan_handover(arrangements=[arrangement], to=to, on=on, by=to, at=at)[0]


def agree(arrangement: SupervisionArrangement) -> None:
    agreement = agreements.write(
        arrangement=arrangement, interval_days=21, minutes=60, place=Place.VIDEO, review_on=TODAY + 90 * DAY,
        confidentiality="Between us", disagreements="We talk", adjustments="Breaks", by=arrangement.supervisor, at=NOW,
    )  # fmt: skip
    agreements.sign(agreement=agreement, by=arrangement.practitioner, at=NOW)


def test_a_handover_takes_the_agreement_along_to_be_signed_and_keeps_its_interval(
    arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    agree(arrangement)
    new = hand_over(arrangement, next_supervisor).to_arrangement
    new.refresh_from_db()
    arrangement.refresh_from_db()
    passed = new.agreements.get()
    assert (arrangement.ends_on, new.starts_on, new.interval_days) == (YESTERDAY, TODAY, 21)
    assert (passed.passed_over_from, passed.confidentiality) == (arrangement.agreements.get(), "Between us")
    assert not passed.signatures.exists()


def test_a_handover_passes_what_is_to_be_done_and_not_what_is_private(
    sent: SupervisionSession, next_supervisor: Person
) -> None:
    arrangement, old = sent.arrangement, sent.supervisor
    point = sent.action_points.first()
    assert point is not None
    ActionPoint.objects.filter(pk=point.pk).update(owner=old, held_by=old)
    notes.save(supervision_session=sent, body="My own", base_version=0, by=old, at=NOW)
    kept = agenda.add(arrangement=arrangement, body="Old one's own", is_shared=False, by=old, at=NOW)
    agenda.add(arrangement=arrangement, body="Shared", is_shared=True, by=old, at=NOW)
    agenda.add(arrangement=arrangement, body="Practitioner's", is_shared=False, by=sent.practitioner, at=NOW)
    new = hand_over(arrangement, next_supervisor).to_arrangement
    point.refresh_from_db()
    assert (point.owner, point.held_by) == (old, next_supervisor)
    assert point.progress.get().kind == ProgressKind.PASSED_ON
    assert [item.body for item in queries.agenda_for(sent.practitioner, new)] == ["Shared", "Practitioner's"]
    assert [item.body for item in queries.agenda_for(next_supervisor, new)] == ["Shared"]
    assert list(queries.agenda_for(old, arrangement)) == [kept]
    assert queries.private_note_of(next_supervisor, sent) is None
    assert list(queries.waiting_for_signature(old, on=TODAY)) == [sent]
    assert Notice.objects.filter(person=next_supervisor, kind="passed_on").count() == 1


def test_a_former_supervisor_signs_unless_they_fall_ill_before_or_after_the_handover(
    sent: SupervisionSession, next_supervisor: Person, administrator: Person
) -> None:
    old, other = sent.supervisor, send(start(sent.arrangement))
    assert sent.sign_by is not None
    sign(other, old)
    hand_over(sent.arrangement, next_supervisor)
    assert list(queries.waiting_for_signature(old, on=TODAY)) == [sent]

    known, days = SupervisionSession.objects.filter(pk=sent.pk), {"starts_on": TOMORROW, "ends_on": TOMORROW + 6 * DAY}
    ill = pauses.pause(person=old, reason=PauseReason.SICKNESS, by=administrator, at=NOW, **days)
    known.update(sign_by=TODAY)  # even where it should be signed by now, a few days are no reason
    assert continuity.apply_due(at=AT_TOMORROW) == 0
    known.update(sign_by=sent.sign_by)
    pauses.move_end(pause=ill, ends_on=sent.sign_by - DAY, by=administrator, at=NOW)  # back in time to sign
    assert continuity.apply_due(at=AT_TOMORROW) == 0
    pauses.move_end(pause=ill, ends_on=sent.sign_by, by=administrator, at=AT_TOMORROW)
    assert [continuity.apply_due(at=at) for at in (NOW, AT_TOMORROW, AT_TOMORROW)] == [0, 1, 0]

    named = SignatureRoute.objects.get()
    assert (named.person, named.in_place_of, named.routed_by) == (next_supervisor, old, administrator)
    assert sent.events.filter(step=RecordStep.REROUTE).count() == 1
    wanted = Notice.objects.filter(kind="signature_wanted", about_id=str(sent.pk), settled_at=None)
    assert {notice.person for notice in wanted} == {sent.practitioner, next_supervisor} - {sent.writer}
    assert list(queries.waiting_for_signature(next_supervisor, on=TOMORROW)) == [sent]
    sign(sent, sent.practitioner)
    assert sign(sent, next_supervisor).state == RecordState.LOCKED


@pytest.mark.parametrize("has_left", [True, False])
def test_a_handover_from_somebody_away_or_gone_passes_their_signature(
    has_left: bool, sent: SupervisionSession, next_supervisor: Person, administrator: Person
) -> None:
    old = sent.supervisor
    if has_left:
        Person.objects.filter(pk=old.pk).update(is_active=False)
    else:
        days = {"starts_on": YESTERDAY, "ends_on": TODAY + 60 * DAY}
        pauses.pause(person=old, reason=PauseReason.SICKNESS, by=administrator, at=NOW, **days)
    hand_over(sent.arrangement, next_supervisor)
    assert list(queries.waiting_for_signature(next_supervisor, on=TODAY)) == [sent]
    assert SignatureRoute.objects.get().routed_by == next_supervisor  # who planned the handover here


def test_what_is_booked_from_the_day_on_passes(arrangement: SupervisionArrangement, next_supervisor: Person) -> None:
    before, after = (
        PlannedSession.objects.create(
            arrangement=arrangement, kind_id="one_to_one", starts_at=NOW + days * DAY, minutes=60, place=Place.VIDEO
        )
        for days in (1, 9)
    )
    handover = hand_over(arrangement, next_supervisor, on=TODAY + 5 * DAY)
    assert handover.applied_at is None
    continuity.apply_due(at=NOW + 5 * DAY)
    assert continuity.apply_due(at=NOW + 5 * DAY) == 0
    assert list(arrangement.planned.all()) == [before]
    assert list(handover.to_arrangement.planned.all()) == [after]
    assert [change.change for change in after.changes.all()] == ["passed_on"]


def test_a_handover_counts_on_its_day_even_before_the_clock_has_come_round(
    locked: SupervisionSession, next_supervisor: Person
) -> None:
    hand_over(locked.arrangement, next_supervisor, on=TOMORROW)
    assert standing(next_supervisor, locked) == frozenset()
    assert standing(next_supervisor, locked, TOMORROW) == {Relation.CURRENT_SUPERVISOR}


def test_a_handover_can_be_taken_back_until_its_day(
    arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    handover = hand_over(arrangement, next_supervisor, on=TOMORROW)
    continuity.cancel_handover(handover=handover, by=next_supervisor, at=NOW)
    arrangement.refresh_from_db()
    assert (arrangement.ends_on, SupervisionArrangement.objects.count()) == (None, 1)
    again = hand_over(arrangement, next_supervisor)
    with pytest.raises(ValidationError, match="has taken place"):
        continuity.cancel_handover(handover=again, by=next_supervisor, at=NOW)


def test_a_bulk_handover_is_all_or_nothing(
    arrangement: SupervisionArrangement, next_supervisor: Person, supervisor: Person
) -> None:
    own = begin(next_supervisor, supervisor)
    with pytest.raises(ValidationError, match="cannot supervise themselves"):
        continuity.plan_handover(arrangements=[arrangement, own], to=next_supervisor, on=TODAY, by=supervisor, at=NOW)
    assert not Handover.objects.exists()


def leave(
    person: Person, successor: Person | None, by: Person, last_on: date = YESTERDAY, at: datetime = NOW
) -> Departure:
    return continuity.plan_departure(person=person, last_on=last_on, successor=successor, each={}, by=by, at=at)


def test_nothing_of_a_leaver_is_stuck(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person, manager: Person
) -> None:
    """Three unsigned records: one to sign, one they wrote and nobody signed, and one of their own supervision."""
    practitioner, leaver = arrangement.practitioner, arrangement.supervisor
    own = begin(leaver, manager)
    to_sign = send(start(arrangement))
    sign(to_sign, practitioner)
    written = send(start(arrangement, by=leaver))
    as_practitioner = send(start(own))
    leave(leaver, next_supervisor, administrator)
    leaver.refresh_from_db()
    assert not leaver.is_active
    waiting = set(queries.waiting_for_signature(next_supervisor, on=TODAY))
    assert waiting == {to_sign, written}
    assert sign(to_sign, next_supervisor).state == RecordState.LOCKED
    sign(written, practitioner)
    assert sign(written, next_supervisor).state == RecordState.LOCKED
    done = sign(as_practitioner, manager)
    assert done.state == RecordState.LOCKED
    assert sign_off.is_intact(done)
    left = done.events.get(step=RecordStep.LEAVE)
    assert (left.by, left.at.date()) == (leaver, YESTERDAY)
    assert Notice.objects.filter(person=next_supervisor, kind="signature_wanted").count() == 2


def test_a_record_that_lacks_only_the_leaver_is_locked_when_they_go(
    sent: SupervisionSession, administrator: Person
) -> None:
    sign(sent, sent.supervisor)
    leave(sent.practitioner, None, administrator)
    sent.refresh_from_db()
    assert sent.state == RecordState.LOCKED
    assert sign_off.is_intact(sent)


@pytest.mark.parametrize("returned", [False, True])
def test_a_leavers_draft_passes_to_the_other_without_their_ratings(
    returned: bool, arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    practitioner, leaver = arrangement.practitioner, arrangement.supervisor
    draft = start(arrangement, by=leaver)
    answers = {"minutes": ["50"], "rating_1": ["4"]}
    drafts.save(supervision_session=draft, answers=answers, versions={}, by=leaver, at=NOW)
    if returned:
        send(draft)
        records.return_for_changes(supervision_session=draft, text="More", by=practitioner, at=NOW)
    leave(leaver, next_supervisor, administrator)
    draft = SupervisionSession.objects.get(pk=draft.pk)
    assert draft.writer == practitioner
    assert list(queries.draft_answers(draft).values_list("control", flat=True)) == ["minutes"]
    sent = send(draft)
    sign(sent, practitioner)
    assert sign(sent, next_supervisor).state == RecordState.LOCKED


def test_a_record_returned_to_somebody_who_left_is_written_by_who_returned_it(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    written = send(start(arrangement, by=arrangement.supervisor))
    leave(arrangement.supervisor, next_supervisor, administrator)
    records.return_for_changes(supervision_session=written, text="More", by=arrangement.practitioner, at=NOW)
    written = SupervisionSession.objects.get(pk=written.pk)
    assert written.writer == arrangement.practitioner
    sign(send(written), arrangement.practitioner)


@pytest.mark.parametrize("practitioner_first", [True, False])
@pytest.mark.parametrize("state", ["draft", "sent", "returned"])
def test_when_both_have_left_the_successor_finishes(
    state: str, practitioner_first: bool, arrangement: SupervisionArrangement, next_supervisor: Person,
    administrator: Person,
) -> None:  # fmt: skip
    practitioner, supervisor = arrangement.practitioner, arrangement.supervisor
    record = start(arrangement)
    if state != "draft":
        send(record)
    if state == "returned":
        records.return_for_changes(supervision_session=record, text="More", by=supervisor, at=NOW)
    for person in (practitioner, supervisor) if practitioner_first else (supervisor, practitioner):
        leave(person, next_supervisor, administrator)
    record = SupervisionSession.objects.select_related("writer").get(pk=record.pk)
    if state != "sent":
        assert record.writer == next_supervisor
        record = records.send(supervision_session=record, content=content(record), by=next_supervisor, at=NOW)
    done = sign(record, next_supervisor)
    assert done.state == RecordState.LOCKED
    assert sign_off.is_intact(done)
    held = ActionPoint.objects.filter(supervision_session=record, closed_at=None).values_list("held_by", flat=True)
    assert set(held) == {next_supervisor.pk}


def test_a_record_sent_after_its_supervisor_left_finds_a_signatory(
    draft: SupervisionSession, next_supervisor: Person, administrator: Person
) -> None:
    leave(draft.supervisor, next_supervisor, administrator)
    sent = send(SupervisionSession.objects.get(pk=draft.pk))
    assert standing(next_supervisor, sent) >= {Relation.ACTING_SUPERVISOR}
    sign(sent, sent.practitioner)
    assert sign(sent, next_supervisor).state == RecordState.LOCKED


def test_when_the_successor_leaves_too_the_signature_passes_on(
    sent: SupervisionSession, next_supervisor: Person, administrator: Person, cover: Person
) -> None:
    leave(sent.supervisor, next_supervisor, administrator)
    leave(next_supervisor, cover, administrator)
    assert list(queries.waiting_for_signature(cover, on=TODAY)) == [sent]
    assert Relation.ACTING_SUPERVISOR not in standing(next_supervisor, sent)


def test_what_a_leaver_had_to_do_and_had_booked_goes_on_without_them(
    sent: SupervisionSession, administrator: Person
) -> None:
    booked = PlannedSession.objects.create(
        arrangement=sent.arrangement, kind_id="one_to_one", starts_at=NOW + 9 * DAY, minutes=60, place=Place.VIDEO
    )
    leave(sent.practitioner, None, administrator)
    booked.refresh_from_db()
    assert booked.state == PlanState.NOT_HELD
    assert [change.change for change in booked.changes.all()] == ["not_held"]
    assert booked.record is not None
    assert booked.record.rebook_by is None
    assert set(ActionPoint.objects.values_list("held_by", flat=True)) == {sent.supervisor_id}
    assert SupervisionArrangement.objects.get().ends_on == YESTERDAY
    point = ActionPoint.objects.first()
    assert point is not None
    action_points.follow_up(action_point=point, kind=ProgressKind.DONE, body="Done", by=sent.supervisor, at=NOW)


def test_covers_by_and_for_a_leaver_end(
    arrangement: SupervisionArrangement, next_supervisor: Person, cover: Person, administrator: Person
) -> None:
    of_leaver = set_cover(arrangement, cover, first=YESTERDAY)
    other = begin(cover, next_supervisor)
    by_leaver = set_cover(other, arrangement.supervisor, first=YESTERDAY)
    leave(arrangement.supervisor, next_supervisor, administrator)
    for one in (of_leaver, by_leaver):
        one.refresh_from_db()
        assert one.ends_on == YESTERDAY


def test_a_departure_waits_for_its_day_and_can_be_taken_back(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    departure = leave(arrangement.supervisor, next_supervisor, administrator, last_on=TODAY)
    arrangement.supervisor.refresh_from_db()
    assert arrangement.supervisor.is_active
    continuity.cancel_departure(departure=departure, by=administrator, at=NOW)
    arrangement.refresh_from_db()
    assert (arrangement.ends_on, SupervisionArrangement.objects.count()) == (None, 1)
    leave(arrangement.supervisor, next_supervisor, administrator, last_on=TODAY)
    assert continuity.apply_due(at=AT_TOMORROW) == 2
    assert continuity.apply_due(at=AT_TOMORROW) == 0
    arrangement.supervisor.refresh_from_db()
    assert not arrangement.supervisor.is_active


def test_nobody_is_left_without_a_supervisor(arrangement: SupervisionArrangement, administrator: Person) -> None:
    with pytest.raises(ValidationError, match="Choose who supervises"):
        leave(arrangement.supervisor, None, administrator)
    assert not Departure.objects.exists()


def test_the_only_administrator_cannot_leave(administrator: Person) -> None:
    with pytest.raises(ValidationError, match="only administrator"):
        leave(administrator, None, administrator)


def test_an_ended_lead_takes_its_covers_along(arrangement: SupervisionArrangement, cover: Person) -> None:
    one = set_cover(arrangement, cover, first=YESTERDAY)
    arranging.end(arrangement=arrangement, ends_on=YESTERDAY, by=cover, at=NOW)
    one.refresh_from_db()
    assert one.ends_on == YESTERDAY
