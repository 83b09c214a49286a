"""Does the record of a group do what its people rely on? One record, answered by each, locked for good."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from accounts.models import Person
from supervision.gathering_vocabulary import AttendanceState, AttendeeResponse, GatheringKind
from supervision.outbox.models import Notice
from supervision.policy import Denied
from supervision.sessions.gathering_queries import credit_of, note_of, waiting_for, written_in
from supervision.sessions.models import Attendance, GroupFormat, Signature, SupervisionSession
from supervision.sessions.services import gathering_sign_off, gatherings
from supervision.sessions.services.sign_off import Changed, is_intact, locked_records
from supervision.vocabulary import Role
from tests.gatherings.cast import confirm, fill, send, start
from tests.people import NOW, TODAY, make_person

DIFFERS = AttendeeResponse.DIFFERS


@pytest.fixture
def group(supervisor: Person, practitioner: Person, colleague: Person, next_supervisor: Person) -> SupervisionSession:
    """The practitioner presents, their colleague comes, and a third person sends apologies."""
    made = start(supervisor, [practitioner, colleague, next_supervisor])
    return fill(made, came=[practitioner, colleague], owners=[practitioner, colleague])


@pytest.fixture
def sent(group: SupervisionSession) -> SupervisionSession:
    return send(group)


def test_it_locks_when_everybody_who_came_has_answered(
    sent: SupervisionSession, practitioner: Person, colleague: Person
) -> None:
    assert confirm(sent, practitioner).locked_at is None
    locked = confirm(sent, colleague, response=DIFFERS, statement="I asked about the school as well.")
    assert locked.locked_at
    assert is_intact(locked)
    assert locked.pk in [record.pk for record in locked_records()]
    assert locked.events.get(step="lock").comment == "Everybody who came and is here has answered."


def test_a_difference_needs_its_words(sent: SupervisionSession, practitioner: Person) -> None:
    with pytest.raises(ValidationError):
        confirm(sent, practitioner, response=DIFFERS, statement=" ")


def test_somebody_who_sent_apologies_does_not_answer_and_is_not_waited_for(
    sent: SupervisionSession, next_supervisor: Person
) -> None:
    with pytest.raises(Denied):
        confirm(sent, next_supervisor)
    assert not waiting_for(next_supervisor).exists()


def test_the_same_answer_twice_is_one(sent: SupervisionSession, practitioner: Person) -> None:
    confirm(sent, practitioner)
    confirm(sent, practitioner)
    assert Signature.objects.filter(supervision_session=sent, person=practitioner).count() == 1
    with pytest.raises(Denied):
        confirm(sent, practitioner, response=DIFFERS, statement="On second thoughts.")


def test_an_answer_to_a_version_that_is_gone_is_refused(
    sent: SupervisionSession, practitioner: Person, supervisor: Person
) -> None:
    gathering_sign_off.take_back(supervision_session=sent, by=supervisor, at=NOW)
    sent.refresh_from_db()
    again = send(sent)
    with pytest.raises(Changed):
        confirm(again, practitioner, shown_version=1)


def test_taking_it_back_sets_every_answer_aside(
    sent: SupervisionSession, practitioner: Person, colleague: Person, supervisor: Person
) -> None:
    confirm(sent, practitioner)
    gathering_sign_off.take_back(supervision_session=sent, by=supervisor, at=NOW)
    assert not Signature.objects.filter(supervision_session=sent, voided_at=None).exists()
    sent.refresh_from_db()
    again = send(sent)
    assert {place.person for place in waiting_for(practitioner)} == {practitioner}
    confirm(again, practitioner)
    assert confirm(again, colleague).locked_at


def test_it_can_be_locked_without_the_last_answer_once_the_day_has_passed_and_says_whose_is_missing(
    sent: SupervisionSession, practitioner: Person, colleague: Person, supervisor: Person
) -> None:
    confirm(sent, practitioner)
    with pytest.raises(Denied):
        gathering_sign_off.lock(supervision_session=sent, by=supervisor, at=NOW)
    gathering_sign_off.lock(supervision_session=sent, by=supervisor, at=NOW + timedelta(days=60))
    sent.refresh_from_db()
    assert sent.locked_at
    assert colleague.name in sent.events.get(step="lock").comment


def test_somebody_who_left_does_not_block_the_lock_and_the_history_says_so(
    sent: SupervisionSession, practitioner: Person, colleague: Person
) -> None:
    Person.objects.filter(pk=colleague.pk).update(is_active=False)
    assert confirm(sent, practitioner).locked_at
    assert sent.events.get(step="leave").by == colleague


def test_when_the_last_who_is_waited_for_leaves_the_facilitator_locks_it(
    sent: SupervisionSession, practitioner: Person, colleague: Person, supervisor: Person
) -> None:
    confirm(sent, practitioner)
    Person.objects.filter(pk=colleague.pk).update(is_active=False)
    gathering_sign_off.lock(supervision_session=sent, by=supervisor, at=NOW)
    sent.refresh_from_db()
    assert sent.locked_at


def test_a_facilitator_who_left_does_not_keep_it_open(
    sent: SupervisionSession, practitioner: Person, colleague: Person, supervisor: Person
) -> None:
    Person.objects.filter(pk=supervisor.pk).update(is_active=False)
    gathering_sign_off.lock(supervision_session=sent, by=practitioner, at=NOW + timedelta(days=60))
    sent.refresh_from_db()
    assert sent.locked_at


def test_what_is_missing_is_said_before_it_is_signed(supervisor: Person, practitioner: Person) -> None:
    made = start(supervisor, [practitioner], question="", held_on=TODAY + timedelta(days=3))
    assert len(gathering_sign_off.missing_in(made, written_in(made), on=TODAY)) == 6
    with pytest.raises(ValidationError):
        send(made)


def test_nothing_is_signed_that_was_not_shown(group: SupervisionSession, supervisor: Person) -> None:
    with pytest.raises(Changed):
        gathering_sign_off.send(supervision_session=group, shown="what it was before", by=supervisor, at=NOW)


def test_two_tabs_do_not_write_over_each_other(group: SupervisionSession, supervisor: Person) -> None:
    given = {"held_on": group.held_on, "minutes": 30, "place": "video", "texts": {}, "by": supervisor, "at": NOW}
    with pytest.raises(gatherings.Changed):
        gatherings.write(supervision_session=group, shown="an older mark", **given)


def test_the_same_form_twice_starts_one_record(supervisor: Person, practitioner: Person) -> None:
    key = uuid.uuid4()
    assert start(supervisor, [practitioner], start_key=key) == start(supervisor, [practitioner], start_key=key)
    assert Attendance.objects.count() == 1


def test_a_practitioner_starts_peer_supervision_and_no_group(practitioner: Person, colleague: Person) -> None:
    with pytest.raises(Denied):
        start(practitioner, [colleague])
    peer = start(practitioner, [colleague], kind=GatheringKind.PEER)
    assert set(peer.attendances.values_list("person", "state")) == {
        (practitioner.pk, AttendanceState.ATTENDED),
        (colleague.pk, AttendanceState.INVITED),
    }


def test_among_peers_the_facilitator_is_credited_and_signs_once(practitioner: Person, colleague: Person) -> None:
    peer = start(practitioner, [colleague], kind=GatheringKind.PEER)
    sent = send(fill(peer, came=[practitioner, colleague], minutes=45))
    assert not waiting_for(practitioner).exists()
    assert confirm(sent, colleague).locked_at
    assert credit_of(practitioner, since=sent.held_on, until=TODAY).minutes == 45


def test_time_is_credited_once_it_is_sent_and_not_when_it_was_entered_in_error(
    group: SupervisionSession, practitioner: Person, supervisor: Person
) -> None:
    def credited() -> int:
        return credit_of(practitioner, since=group.held_on, until=TODAY).minutes

    assert credited() == 0
    send(group)
    assert credited() == 60
    gathering_sign_off.strike(supervision_session=group, reason="The wrong day.", by=supervisor, at=NOW)
    assert credited() == 0


def test_a_discarded_draft_is_gone_with_its_words(group: SupervisionSession, supervisor: Person) -> None:
    gatherings.save_note(supervision_session=group, body="Mine.", base_version=0, by=supervisor, at=NOW)
    gatherings.discard(supervision_session=group, by=supervisor, at=NOW)
    assert not group.texts.exists()
    assert not group.action_points.exists()
    assert note_of(supervisor, group) is None


def test_those_who_came_are_told_once_and_no_longer_than_they_have_to_answer(
    sent: SupervisionSession, practitioner: Person, colleague: Person, next_supervisor: Person, supervisor: Person
) -> None:
    told = Notice.objects.filter(kind="confirmation_wanted", about_id=str(sent.pk))
    assert {notice.person for notice in told} == {practitioner, colleague}
    confirm(sent, practitioner)
    assert {notice.person for notice in told.filter(settled_at=None)} == {colleague}
    gathering_sign_off.take_back(supervision_session=sent, by=supervisor, at=NOW)
    assert not told.filter(settled_at=None).exists()


REFUSED = {
    "a gathering with a practitioner": "UPDATE {T}supervisionsession SET practitioner_id = {p} WHERE id = '{r}'",
    "a gathering of two": "UPDATE {T}supervisionsession SET kind_id = 'one_to_one' WHERE id = '{r}'",
    "time for somebody who did not come": "UPDATE {T}attendance SET minutes = 5 WHERE person_id = {n}",
    "a presenter who did not come": "UPDATE {T}attendance SET is_presenter = true WHERE person_id = {n}",
    "two presenters": "UPDATE {T}attendance SET is_presenter = true WHERE person_id = {c}",
    "somebody in it twice": "INSERT INTO {T}attendance (supervision_session_id, person_id, state, is_presenter) "
    "VALUES ('{r}', {c}, 'invited', false)",
}


@pytest.mark.parametrize("statement", REFUSED)
def test_the_database_refuses(
    statement: str, group: SupervisionSession, practitioner: Person, colleague: Person, next_supervisor: Person
) -> None:
    _is_refused(REFUSED[statement], r=group.pk, p=practitioner.pk, c=colleague.pk, n=next_supervisor.pk)


AFTER_THE_LOCK = {
    "more time": "UPDATE {T}attendance SET minutes = 90 WHERE person_id = {p}",
    "somebody taken off": "DELETE FROM {T}attendance WHERE person_id = {n}",
    "somebody added": "INSERT INTO {T}attendance (supervision_session_id, person_id, state, is_presenter) "
    "VALUES ('{r}', {s}, 'invited', false)",
    "everybody taken off": "TRUNCATE {T}attendance",
    "another format": "UPDATE {T}supervisionsession SET group_format_id = group_format_id + 1 WHERE id = '{r}'",
    "a format with other words": "UPDATE {T}groupformat SET name = 'x'",
    "a step with other words": "UPDATE {T}groupformatstep SET name = 'x'",
}


@pytest.mark.parametrize("statement", AFTER_THE_LOCK)
def test_what_is_locked_stays(
    statement: str, sent: SupervisionSession, practitioner: Person, colleague: Person, next_supervisor: Person
) -> None:
    confirm(sent, practitioner)
    confirm(sent, colleague)
    _is_refused(AFTER_THE_LOCK[statement], r=sent.pk, p=practitioner.pk, n=next_supervisor.pk, s=make_person("Sue").pk)


def _is_refused(statement: str, **values: object) -> None:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(T="supervision_sessions_", **values))
    assert "permission denied" in str(refusal.value) or isinstance(refusal.value, IntegrityError)


def test_the_formats_that_come_with_it_each_have_a_time_in_which_nobody_advises(db: None) -> None:
    formats = GroupFormat.objects.filter(is_offered=True)
    assert len(formats) == 5
    assert all(any(step.is_no_advice for step in one.steps.all()) for one in formats)


def test_a_supervisor_who_was_not_there_does_not_see_what_their_practitioner_agreed_in_a_group(
    practitioner: Person, colleague: Person
) -> None:
    from supervision.sessions.queries import action_points_for, open_action_points
    from tests.people import begin

    lead, facilitator = make_person("Lena Lead", Role.SUPERVISOR), make_person("Finn Free", Role.SUPERVISOR)
    begin(practitioner, lead)
    send(fill(start(facilitator, [practitioner, colleague]), came=[practitioner, colleague], owners=[practitioner]))
    assert action_points_for(practitioner, on=TODAY).count() == 1
    assert action_points_for(facilitator, on=TODAY).count() == 1
    assert not action_points_for(lead, on=TODAY).exists()
    assert not open_action_points(lead, practitioner.pk, on=TODAY).exists()
