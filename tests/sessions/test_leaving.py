"""Is nobody without a lead supervisor unawares when somebody leaves, and does every account close on its day?"""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Person, Team
from supervision.outbox.models import Notice, Tick
from supervision.reminders.ticking import tick
from supervision.sessions.models import Departure, Handover, PlannedSession, SupervisionArrangement
from supervision.sessions.services import agenda, continuity
from supervision.vocabulary import NoticeKind, Place, Role
from tests.people import NOW, TODAY, begin, make_person

DAY = timedelta(days=1)
MOST = 2**31 - 1  # of a whole number in the database
IN_10, IN_20 = TODAY + 10 * DAY, TODAY + 20 * DAY


@pytest.fixture
def third(team: Team) -> Person:
    return make_person("Vera Field", Role.SUPERVISOR, team=team)


def hand_over(arrangement: SupervisionArrangement, to: Person, on: date) -> Handover:
    return continuity.plan_handover(arrangements=[arrangement], to=to, on=on, by=to, at=NOW)[0]


def leave(person: Person, successor: Person | None, by: Person, last_on: date) -> Departure:
    return continuity.plan_departure(person=person, last_on=last_on, successor=successor, each={}, by=by, at=NOW)


def leads_on(practitioner: Person, day: date) -> list[Person]:
    led = SupervisionArrangement.objects.current(day).lead().filter(practitioner=practitioner)
    return [one.supervisor for one in led.select_related("supervisor")]


def at(day: date) -> datetime:
    return NOW + (day - TODAY)


def test_a_handover_after_the_last_day_is_brought_forward(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    hand_over(arrangement, next_supervisor, IN_20)
    booked = PlannedSession.objects.create(
        arrangement=arrangement, kind_id="one_to_one", starts_at=at(TODAY + 15 * DAY), minutes=60, place=Place.VIDEO
    )
    leave(arrangement.supervisor, None, administrator, IN_10)
    for days in range(30):
        lead = arrangement.supervisor if days <= 10 else next_supervisor
        assert leads_on(arrangement.practitioner, TODAY + days * DAY) == [lead]
    assert continuity.apply_due(at=at(IN_10 + DAY)) == 2
    booked.refresh_from_db()
    assert booked.arrangement.supervisor == next_supervisor


def test_a_handover_before_the_last_day_stays_where_it_is(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    handover = hand_over(arrangement, next_supervisor, IN_10)
    leave(arrangement.supervisor, None, administrator, IN_20)
    handover.refresh_from_db()
    assert handover.on == IN_10


def test_nobody_passes_to_somebody_who_will_have_left(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person, colleague: Person
) -> None:
    leave(next_supervisor, None, administrator, IN_10)
    with pytest.raises(ValidationError, match="leaves after"):
        hand_over(arrangement, next_supervisor, IN_20)
    with pytest.raises(ValidationError, match="leaves after"):
        leave(arrangement.supervisor, next_supervisor, administrator, IN_20)
    with pytest.raises(ValidationError, match="leaves after"):
        begin(colleague, next_supervisor, starts_on=IN_20)
    with pytest.raises(ValidationError, match="leaves after"):
        continuity.set_cover(
            arrangements=[arrangement], cover=next_supervisor, starts_on=TODAY, ends_on=IN_20, by=administrator, at=NOW
        )
    assert leads_on(arrangement.practitioner, IN_20 + DAY) == [arrangement.supervisor]
    assert hand_over(arrangement, next_supervisor, IN_10).on == IN_10


def test_what_has_not_begun_by_the_last_day_begins_with_who_takes_over(
    arrangement: SupervisionArrangement, next_supervisor: Person, third: Person, administrator: Person
) -> None:
    hand_over(arrangement, next_supervisor, IN_20)
    leave(next_supervisor, third, administrator, IN_10)
    assert leads_on(arrangement.practitioner, IN_20) == [third]
    continuity.apply_due(at=at(IN_20))
    assert Notice.objects.filter(person=third, kind=NoticeKind.PASSED_ON).exists()


def test_people_who_came_after_a_departure_was_planned_pass_to_the_successor(
    arrangement: SupervisionArrangement, next_supervisor: Person, third: Person, administrator: Person
) -> None:
    leave(next_supervisor, third, administrator, IN_20)
    hand_over(arrangement, next_supervisor, IN_10)
    continuity.apply_due(at=at(IN_10))
    continuity.apply_due(at=at(IN_20 + DAY))
    assert leads_on(arrangement.practitioner, IN_20) == [next_supervisor]
    assert leads_on(arrangement.practitioner, IN_20 + DAY) == [third]
    assert not Notice.objects.filter(kind=NoticeKind.WITHOUT_LEAD).exists()


def test_administrators_hear_of_whom_nobody_takes_over_until_somebody_leads_again(
    arrangement: SupervisionArrangement, next_supervisor: Person, third: Person, administrator: Person
) -> None:
    leave(next_supervisor, None, administrator, IN_20)
    hand_over(arrangement, next_supervisor, TODAY)
    continuity.apply_due(at=at(IN_20 + DAY))
    assert leads_on(arrangement.practitioner, IN_20 + DAY) == []
    told = Notice.objects.get(kind=NoticeKind.WITHOUT_LEAD)
    assert (told.person, told.about_person, told.about_on) == (administrator, arrangement.practitioner, IN_20 + DAY)
    assert told.mail_after is not None
    begin(arrangement.practitioner, third, starts_on=IN_20 + 2 * DAY)
    told.refresh_from_db()
    assert told.settled_at is not None


@pytest.mark.parametrize("what", ["an agenda item", "a booked session"])
def test_an_account_closes_though_a_handover_ahead_is_in_use(
    what: str, arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    new = hand_over(arrangement, next_supervisor, IN_20).to_arrangement
    if what == "an agenda item":
        agenda.add(arrangement=new, body="For later", is_shared=True, by=arrangement.practitioner, at=NOW)
    else:
        PlannedSession.objects.create(
            arrangement=new, kind_id="one_to_one", starts_at=at(IN_20), minutes=60, place=Place.VIDEO
        )
    leave(arrangement.practitioner, None, administrator, IN_10)
    assert continuity.apply_due(at=at(IN_10 + DAY)) == 1
    arrangement.practitioner.refresh_from_db()
    assert not arrangement.practitioner.is_active
    assert not Handover.objects.exists()
    assert leads_on(arrangement.practitioner, IN_10) == [arrangement.supervisor]
    assert leads_on(arrangement.practitioner, IN_20) == []


def cannot_pass(arrangement: SupervisionArrangement) -> None:
    """Book a session whose number for calendars cannot be raised, so that it can be neither passed on nor cancelled."""
    PlannedSession.objects.create(
        arrangement=arrangement, kind_id="one_to_one", starts_at=at(IN_20 + 5 * DAY), minutes=60, place=Place.VIDEO,
        sequence=MOST,
    )  # fmt: skip


def test_a_handover_that_fails_stops_nothing_else(
    arrangement: SupervisionArrangement, next_supervisor: Person, colleague: Person, administrator: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    cannot_pass(arrangement)
    stuck = hand_over(arrangement, next_supervisor, IN_10)
    fine = hand_over(begin(colleague, arrangement.supervisor), next_supervisor, IN_10)
    assert tick(at=at(IN_10))["passed_on"] == 1
    assert Tick.objects.get(name="tick").last_at == at(IN_10)
    stuck.refresh_from_db()
    fine.refresh_from_db()
    assert (stuck.applied_at, fine.applied_at) == (None, at(IN_10))
    assert f"Handover {stuck.pk} has to wait: DataError in _pass_planned" in caplog.text
    assert "out of range" not in caplog.text  # the error's words may quote a row


def test_an_account_closes_on_its_day_though_the_rest_has_to_wait(
    arrangement: SupervisionArrangement, administrator: Person
) -> None:
    cannot_pass(arrangement)
    departure = leave(arrangement.practitioner, None, administrator, IN_10)
    assert continuity.apply_due(at=at(IN_10)) == 0
    arrangement.practitioner.refresh_from_db()
    assert arrangement.practitioner.is_active
    assert continuity.apply_due(at=at(IN_10 + DAY)) == 0
    arrangement.practitioner.refresh_from_db()
    assert not arrangement.practitioner.is_active
    epoch = arrangement.practitioner.session_epoch
    PlannedSession.objects.update(sequence=1)
    assert continuity.apply_due(at=at(IN_10 + DAY)) == 1
    departure.refresh_from_db()
    arrangement.practitioner.refresh_from_db()
    assert departure.applied_at is not None
    assert arrangement.practitioner.session_epoch == epoch
