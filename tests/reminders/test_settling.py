"""Does what was done end the notices that asked for it, and nothing else?"""

from datetime import datetime, timedelta

import pytest

from accounts.models import Person
from supervision.outbox.models import Notice, OutgoingMail
from supervision.reminders.mailing import queue_notice_mail
from supervision.reminders.settling import settle_done
from supervision.reminders.sweep import sweep
from supervision.sessions.models import (
    ActionPoint,
    PlannedSession,
    SessionKind,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.sessions.services import arrangements, planning, records
from supervision.vocabulary import ArrangementKind, Matter, NotHeldBy, NotHeldReason
from tests.people import NOW, make_person, sign
from tests.reminders.days import DUE, LATER, book, on, pause, sign_both, told

pytestmark = pytest.mark.django_db


def cancel(planned: PlannedSession, at: datetime) -> None:
    planning.cancel(
        planned=planned, not_held_by=NotHeldBy.SUPERVISOR, reason=NotHeldReason.LEAVE, explanation="x",
        by=planned.arrangement.supervisor, at=at,
    )  # fmt: skip


def open_for() -> set[str]:
    """Whom a reminder still asks for something."""
    found = Notice.objects.filter(settled_at=None, kind__in=list(Matter)).select_related("person")
    return {notice.person.first_name for notice in found}


def test_nothing_is_settled_while_nothing_was_done(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    assert settle_done(at=on(1)) == 0


def test_a_booking_ends_the_reminders_and_the_next_ones_do_not_come(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    book(due, 10)
    assert settle_done(at=on(1)) == 2
    assert told(on(7)) == set()


def test_reminders_come_again_when_the_booked_day_has_passed(due: SupervisionArrangement) -> None:
    book(due, 10)
    assert told(on(10, hour=17)) == set()
    assert told(on(11)) == {"Amara", "Priya"}


def test_a_session_of_a_kind_that_moves_no_due_date_ends_nothing(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    planned = book(due, 10)
    planned.kind = SessionKind.objects.filter(counts_towards_due=False)[0]
    planned.save()
    assert settle_done(at=on(1)) == 0


def test_another_due_date_ends_the_reminders(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    SupervisionArrangement.objects.filter(pk=due.pk).update(remind_on=DUE + timedelta(days=28))
    assert settle_done(at=on(1)) == 2


def test_a_supervisor_of_before_has_nothing_left_to_do(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    arrangements.end(arrangement=due, ends_on=DUE, by=due.supervisor, at=NOW)
    settle_done(at=on(1))
    assert open_for() == set()


def test_the_end_of_a_cover_ends_the_covers_notices_alone(due: SupervisionArrangement) -> None:
    SupervisionArrangement.objects.create(
        practitioner=due.practitioner, supervisor=make_person("Cora Cover"), kind=ArrangementKind.COVER, covers=due,
        starts_on=DUE, ends_on=DUE + timedelta(days=3), next_due_on=DUE, remind_on=DUE,
    )  # fmt: skip
    sweep(at=on(-7))
    sweep(at=on(0))
    settle_done(at=on(1))
    assert open_for() == {"Amara", "Priya", "Cora"}
    settle_done(at=on(4))
    assert open_for() == {"Amara", "Priya"}


def test_notices_stay_open_for_somebody_who_goes_away(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    pause(due.supervisor, DUE, DUE + timedelta(days=9))
    assert settle_done(at=on(1)) == 0


def test_signing_ends_the_signers_reminder_and_the_lock_the_escalation(
    unsigned: SupervisionSession, managers: object
) -> None:
    sweep(at=on(-2))
    sweep(at=on(7))
    assert open_for() == {"Amara", "Priya", "Tom"}
    sign(unsigned, unsigned.practitioner)
    settle_done(at=on(8))
    assert open_for() == {"Priya", "Tom"}
    sign(unsigned, unsigned.supervisor)
    settle_done(at=on(8))
    assert open_for() == set()


def test_returning_a_record_leaves_it_to_its_writer(unsigned: SupervisionSession) -> None:
    sweep(at=on(-2))
    records.return_for_changes(supervision_session=unsigned, text="x", by=unsigned.supervisor, at=NOW)
    settle_done(at=on(2))
    assert open_for() == {unsigned.writer.first_name}


def test_closing_an_action_point_ends_its_reminders(point: ActionPoint, managers: object) -> None:
    for day in (1, 7, 28):
        sweep(at=on(day))
    assert open_for() == {"Amara", "Priya", "Tom"}
    ActionPoint.objects.filter(pk=point.pk).update(closed_at=NOW)
    settle_done(at=on(29))
    assert open_for() == set()


def test_passing_an_action_point_on_ends_the_notice_of_who_held_it(point: ActionPoint) -> None:
    sweep(at=on(1))
    ActionPoint.objects.filter(pk=point.pk).update(held_by=make_person("Hal Holder"))
    settle_done(at=on(2))
    assert open_for() == set()


def test_a_session_that_is_moved_or_over_ends_what_was_asked_ahead(due: SupervisionArrangement) -> None:
    SupervisionArrangement.objects.update(remind_on=LATER)
    agreement = due.agreements.create(
        number=1, minutes=60, place="video", review_on=DUE, written_by=due.supervisor, written_at=NOW,
        confidentiality="x", disagreements="x", adjustments="x", prompts_ahead=True,
    )  # fmt: skip
    sign_both(agreement)
    planned = book(due, 10)
    sweep(at=on(9))
    planned.starts_at = on(12)
    planned.save()
    assert settle_done(at=on(9)) == 1
    assert told(on(11)) == {"Amara"}
    assert settle_done(at=on(11)) == 0
    assert settle_done(at=on(12, hour=11)) == 1


def test_what_was_settled_is_told_again_when_it_is_to_be_done_after_all(due: SupervisionArrangement) -> None:
    assert told(on(0)) == {"Amara", "Priya"}
    planned = book(due, 10)
    assert settle_done(at=on(1)) == 2
    assert told(on(1)) == set()
    cancel(planned, on(2, hour=9))
    assert told(on(2)) == {"Amara", "Priya"}
    reminders = Notice.objects.filter(kind=Matter.SESSION_DUE)
    assert reminders.count() == 2  # the same rows, unread and waiting to be mailed
    assert reminders.filter(read_at=None, settled_at=None, mailed_at=None, mail_after=on(2)).count() == 2
    assert told(on(2)) == set()


def test_it_is_mailed_again_too(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    queue_notice_mail(at=on(0))
    planned = book(due, 10)
    settle_done(at=on(1))
    cancel(planned, on(2, hour=9))
    sweep(at=on(2))
    queue_notice_mail(at=on(2))
    assert OutgoingMail.objects.filter(to=due.practitioner.email).count() == 2


def test_a_booked_day_that_passes_without_a_record_is_told_of_again(due: SupervisionArrangement) -> None:
    assert told(on(0)) == {"Amara", "Priya"}
    book(due, 4)
    settle_done(at=on(1))
    assert told(on(4, hour=17)) == set()
    assert told(on(5)) == {"Amara", "Priya"}


def test_a_draft_that_is_discarded_brings_the_reminders_back(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    SupervisionArrangement.objects.update(remind_on=LATER)  # as while the draft was there
    assert settle_done(at=on(1)) == 2
    SupervisionArrangement.objects.update(remind_on=DUE)
    assert told(on(2)) == {"Amara", "Priya"}


def test_an_action_point_that_is_opened_again_is_told_of_again(point: ActionPoint) -> None:
    first = told(on(1))
    assert first
    type(point).objects.update(closed_at=on(1))
    assert settle_done(at=on(1)) == len(first)
    type(point).objects.update(closed_at=None)
    assert told(on(2)) == first


def test_settling_and_telling_come_to_rest(due: SupervisionArrangement, managers: tuple[Person, Person]) -> None:
    """Nothing is settled by one minute and told again by the next."""
    for day in (-7, 0, 7, 14, 28):
        sweep(at=on(day))
        assert settle_done(at=on(day, minute=1)) == 0
        assert told(on(day, minute=1)) == set()


@pytest.mark.parametrize(("days", "is_put_off"), [(31, True), (32, False), (600, False)])
def test_a_booking_far_behind_the_due_date_puts_nothing_off(
    due: SupervisionArrangement, days: int, is_put_off: bool
) -> None:
    book(due, days)
    assert told(on(0)) == (set() if is_put_off else {"Amara", "Priya"})


def test_a_booking_within_two_weeks_counts_however_late_it_is(due: SupervisionArrangement) -> None:
    book(due, 100)
    assert told(on(85)) == {"Amara", "Priya"}
    assert settle_done(at=on(86)) == 2
    assert told(on(86)) == set()
