"""Are sessions booked, moved and cancelled as two people would expect, once, and with what follows from it?"""

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.outbox.notices import notify
from supervision.policy import Denied
from supervision.rules.intervals import Interval, Stage
from supervision.sessions import planned_queries as queries
from supervision.sessions.models import FrequencyPolicy, PlannedSession, SupervisionArrangement, SupervisionSession
from supervision.sessions.outlook_queries import Proposal, outlook_of
from supervision.sessions.services import arrangements, covers, planning, policies, records
from supervision.sessions.services.planning import Slot
from supervision.vocabulary import ArrangementKind, NotHeldBy, NotHeldReason, NoticeKind, Place, PlanState, Role, Span
from tests.people import TODAY, begin, make_person, start
from tests.reminders.days import LATER, sign_both

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)  # a Wednesday
THURSDAY = datetime(2026, 12, 3, 10, tzinfo=UTC)


def slot(starts_at: datetime = THURSDAY, minutes: int = 90, place: Place = Place.IN_PERSON) -> Slot:
    return Slot(starts_at, minutes, place)


def book(arrangement: SupervisionArrangement, starts_at: datetime = THURSDAY, **given: Any) -> PlannedSession:
    return planning.book(
        **{
            "arrangement": arrangement,
            "slot": slot(starts_at),
            "kind_id": "one_to_one",
            "booking_key": uuid.uuid4(),
            "by": arrangement.practitioner,
            "at": AT,
        }
        | given
    )


def series(arrangement: SupervisionArrangement, first: datetime, **given: Any) -> list[PlannedSession]:
    return planning.book_series(
        **{
            "arrangement": arrangement,
            "slot": slot(first),
            "kind_id": "one_to_one",
            "every_weeks": 1,
            "times": 3,
            "booking_key": uuid.uuid4(),
            "by": arrangement.practitioner,
            "at": AT,
        }
        | given
    )


def cancel(planned: PlannedSession, at: datetime = AT, **given: Any) -> SupervisionSession:
    return planning.cancel(
        **{
            "planned": planned,
            "not_held_by": NotHeldBy.SUPERVISOR,
            "reason": NotHeldReason.LEAVE,
            "explanation": "",
            "by": planned.arrangement.practitioner,
            "at": at,
        }
        | given
    )


def changes(planned: PlannedSession) -> list[str]:
    return list(planned.changes.values_list("change", flat=True))


class TestBooking:
    def test_either_of_the_two_books_for_both(self, arrangement: SupervisionArrangement) -> None:
        for person, starts_at in (
            (arrangement.practitioner, THURSDAY),
            (arrangement.supervisor, THURSDAY + timedelta(days=1)),
        ):
            planned = book(arrangement, starts_at, by=person)
            assert (planned.state, planned.sequence, changes(planned)) == (PlanState.BOOKED, 0, ["booked"])
        assert {
            queries.booked(one, on=TODAY).count() for one in (arrangement.practitioner, arrangement.supervisor)
        } == {2}

    def test_the_same_form_again_books_once(self, arrangement: SupervisionArrangement) -> None:
        key = uuid.uuid4()
        assert book(arrangement, booking_key=key) == book(arrangement, booking_key=key)
        assert PlannedSession.objects.count() == 1
        assert AuditEvent.objects.filter(kind="planned_session").count() == 1

    def test_the_same_series_again_is_booked_once(self, arrangement: SupervisionArrangement) -> None:
        key = uuid.uuid4()
        once = series(arrangement, THURSDAY, booking_key=key)
        assert series(arrangement, THURSDAY, booking_key=key) == once
        assert PlannedSession.objects.count() == len(once) == 3

    def test_a_form_of_another_supervision_books_nothing(
        self, arrangement: SupervisionArrangement, colleague: Person, supervisor: Person
    ) -> None:
        key = uuid.uuid4()
        book(arrangement, booking_key=key)
        with pytest.raises(Denied):
            book(begin(colleague, supervisor), THURSDAY + timedelta(days=1), booking_key=key)

    def test_nobody_else_books(self, arrangement: SupervisionArrangement, colleague: Person, manager: Person) -> None:
        for person in (colleague, manager):
            with pytest.raises(Denied):
                book(arrangement, by=person)

    @pytest.mark.parametrize("starts_at", [AT, AT - timedelta(minutes=1), AT + timedelta(days=800)])
    def test_the_past_and_the_far_future_are_refused(
        self, arrangement: SupervisionArrangement, starts_at: datetime
    ) -> None:
        with pytest.raises(ValidationError) as refusal:
            book(arrangement, starts_at)
        assert list(refusal.value.message_dict) == ["starts_on"]

    def test_a_time_that_is_taken_is_refused_in_words(self, arrangement: SupervisionArrangement) -> None:
        book(arrangement)
        for starts_at in (THURSDAY, THURSDAY + timedelta(minutes=89), THURSDAY - timedelta(minutes=89)):
            with pytest.raises(ValidationError, match="already have a session booked for 3 December 2026 at 10:00am"):
                book(arrangement, starts_at)
        book(arrangement, THURSDAY + timedelta(minutes=90))
        book(arrangement, THURSDAY - timedelta(minutes=90))

    def test_a_supervisor_is_not_booked_twice(
        self, arrangement: SupervisionArrangement, colleague: Person, supervisor: Person
    ) -> None:
        book(arrangement)
        with pytest.raises(ValidationError, match="One of you already has another session"):
            book(begin(colleague, supervisor), THURSDAY + timedelta(minutes=30))

    def test_the_database_refuses_two_at_one_time(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        planned.pk, planned.booking_key = uuid.uuid4(), uuid.uuid4()
        with pytest.raises(IntegrityError, match="one_booking_at_a_time"), transaction.atomic():
            planned.save(force_insert=True)

    def test_nothing_is_booked_after_the_last_day(self, arrangement: SupervisionArrangement) -> None:
        arrangements.end(arrangement=arrangement, ends_on=THURSDAY.date(), by=arrangement.supervisor, at=AT)
        book(arrangement)
        with pytest.raises(ValidationError, match="ends before"):
            book(arrangement, THURSDAY + timedelta(days=1))

    def test_one_that_cannot_be_booked_keeps_the_whole_series_from_being(
        self, arrangement: SupervisionArrangement
    ) -> None:
        book(arrangement, THURSDAY + timedelta(weeks=2))
        with pytest.raises(ValidationError, match="17 December 2026"):
            series(arrangement, THURSDAY)
        assert PlannedSession.objects.count() == 1

    @pytest.mark.parametrize(("every_weeks", "times"), [(1, 27), (1, 0), (0, 3), (14, 2)])
    def test_a_series_has_its_limits(self, arrangement: SupervisionArrangement, every_weeks: int, times: int) -> None:
        with pytest.raises(ValidationError):
            series(arrangement, THURSDAY, every_weeks=every_weeks, times=times)


@pytest.mark.parametrize(
    ("first", "hours"),
    [(datetime(2026, 10, 12, 9, tzinfo=LONDON), {8, 9}), (datetime(2027, 3, 15, 9, tzinfo=LONDON), {8, 9})],
)
def test_a_weekly_series_stays_at_nine_when_the_clocks_change(
    arrangement: SupervisionArrangement, first: datetime, hours: set[int]
) -> None:
    rows = series(arrangement, first, times=5, at=datetime(2026, 9, 1, tzinfo=UTC))
    stored = [row.starts_at for row in PlannedSession.objects.all()]
    assert [timezone.localtime(start).time() for start in stored] == [time(9)] * 5
    assert {start.astimezone(UTC).hour for start in stored} == hours
    assert [timezone.localdate(start) for start in stored] == [first.date() + timedelta(weeks=n) for n in range(5)]
    assert len({row.series for row in rows}) == 1


class TestMoving:
    def test_a_move_is_kept_in_its_history(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        later = THURSDAY + timedelta(days=1)
        moved = planning.move(planned=planned, slot=slot(later), by=arrangement.supervisor, at=AT)
        assert (moved.starts_at, moved.sequence, changes(moved)) == (later, 1, ["booked", "moved"])

    def test_the_same_move_again_changes_nothing(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        for _ in range(2):
            moved = planning.move(
                planned=planned, slot=slot(THURSDAY + timedelta(hours=1)), by=arrangement.supervisor, at=AT
            )
        assert (moved.sequence, changes(moved)) == (1, ["booked", "moved"])

    def test_it_may_overlap_itself_but_nothing_else(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        planning.move(planned=planned, slot=slot(THURSDAY + timedelta(minutes=30)), by=arrangement.supervisor, at=AT)
        other = book(arrangement, THURSDAY + timedelta(days=1))
        with pytest.raises(ValidationError):
            planning.move(planned=other, slot=slot(THURSDAY), by=arrangement.supervisor, at=AT)

    def test_what_did_not_happen_is_not_moved(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        cancel(planned)
        with pytest.raises(Denied):
            planning.move(planned=planned, slot=slot(THURSDAY + timedelta(days=1)), by=arrangement.supervisor, at=AT)

    def test_nobody_else_moves_or_cancels(self, arrangement: SupervisionArrangement, colleague: Person) -> None:
        planned = book(arrangement)
        with pytest.raises(Denied):
            planning.move(planned=planned, slot=slot(THURSDAY + timedelta(days=1)), by=colleague, at=AT)
        with pytest.raises(Denied):
            cancel(planned, by=colleague)


class TestCancelling:
    def test_it_leaves_a_record_of_who_and_why(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        record = cancel(planned, reason=NotHeldReason.URGENT_WORK, explanation="Court that day")
        planned.refresh_from_db()
        assert (planned.state, planned.record, planned.sequence) == (PlanState.NOT_HELD, record, 1)
        assert (record.state, record.held_on, record.not_held_by, record.not_held_reason, record.cancelled_at) == (
            "not_held", date(2026, 12, 3), "supervisor", "urgent_work", AT,
        )  # fmt: skip
        assert record.texts.get().body == "Court that day"
        assert changes(planned) == ["booked", "not_held"]

    def test_the_same_again_is_one_record(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        assert cancel(planned) == cancel(planned)
        assert SupervisionSession.objects.count() == 1

    @pytest.mark.parametrize(
        ("before", "short"),
        [
            (timedelta(hours=24), False),
            (timedelta(hours=24) - timedelta(seconds=1), True),
            (timedelta(hours=1), True),
            (timedelta(days=7), False),
            (-timedelta(hours=3), True),
        ],
    )
    def test_short_notice_is_less_than_the_hours_of_the_policy(
        self, arrangement: SupervisionArrangement, before: timedelta, short: bool
    ) -> None:
        assert cancel(book(arrangement), at=THURSDAY - before).is_short_notice is short

    def test_short_notice_is_counted_in_hours_across_a_clock_change(self, arrangement: SupervisionArrangement) -> None:
        monday = datetime(2026, 10, 26, 9, tzinfo=LONDON)  # the Sunday before it had 25 hours
        early = datetime(2026, 10, 1, tzinfo=UTC)
        at_eleven = book(arrangement, monday, at=early)
        nine_on_sunday = datetime(2026, 10, 25, 9, tzinfo=LONDON)
        assert cancel(at_eleven, at=nine_on_sunday).is_short_notice is False
        saturday = datetime(2026, 10, 25, 0, 30, tzinfo=LONDON)
        sunday = book(arrangement, datetime(2026, 10, 25, 23, 45, tzinfo=LONDON), at=early)
        assert cancel(sunday, at=saturday).is_short_notice is False  # 23 h 15 min on the wall, 24 h 15 min in truth

    def test_it_is_to_be_rebooked_within_working_days(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement, datetime(2026, 12, 22, 10, tzinfo=UTC))
        assert cancel(planned).rebook_by == date(2027, 1, 8)  # Christmas, Boxing Day in lieu and New Year are closed

    def test_recorded_late_it_counts_from_the_day_it_was_recorded(self, arrangement: SupervisionArrangement) -> None:
        record = cancel(book(arrangement), at=datetime(2026, 12, 7, 9, tzinfo=UTC))
        assert record.rebook_by == date(2026, 12, 21)

    def test_somebody_can_only_fail_to_come_once_it_has_begun(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        with pytest.raises(ValidationError):
            cancel(planned, reason=NotHeldReason.DID_NOT_ATTEND)
        record = cancel(planned, reason=NotHeldReason.DID_NOT_ATTEND, at=THURSDAY + timedelta(minutes=20))
        assert record.not_held_reason == "did_not_attend"

    def test_the_rest_of_a_series_goes_and_what_was_before_stays(self, arrangement: SupervisionArrangement) -> None:
        first, second, third = series(arrangement, THURSDAY)
        gone = planning.cancel_rest(
            planned=second, not_held_by=NotHeldBy.ORGANISATION, reason=NotHeldReason.OTHER, explanation="Moved teams",
            by=arrangement.supervisor, at=AT,
        )  # fmt: skip
        states = list(PlannedSession.objects.values_list("state", flat=True))
        assert (len(gone), states) == (2, ["booked", "not_held", "not_held"])
        assert [first.pk, second.pk, third.pk] == list(PlannedSession.objects.values_list("pk", flat=True))

    def test_without_a_booking_it_says_by_when_to_rebook_too(self, arrangement: SupervisionArrangement) -> None:
        record = not_held(arrangement, date(2026, 11, 24))
        assert (record.cancelled_at, record.is_short_notice, record.rebook_by) == (AT, False, date(2026, 12, 9))

    def test_recorded_by_its_day_alone_it_is_what_was_booked_for_that_day(
        self, arrangement: SupervisionArrangement
    ) -> None:
        planned = book(arrangement, AT + timedelta(hours=2))
        record = not_held(arrangement, AT.date())
        planned.refresh_from_db()
        assert (planned.record, planned.state, record.is_short_notice) == (record, PlanState.NOT_HELD, True)

    def test_entered_in_error_it_is_booked_again(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        record = cancel(planned)
        records.strike(supervision_session=record, reason="Wrong week", by=arrangement.practitioner, at=AT)
        planned.refresh_from_db()
        assert (planned.state, planned.record, planned.sequence) == (PlanState.BOOKED, None, 2)

    def test_entered_in_error_after_its_time_was_given_away_it_stays_cancelled(
        self, arrangement: SupervisionArrangement
    ) -> None:
        planned = book(arrangement)
        record = cancel(planned)
        book(arrangement)
        records.strike(supervision_session=record, reason="Wrong week", by=arrangement.practitioner, at=AT)
        planned.refresh_from_db()
        assert planned.state == PlanState.NOT_HELD


def not_held(arrangement: SupervisionArrangement, day: date, at: datetime = AT) -> SupervisionSession:
    return records.record_not_held(
        arrangement=arrangement, kind_id="one_to_one", planned_on=day, not_held_by=NotHeldBy.PRACTITIONER,
        reason=NotHeldReason.SICKNESS, explanation="", start_key=uuid.uuid4(), by=arrangement.practitioner, at=at,
    )  # fmt: skip


class TestHeld:
    def test_a_record_for_its_day_is_its_record(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        record = start(arrangement, held_on=THURSDAY.date(), at=THURSDAY + timedelta(hours=2))
        planned.refresh_from_db()
        assert (planned.state, planned.record, changes(planned)) == (PlanState.HELD, record, ["booked", "held"])

    def test_a_record_of_another_day_or_of_another_supervision_is_not(
        self, arrangement: SupervisionArrangement, next_supervisor: Person, practitioner: Person
    ) -> None:
        planned = book(arrangement)
        beside = begin(practitioner, next_supervisor, kind=ArrangementKind.SPECIALIST)
        start(arrangement, held_on=THURSDAY.date() - timedelta(days=1), at=THURSDAY + timedelta(hours=2))
        start(beside, held_on=THURSDAY.date(), at=THURSDAY + timedelta(hours=2))
        start(arrangement, held_on=THURSDAY.date(), kind_id="unplanned", at=THURSDAY + timedelta(hours=2))
        planned.refresh_from_db()
        assert planned.state == PlanState.BOOKED

    def test_it_follows_the_day_of_the_record(self, arrangement: SupervisionArrangement) -> None:
        planned, later = book(arrangement), THURSDAY + timedelta(days=1)
        other, at = book(arrangement, later), later + timedelta(hours=2)
        record = start(arrangement, held_on=THURSDAY.date(), at=at)
        records.move_held_on(supervision_session=record, held_on=later.date(), by=record.writer, at=at)
        planned.refresh_from_db()
        other.refresh_from_db()
        assert (planned.state, other.state, other.record) == (PlanState.BOOKED, PlanState.HELD, record)

    def test_a_draft_that_is_discarded_leaves_it_booked(self, arrangement: SupervisionArrangement) -> None:
        planned, at = book(arrangement), THURSDAY + timedelta(hours=2)
        record = start(arrangement, held_on=THURSDAY.date(), at=at)
        records.discard(supervision_session=record, by=record.writer, at=at)
        planned.refresh_from_db()
        assert (planned.state, planned.record) == (PlanState.BOOKED, None)

    def test_it_is_not_booked_again_when_one_of_the_two_has_something_else_then(
        self, arrangement: SupervisionArrangement, colleague: Person
    ) -> None:
        planned, at = book(arrangement), THURSDAY + timedelta(hours=2)
        record = start(arrangement, held_on=THURSDAY.date(), at=at)
        other = begin(colleague, arrangement.supervisor)
        book(other, THURSDAY + timedelta(minutes=30))
        records.discard(supervision_session=record, by=record.writer, at=at)
        planned.refresh_from_db()
        assert (planned.state, planned.record) == (PlanState.HELD, record)

    @pytest.mark.parametrize("state", [PlanState.HELD, PlanState.NOT_HELD])
    def test_the_database_wants_a_record_of_what_is_past(
        self, arrangement: SupervisionArrangement, state: PlanState
    ) -> None:
        planned = book(arrangement)
        with pytest.raises(IntegrityError, match="planned_session_has_a_record_when_it_is_past"), transaction.atomic():
            PlannedSession.objects.filter(pk=planned.pk).update(state=state)


class TestRebooking:
    def wants(self, record: SupervisionSession) -> bool:
        return queries.to_rebook(record.practitioner_id).filter(pk=record.pk).exists()

    def test_it_is_wanted_until_another_is_booked(self, arrangement: SupervisionArrangement) -> None:
        record = cancel(book(arrangement))
        assert self.wants(record)
        book(arrangement, THURSDAY + timedelta(days=60), at=AT + timedelta(minutes=1))
        assert not self.wants(record)

    def test_one_that_was_booked_already_counts_within_the_limit_only(
        self, arrangement: SupervisionArrangement
    ) -> None:
        planned = book(arrangement)
        book(arrangement, THURSDAY + timedelta(weeks=4))
        record = cancel(planned, at=AT + timedelta(minutes=1))
        assert self.wants(record)
        cancel(
            book(arrangement, THURSDAY + timedelta(days=7), at=AT + timedelta(minutes=2)), at=AT + timedelta(hours=1)
        )
        assert self.wants(record)
        book(arrangement, THURSDAY + timedelta(weeks=1), at=AT)
        assert not self.wants(record)

    def test_it_is_wanted_until_another_is_held(self, arrangement: SupervisionArrangement) -> None:
        record = cancel(book(arrangement))
        start(arrangement, held_on=AT.date() - timedelta(days=1), at=AT)
        start(arrangement, held_on=AT.date(), kind_id="unplanned", at=AT)
        assert self.wants(record)
        start(arrangement, held_on=AT.date(), at=AT)
        assert not self.wants(record)


class TestProposal:
    def proposal(self, arrangement: SupervisionArrangement, at: datetime = AT) -> Proposal:
        found = outlook_of(arrangement.pk, at=at).proposal
        assert found is not None
        return found

    def test_it_is_when_the_next_one_is_due(self, arrangement: SupervisionArrangement) -> None:
        start(arrangement, held_on=date(2026, 11, 24), at=AT)
        proposal = self.proposal(arrangement)
        assert timezone.localtime(proposal.starts_at) == datetime(2026, 12, 22, 10, tzinfo=LONDON)
        assert (proposal.minutes, proposal.place) == (90, "in_person")

    def test_it_moves_forward_to_a_day_that_is_worked(self, arrangement: SupervisionArrangement) -> None:
        start(arrangement, held_on=date(2026, 11, 27), at=AT + timedelta(days=3))
        assert timezone.localdate(self.proposal(arrangement).starts_at) == date(2026, 12, 29)

    def test_overdue_it_is_tomorrow(self, arrangement: SupervisionArrangement) -> None:
        assert timezone.localdate(self.proposal(arrangement).starts_at) == date(2026, 11, 26)

    def test_it_is_at_the_time_of_the_last_one(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement, datetime(2026, 12, 3, 14, 30, tzinfo=LONDON))
        cancel(planned)
        assert timezone.localtime(self.proposal(arrangement).starts_at).time() == time(14, 30)

    def test_after_what_is_booked_it_is_when_the_rule_that_governs_then_asks_for_it(
        self, arrangement: SupervisionArrangement, colleague: Person, administrator: Person
    ) -> None:
        cover = covers.begin(
            arrangements=[arrangement], cover=colleague, starts_on=AT.date(), ends_on=date(2027, 3, 31),
            by=arrangement.supervisor, at=AT,
        )[0]  # fmt: skip
        both = (arrangement, cover)
        start(arrangement, held_on=date(2026, 11, 24), at=AT)
        policy = FrequencyPolicy.objects.get()
        shorter = replace(policies.definition_of(policy), minutes=75)
        policy = policies.put_in_force(policy=policy, definition=shorter, by=administrator, at=AT)
        before = [self.proposal(one) for one in both]
        assert [(timezone.localdate(one.starts_at), one.minutes) for one in before] == [(date(2026, 12, 22), 75)] * 2
        agreed = {"interval_days": 28, "minutes": 50, "place": Place.VIDEO, "review_on": LATER, "written_at": AT}
        sign_both(arrangement.agreements.create(number=1, written_by=administrator, **agreed))
        assert {(one.minutes, one.place) for one in map(self.proposal, both)} == {(50, "video")}
        book(arrangement)
        on_days = [timezone.localdate(self.proposal(one).starts_at) for one in both]  # on every 28 days
        weekly = (Stage(Interval(0, Span.WEEKS), Interval(1, Span.WEEKS)),)
        asked = replace(policies.definition_of(policy), stages=weekly)
        policies.put_in_force(policy=policy, definition=asked, by=administrator, at=AT)
        by_policy = [timezone.localdate(self.proposal(one).starts_at) for one in both]
        assert (on_days, by_policy) == ([date(2026, 12, 31)] * 2, [date(2026, 12, 10)] * 2)

    def test_there_is_none_when_the_supervision_ends_before(self, arrangement: SupervisionArrangement) -> None:
        arrangements.end(arrangement=arrangement, ends_on=AT.date(), by=arrangement.supervisor, at=AT)
        assert outlook_of(arrangement.pk, at=AT).proposal is None

    def test_somebody_without_a_team_keeps_the_bank_holidays_of_england(self, supervisor: Person) -> None:
        alone = begin(make_person("Ned", Role.PRACTITIONER), supervisor)
        start(alone, held_on=date(2026, 11, 27), at=AT + timedelta(days=3))
        assert timezone.localdate(self.proposal(alone).starts_at) == date(2026, 12, 29)


class TestTelling:
    def told(self, person: Person) -> list[tuple[str, date | None]]:
        return list(person.notices.filter(settled_at=None).order_by("pk").values_list("kind", "about_on"))

    def test_the_other_hears_of_each_change_and_of_the_last_one_only(self, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement)
        assert self.told(arrangement.supervisor) == [("session_booked", THURSDAY.date())]
        friday = THURSDAY + timedelta(days=1)
        planning.move(planned=planned, slot=slot(friday), by=arrangement.practitioner, at=AT)
        assert self.told(arrangement.supervisor) == [("session_moved", friday.date())]
        cancel(planned)
        assert self.told(arrangement.supervisor) == [("session_cancelled", friday.date())]
        assert self.told(arrangement.practitioner) == []

    def test_done_twice_it_is_told_once(self, arrangement: SupervisionArrangement) -> None:
        key = uuid.uuid4()
        for _ in range(2):
            planned = book(arrangement, booking_key=key)
        for _ in range(2):
            cancel(planned)
        assert arrangement.supervisor.notices.count() == 2

    def test_a_series_and_the_end_of_it_are_told_once(self, arrangement: SupervisionArrangement) -> None:
        first = series(arrangement, THURSDAY, times=5)[0]
        assert len(self.told(arrangement.supervisor)) == 1
        planning.cancel_rest(
            planned=first, not_held_by=NotHeldBy.SUPERVISOR, reason=NotHeldReason.LEAVE, explanation="",
            by=arrangement.practitioner, at=AT,
        )  # fmt: skip
        assert self.told(arrangement.supervisor) == [("session_cancelled", THURSDAY.date())]

    def test_of_what_is_past_nobody_is_told(self, arrangement: SupervisionArrangement) -> None:
        cancel(book(arrangement), at=THURSDAY + timedelta(days=1))
        assert self.told(arrangement.supervisor) == []

    def test_once_it_is_booked_nobody_is_reminded_that_one_is_due(self, arrangement: SupervisionArrangement) -> None:
        for key, person in enumerate((arrangement.practitioner, arrangement.supervisor)):
            notify(person_id=person.pk, kind=NoticeKind.SESSION_DUE, key=str(key), about_id=arrangement.pk, at=AT)
        book(arrangement, kind_id="unplanned")
        assert ("session_due", None) in self.told(arrangement.practitioner)
        book(arrangement, THURSDAY + timedelta(days=1))
        for person in (arrangement.practitioner, arrangement.supervisor):
            assert ("session_due", None) not in self.told(person)


class TestCover:
    @pytest.fixture
    def cover(self, arrangement: SupervisionArrangement, next_supervisor: Person) -> SupervisionArrangement:
        [made] = covers.begin(
            arrangements=[arrangement], cover=next_supervisor, starts_on=AT.date(), ends_on=date(2026, 12, 31),
            by=arrangement.supervisor, at=AT,
        )  # fmt: skip
        return made

    def test_a_cover_sees_moves_and_cancels_what_the_lead_had_booked(
        self, arrangement: SupervisionArrangement, cover: SupervisionArrangement
    ) -> None:
        planned = book(arrangement)
        stands_in = cover.supervisor
        assert queries.get_planned(stands_in, planned.pk, on=AT.date()) == planned
        friday = slot(THURSDAY + timedelta(days=1))
        planning.move(planned=planned, slot=friday, by=stands_in, at=AT)
        record = cancel(planned, by=stands_in)
        assert (record.supervisor, record.practitioner) == (stands_in, arrangement.practitioner)

    def test_after_the_cover_it_is_not_theirs(
        self, arrangement: SupervisionArrangement, cover: SupervisionArrangement
    ) -> None:
        planned, later = book(arrangement), AT + timedelta(days=60)
        assert not queries.planned_for(cover.supervisor, on=later.date()).filter(pk=planned.pk).exists()
        with pytest.raises(Denied):
            cancel(planned, by=cover.supervisor, at=later)

    def test_a_record_of_the_cover_is_that_of_what_the_lead_had_booked(
        self, arrangement: SupervisionArrangement, cover: SupervisionArrangement
    ) -> None:
        planned = book(arrangement)
        record = start(cover, held_on=THURSDAY.date(), at=THURSDAY + timedelta(hours=2))
        planned.refresh_from_db()
        assert planned.record == record

    def test_both_supervisors_are_told(
        self, arrangement: SupervisionArrangement, cover: SupervisionArrangement
    ) -> None:
        book(arrangement)
        for person in (arrangement.supervisor, cover.supervisor):
            assert person.notices.filter(kind=NoticeKind.SESSION_BOOKED).count() == 1
