"""Who supervises whom, one lead at a time, and what do the two agree on?"""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Person
from supervision.policy import Denied
from supervision.sessions import queries
from supervision.sessions.models import AgendaItem, SupervisionArrangement
from supervision.sessions.services import agenda, agreements, arrangements
from supervision.vocabulary import ArrangementKind, Place
from tests.people import NOW, TODAY, begin, send, start


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


def test_an_arrangement_does_not_end_before_it_began(arrangement: SupervisionArrangement) -> None:
    with pytest.raises(ValidationError):
        arrangements.end(arrangement=arrangement, ends_on=date(2024, 1, 1), by=arrangement.supervisor, at=NOW)


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
