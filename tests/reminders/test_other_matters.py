"""Who hears of records that wait for a signature, of action points, and of what to bring to a session?"""

from datetime import timedelta

import pytest

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.reminders.settling import settle_done
from supervision.sessions.models import (
    ActionPoint,
    SignatureRoute,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.sessions.services import agreements, records
from supervision.vocabulary import ArrangementKind, NoticeKind, Place
from tests.people import NOW, content, make_person, sign
from tests.reminders.days import DUE, LATER, book, on, pause, sign_both, told

pytestmark = pytest.mark.django_db
Managers = tuple[Person, Person]


def test_both_who_have_not_signed_hear_of_a_record(unsigned: SupervisionSession, managers: Managers) -> None:
    steps = {-2: {"Amara", "Priya"}, 1: {"Amara", "Priya"}, 7: {"Tom"}, 21: {"Sal"}}
    for day in range(-4, 30):
        assert told(on(day)) == steps.get(day, set()), f"day {day}"


def test_whoever_has_signed_is_asked_no_more_and_the_supervisor_hears_of_the_others(
    unsigned: SupervisionSession, next_supervisor: Person
) -> None:
    SupervisionSession.objects.update(supervisor=next_supervisor)  # of before; Priya supervises now
    assert told(on(-2)) == {"Amara", next_supervisor.first_name}
    sign(unsigned, unsigned.practitioner)
    assert told(on(1)) == {next_supervisor.first_name, "Priya"}


def test_a_supervisor_who_signs_has_done_what_they_were_asked_themselves(unsigned: SupervisionSession) -> None:
    assert told(on(1)) == {"Amara", "Priya"}  # as somebody to sign, before it is as who supervises
    sign(unsigned, unsigned.supervisor)
    assert settle_done(at=on(1)) == 1
    assert Notice.objects.get(kind="record_unsigned", settled_at=None).person == unsigned.practitioner


def test_a_signature_that_was_passed_on_is_asked_of_the_other_person(unsigned: SupervisionSession) -> None:
    SignatureRoute.objects.create(
        supervision_session=unsigned, party="supervisor", person=make_person("Sue Successor"),
        in_place_of=unsigned.supervisor, routed_by=unsigned.supervisor, routed_at=NOW,
    )  # fmt: skip
    assert told(on(-2)) == {"Amara", "Sue"}


def test_a_cover_is_asked_for_the_supervisors_signature(unsigned: SupervisionSession) -> None:
    SupervisionArrangement.objects.create(
        practitioner=unsigned.practitioner, supervisor=make_person("Cora Cover"), kind=ArrangementKind.COVER,
        covers=unsigned.arrangement, starts_on=DUE, ends_on=DUE + timedelta(days=3), next_due_on=DUE,
        remind_on=LATER,
    )  # fmt: skip
    assert told(on(1)) == {"Amara", "Cora"}


def test_those_above_a_signer_who_is_away_hear_and_the_signer_does_when_back(
    unsigned: SupervisionSession, managers: Managers
) -> None:
    sign(unsigned, unsigned.supervisor)
    pause(unsigned.practitioner, DUE, DUE + timedelta(days=9))
    assert [told(on(day)) for day in (1, 8, 10)] == [{"Priya"}, {"Tom"}, {"Amara"}]


def test_a_returned_record_is_for_its_writer_to_send(unsigned: SupervisionSession, managers: Managers) -> None:
    records.return_for_changes(supervision_session=unsigned, text="x", by=unsigned.supervisor, at=NOW)
    steps = {-2: {"Amara"}, 1: {"Amara", "Priya"}, 7: {"Tom"}, 21: {"Sal"}}
    for day in range(-4, 30):
        assert told(on(day)) == steps.get(day, set()), f"day {day}"


def test_a_draft_that_nobody_sends_is_for_its_writer_to_send(
    due: SupervisionArrangement, draft: SupervisionSession, managers: Managers
) -> None:
    assert draft.sign_by is not None
    SupervisionSession.objects.update(sign_by=DUE)
    SupervisionArrangement.objects.update(remind_on=LATER)
    assert [told(on(day)) for day in (-2, 1, 7, 21)] == [{"Amara"}, {"Amara", "Priya"}, {"Tom"}, {"Sal"}]
    records.discard(supervision_session=draft, by=draft.writer, at=NOW)
    assert settle_done(at=on(22)) == 5


def test_sending_again_gives_no_more_time(sent: SupervisionSession) -> None:
    by_then = sent.sign_by
    records.return_for_changes(supervision_session=sent, text="x", by=sent.supervisor, at=NOW + timedelta(days=3))
    sent.refresh_from_db()
    records.send(supervision_session=sent, content=content(sent), by=sent.writer, at=NOW + timedelta(days=5))
    sent.refresh_from_db()
    assert sent.sign_by == by_then


def test_an_action_point_goes_from_its_holder_to_supervisor_and_managers(
    point: ActionPoint, managers: Managers
) -> None:
    steps = {-3: {"Amara"}, 1: {"Amara"}, 7: {"Priya"}, 28: {"Tom"}, 56: {"Sal"}}
    for day in range(-5, 60):
        assert told(on(day)) == steps.get(day, set()), f"day {day}"


def test_whoever_holds_an_action_point_now_hears_of_it(point: ActionPoint) -> None:
    ActionPoint.objects.filter(pk=point.pk).update(held_by=make_person("Hal Holder"))
    assert told(on(1)) == {"Hal"}


def test_an_action_point_of_somebody_away_comes_up_all_the_same(point: ActionPoint, managers: Managers) -> None:
    pause(point.held_by, DUE, DUE + timedelta(days=40))
    assert [told(on(day)) for day in (1, 7, 28, 41)] == [set(), {"Priya"}, {"Tom"}, {"Amara"}]


def test_nobody_hears_of_a_closed_action_point(point: ActionPoint, managers: Managers) -> None:
    ActionPoint.objects.filter(pk=point.pk).update(closed_at=NOW)
    assert told(on(30)) == set()


@pytest.mark.parametrize("asked", [True, False])
def test_the_agenda_is_asked_for_two_days_ahead_where_that_is_agreed(due: SupervisionArrangement, asked: bool) -> None:
    agreement = agreements.write(
        arrangement=due, interval_days=28, minutes=60, place=Place.VIDEO, review_on=DUE, confidentiality="x",
        disagreements="x", adjustments="x", by=due.supervisor, at=NOW,
    )  # fmt: skip
    assert agreement.number == 1
    for number, wanted in ((2, asked), (3, not asked)):  # the last one waits for signatures and holds for nobody
        version = due.agreements.create(
            number=number, minutes=60, place=Place.VIDEO, review_on=DUE, written_by=due.supervisor, written_at=NOW,
            confidentiality="x", disagreements="x", adjustments="x", prompts_ahead=wanted,
        )  # fmt: skip
        if number == 2:
            sign_both(version)
    book(due, 10, hour=14)
    assert told(on(8, hour=13)) == set()
    assert told(on(8, hour=14)) == ({"Amara"} if asked else set())
    assert told(on(9)) == set()
    assert Notice.objects.filter(kind=NoticeKind.AGENDA_AHEAD).count() == asked
