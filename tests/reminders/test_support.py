"""Who hears of a request for support that nobody answers?"""

import pytest

from accounts.models import Person
from supervision.reminders.settling import settle_done
from supervision.sessions.models import SupervisionArrangement
from supervision.support import services
from supervision.vocabulary import ArrangementKind, Role
from tests.people import begin, make_person
from tests.reminders.days import on, told
from tests.support_requests.cast import asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def senior(team: object) -> Person:
    return make_person("Sue Senior", Role.SUPERVISOR)


@pytest.fixture
def specialist(team: object) -> Person:
    person = make_person("Una Special", Role.SUPERVISOR, hsb_training="AIM3, 2025")
    begin(make_person("Olga Other", Role.PRACTITIONER), person, kind=ArrangementKind.SPECIALIST)
    return person


def test_a_request_nobody_answers_goes_up_and_an_urgent_one_sooner(
    due: SupervisionArrangement, managers: tuple[Person, Person], senior: Person
) -> None:
    SupervisionArrangement.objects.update(remind_on=on(900).date())
    for is_urgent, steps in (
        (False, {2: {"Sue"}, 4: {"Priya"}, 5: {"Tom"}, 10: {"Sal"}}),
        (True, {1: {"Sue", "Priya", "Tom"}, 2: {"Sal"}}),
    ):
        request = asked(due.practitioner, senior, at=on(0), is_urgent=is_urgent)
        for day in range(13):
            assert told(on(day)) == steps.get(day, set()), f"day {day}"
        services.offer(request=request, could_be_at=on(900), note="", by=senior, at=on(13))
        assert settle_done(at=on(13)) == sum(map(len, steps.values()))
        services.withdraw(request=request, by=due.practitioner, at=on(13))


def test_a_request_to_specialists_of_whom_there_is_none_any_more_still_goes_up(
    due: SupervisionArrangement, managers: tuple[Person, Person], specialist: Person
) -> None:
    SupervisionArrangement.objects.update(remind_on=on(900).date())
    asked(due.practitioner, None, at=on(0))
    Person.objects.filter(pk=specialist.pk).update(is_active=False)
    assert [told(on(day)) for day in (2, 4, 5)] == [set(), {"Priya"}, {"Tom"}]
