"""Who supervises whom, one lead at a time, and what do the two agree on?"""

import threading
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Person
from supervision.policy import Denied
from supervision.sessions import queries
from supervision.sessions.models import AgendaItem, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import agenda, agreements, arrangements, records
from supervision.vocabulary import ArrangementKind, NotHeldBy, NotHeldReason, Place, RecordState
from tests.people import NOW, TODAY, begin, make_person, make_team, send, start, template_version


def test_two_lead_supervisors_at_a_time_are_refused_in_words(
    arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    with pytest.raises(ValidationError, match="already has a lead supervisor"):
        begin(arrangement.practitioner, next_supervisor)


def test_the_database_refuses_them_too(arrangement: SupervisionArrangement, next_supervisor: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SupervisionArrangement.objects.create(
            practitioner=arrangement.practitioner, supervisor=next_supervisor,
            starts_on=date(2025, 5, 1), next_due_on=date(2025, 6, 1),
        )  # fmt: skip


def test_a_second_specialist_supervisor_is_possible(
    arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    begin(arrangement.practitioner, next_supervisor, kind=ArrangementKind.SPECIALIST)
    assert queries.arrangements_of(arrangement.practitioner, on=TODAY).count() == 2


def test_the_next_lead_may_begin_the_day_after_the_last_one_ended(
    arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    arrangements.end(arrangement=arrangement, ends_on=TODAY, by=arrangement.supervisor, at=NOW)
    later = begin(arrangement.practitioner, next_supervisor, starts_on=TODAY + timedelta(days=1))
    assert later.pk


def test_an_arrangement_that_ended_takes_no_later_session(arrangement: SupervisionArrangement) -> None:
    last = TODAY - timedelta(days=10)
    arrangements.end(arrangement=arrangement, ends_on=last, by=arrangement.supervisor, at=NOW)
    record = start(arrangement, held_on=last, by=arrangement.supervisor)
    for refused in (
        lambda: start(arrangement, by=arrangement.supervisor),
        lambda: records.move_held_on(supervision_session=record, held_on=TODAY, by=arrangement.supervisor, at=NOW),
        lambda: not_held(arrangement, TODAY),
    ):
        with pytest.raises(ValidationError, match="This arrangement ended on"):
            refused()
    arrangement.refresh_from_db()
    assert arrangement.last_held_on == last


def test_an_arrangement_takes_no_session_from_before_it_began(
    practitioner: Person, supervisor: Person, signed_in: Callable[[Person], Client]
) -> None:
    first = TODAY - timedelta(days=10)
    arrangement = begin(practitioner, supervisor, starts_on=first)
    record, before = start(arrangement, held_on=first), first - timedelta(days=1)
    for refused in (
        lambda: start(arrangement, held_on=before),
        lambda: records.move_held_on(supervision_session=record, held_on=before, by=practitioner, at=NOW),
        lambda: not_held(arrangement, before),
    ):
        with pytest.raises(ValidationError, match="This arrangement began on"):
            refused()
    posted = {
        "kind": "one_to_one", "template": template_version().template_id, "start_key": str(uuid.uuid4()),
        "held_on_0": before.day, "held_on_1": before.month, "held_on_2": before.year,
    }  # fmt: skip
    answer = signed_in(practitioner).post(f"/records/start/{arrangement.pk}/", posted)
    assert answer.status_code == 422
    assert "This arrangement began on" in answer.context["form"].errors["held_on"][0]


def test_a_draft_from_before_the_end_was_set_can_still_be_sent(arrangement: SupervisionArrangement) -> None:
    record = start(arrangement)
    arrangements.end(arrangement=arrangement, ends_on=TODAY - timedelta(days=10), by=arrangement.supervisor, at=NOW)
    assert send(record).state == RecordState.SENT


def not_held(arrangement: SupervisionArrangement, planned_on: date) -> SupervisionSession:
    return records.record_not_held(
        arrangement=arrangement, kind_id="one_to_one", planned_on=planned_on, not_held_by=NotHeldBy.SUPERVISOR,
        reason=NotHeldReason.LEAVE, explanation="", start_key=uuid.uuid4(), by=arrangement.supervisor, at=NOW,
    )  # fmt: skip


def test_a_page_says_that_an_arrangement_has_ended(
    arrangement: SupervisionArrangement, signed_in: Callable[[Person], Client]
) -> None:
    arrangements.end(arrangement=arrangement, ends_on=TODAY - timedelta(days=10), by=arrangement.supervisor, at=NOW)
    posted = {
        "kind": "one_to_one", "template": template_version().template_id, "start_key": str(uuid.uuid4()),
        "held_on_0": TODAY.day, "held_on_1": TODAY.month, "held_on_2": TODAY.year,
    }  # fmt: skip
    answer = signed_in(arrangement.supervisor).post(f"/records/start/{arrangement.pk}/", posted)
    assert "This arrangement ended on" in answer.content.decode()


def test_an_arrangement_does_not_end_before_it_began(arrangement: SupervisionArrangement) -> None:
    with pytest.raises(ValidationError):
        arrangements.end(arrangement=arrangement, ends_on=date(2024, 1, 1), by=arrangement.supervisor, at=NOW)


def test_ending_an_arrangement_keeps_a_due_date_that_moved_meanwhile(arrangement: SupervisionArrangement) -> None:
    as_it_was = SupervisionArrangement.objects.get(pk=arrangement.pk)
    start(arrangement, held_on=TODAY - timedelta(days=3))
    arrangements.end(arrangement=as_it_was, ends_on=TODAY, by=arrangement.supervisor, at=NOW)
    arrangement.refresh_from_db()
    assert arrangement.last_held_on == TODAY - timedelta(days=3)


def test_of_two_sessions_written_at_once_the_later_day_counts(own_database: str) -> None:
    team = make_team()
    arrangement = begin(make_person("Amara Quill", team=team), make_person("Priya Stone", team=team))
    earlier = threading.Thread(target=_start_apart, args=(arrangement, TODAY - timedelta(days=30)))
    with transaction.atomic():
        start(arrangement, held_on=TODAY - timedelta(days=1))
        earlier.start()
        earlier.join(timeout=1)  # it has read what it can see by now, and waits for this one to be stored
    earlier.join()
    arrangement.refresh_from_db()
    assert arrangement.last_held_on == TODAY - timedelta(days=1)


def _start_apart(arrangement: SupervisionArrangement, held_on: date) -> None:
    try:
        start(arrangement, held_on=held_on)
    finally:
        connection.close()


def test_nobody_supervises_themselves(practitioner: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        begin(practitioner, practitioner)


def test_a_new_supervisor_starts_from_the_last_day_held(
    arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    held_on = TODAY - timedelta(days=5)
    send(start(arrangement, held_on=held_on))
    arrangements.end(arrangement=arrangement, ends_on=TODAY, by=arrangement.supervisor, at=NOW)
    later = begin(arrangement.practitioner, next_supervisor, starts_on=TODAY + timedelta(days=1))
    later.refresh_from_db()
    assert later.next_due_on == held_on + timedelta(days=28)


def test_an_agreement_is_in_force_when_both_have_signed(arrangement: SupervisionArrangement) -> None:
    agreement = agreements.write(
        arrangement=arrangement, interval_days=14, minutes=90, place=Place.IN_PERSON,
        review_on=TODAY + timedelta(days=365), confidentiality="Limits.", disagreements="", adjustments="Breaks.",
        by=arrangement.supervisor, at=NOW,
    )  # fmt: skip
    arrangement.refresh_from_db()
    assert arrangement.interval_days == 28
    agreements.sign(agreement=agreement, by=arrangement.practitioner, at=NOW)
    arrangement.refresh_from_db()
    assert (arrangement.interval_days, arrangement.next_due_on) == (14, arrangement.starts_on + timedelta(days=14))


def test_a_private_agenda_item_is_seen_by_its_writer_alone(arrangement: SupervisionArrangement) -> None:
    two = (arrangement.practitioner, arrangement.supervisor)
    for shared in (True, False):
        agenda.add(arrangement=arrangement, body=f"shared {shared}", is_shared=shared, by=two[0], at=NOW)
    seen = [[item.body for item in queries.agenda_for(person, arrangement)] for person in two]
    assert seen == [["shared True", "shared False"], ["shared True"]]


def test_nobody_takes_off_what_another_put_on(arrangement: SupervisionArrangement) -> None:
    item = agenda.add(arrangement=arrangement, body="Mine", is_shared=True, by=arrangement.practitioner, at=NOW)
    with pytest.raises(Denied):
        agenda.remove(item=item, by=arrangement.supervisor, at=NOW)


def test_sending_a_record_takes_up_the_agenda(arrangement: SupervisionArrangement) -> None:
    agenda.add(arrangement=arrangement, body="Mine", is_shared=True, by=arrangement.practitioner, at=NOW)
    send(start(arrangement))
    assert not AgendaItem.objects.filter(taken_up_in=None).exists()
