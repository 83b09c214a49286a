"""Who hears of a session that is due, when, and how often?"""

from datetime import timedelta

import pytest

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.reminders.sweep import sweep
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import ArrangementKind, NoticeKind
from tests.people import make_person
from tests.reminders.days import DUE, on, pause, told

pytestmark = pytest.mark.django_db
Arrangement = SupervisionArrangement


def test_nobody_hears_of_it_more_than_a_week_ahead(due: Arrangement, managers: tuple[Person, Person]) -> None:
    assert told(on(-8)) == set()


def test_each_step_tells_its_people_once(due: Arrangement, managers: tuple[Person, Person]) -> None:
    steps = {-7: {"Amara", "Priya"}, 0: {"Amara", "Priya"}, 7: {"Amara", "Priya"}, 14: {"Tom"}, 28: {"Sal"}}
    for day in range(-8, 60):
        assert told(on(day)) == steps.get(day, set()), f"day {day}"
        assert sweep(at=on(day, hour=11)) == 0


def test_a_notice_says_what_whose_and_which_day(due: Arrangement) -> None:
    sweep(at=on(0))
    notice = Notice.objects.get(person=due.supervisor)
    assert (notice.kind, notice.about_id, notice.about_on) == (NoticeKind.SESSION_DUE, str(due.pk), DUE)
    assert (notice.about_person, notice.is_escalation, notice.mail_after) == (due.practitioner, False, on(0))


def test_a_managers_notice_is_an_escalation(due: Arrangement, managers: tuple[Person, Person]) -> None:
    sweep(at=on(14))
    assert Notice.objects.get(person=managers[0]).is_escalation


def test_after_three_days_without_a_clock_each_hears_once(due: Arrangement, managers: tuple[Person, Person]) -> None:
    sweep(at=on(5))
    assert told(on(15)) == {"Amara", "Priya", "Tom"}
    assert Notice.objects.filter(person=due.practitioner).count() == 2


def test_a_new_due_date_is_told_of_anew(due: Arrangement) -> None:
    sweep(at=on(0))
    Arrangement.objects.filter(pk=due.pk).update(remind_on=DUE + timedelta(days=28))
    assert told(on(1)) == set()
    assert told(on(28)) == {"Amara", "Priya"}


def test_nobody_hears_while_the_practitioner_is_away_and_they_do_when_back(
    due: Arrangement, managers: tuple[Person, Person]
) -> None:
    pause(due.practitioner, DUE, DUE + timedelta(days=16))
    assert told(on(15)) == set()
    assert told(on(17)) == {"Amara", "Priya", "Tom"}


def test_a_supervisor_who_is_away_hears_when_back(due: Arrangement) -> None:
    pause(due.supervisor, DUE, DUE + timedelta(days=3))
    assert told(on(0)) == {"Amara"}
    assert told(on(4)) == {"Priya"}


def test_a_cover_hears_in_place_of_the_lead_within_its_dates(due: Arrangement) -> None:
    Arrangement.objects.create(
        practitioner=due.practitioner, supervisor=make_person("Cora Cover"), kind=ArrangementKind.COVER, covers=due,
        starts_on=DUE, ends_on=DUE + timedelta(days=3), next_due_on=DUE, remind_on=DUE,
    )  # fmt: skip
    assert told(on(-7)) == {"Amara", "Priya"}
    assert told(on(0)) == {"Amara", "Cora"}
    assert told(on(7)) == {"Amara", "Priya"}


def test_a_step_for_a_manager_who_is_away_goes_one_level_up(due: Arrangement, managers: tuple[Person, Person]) -> None:
    pause(managers[0], DUE, DUE + timedelta(days=20))
    sweep(at=on(7))
    assert told(on(14)) == {"Sal"}


def test_without_any_nearer_manager_the_organisations_hears(due: Arrangement, manager: Person) -> None:
    sweep(at=on(7))
    assert told(on(14)) == {"Grace"}


def test_nobody_hears_as_a_manager_of_what_is_theirs_to_do(due: Arrangement, managers: tuple[Person, Person]) -> None:
    due.supervisor.role_grants.create(role="manager", scope="team", team=due.practitioner.team)
    managers[0].role_grants.all().delete()
    sweep(at=on(7))
    assert told(on(14)) == {"Sal"}


def test_a_leaver_hears_nothing(due: Arrangement) -> None:
    Person.objects.filter(pk=due.supervisor_id).update(is_active=False)
    assert told(on(0)) == {"Amara"}
