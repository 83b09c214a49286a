"""Does what was done end the notices that asked for it, and nothing else?"""

from datetime import timedelta

import pytest

from supervision.outbox.models import Notice
from supervision.reminders.settling import settle_done
from supervision.reminders.sweep import sweep
from supervision.sessions.models import ActionPoint, SessionKind, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import arrangements, records
from supervision.vocabulary import ArrangementKind, Matter
from tests.people import NOW, make_person, sign
from tests.reminders.days import DUE, LATER, book, on, pause, told

pytestmark = pytest.mark.django_db


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


def test_returning_a_record_ends_its_reminders(unsigned: SupervisionSession) -> None:
    sweep(at=on(1))
    records.return_for_changes(supervision_session=unsigned, text="x", by=unsigned.supervisor, at=NOW)
    settle_done(at=on(2))
    assert open_for() == set()


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
    due.agreements.create(
        number=1, minutes=60, place="video", review_on=DUE, written_by=due.supervisor, written_at=NOW,
        confidentiality="x", disagreements="x", adjustments="x", prompts_ahead=True,
    )  # fmt: skip
    planned = book(due, 10)
    sweep(at=on(9))
    planned.starts_at = on(12)
    planned.save()
    assert settle_done(at=on(9)) == 1
    assert told(on(11)) == {"Amara"}
    assert settle_done(at=on(11)) == 0
    assert settle_done(at=on(12, hour=11)) == 1
