"""Does a supervisor plan what their team learns from where it is least sure, with the numbers for them alone?"""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Person
from supervision.learning import plan_queries, plan_services
from supervision.learning.models import PlannedLearning
from supervision.learning.plan_services import Plan
from supervision.learning.words import PlanEnd
from supervision.policy import Denied
from supervision.sessions.models import ConfidenceDomain, SupervisionArrangement
from supervision.vocabulary import ArrangementKind, Role
from tests.people import NOW, TODAY, begin, make_person, send, start

pytestmark = pytest.mark.django_db
WHAT = "Half a day on online safety"


def planned(by: Person, owner: Person, key: uuid.UUID | None = None) -> PlannedLearning:
    plan = Plan(ConfidenceDomain.objects.all()[0], WHAT, owner, TODAY + timedelta(days=20))
    return plan_services.plan(plan=plan, key=key or uuid.uuid4(), by=by, at=NOW)


def page(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_each_person_counts_once_by_their_own_latest_rating(arrangement: SupervisionArrangement) -> None:
    """By `content`, areas 1, 2, 5, 6 and 7 are rated 2, 3, 1, 2 and 3 by each; areas 9 and 10 by nobody."""
    supervisor = arrangement.supervisor
    other = begin(make_person("Otto Other", Role.PRACTITIONER), supervisor)
    send(start(arrangement, held_on=TODAY - timedelta(days=30)))
    lately = send(start(arrangement))
    lately.ratings.filter(domain__position=5).update(score=4)
    send(start(other))
    rarely = begin(make_person("Olga Old", Role.PRACTITIONER), supervisor)
    send(start(rarely, held_on=TODAY - timedelta(days=400)))
    elsewhere = begin(make_person("Elsa Elsewhere", Role.PRACTITIONER), make_person("Sid", Role.SUPERVISOR))
    send(start(elsewhere))
    found = {area.domain.position: (area.low, area.rated) for area in plan_queries.areas_of_team(supervisor, on=TODAY)}
    own = {
        rating.domain.position: rating.score for rating in lately.ratings.select_related("domain").exclude(score=None)
    }
    for position, (low, rated) in found.items():
        if position not in own:
            assert (low, rated) == (0, 0)
        elif position == 5:
            assert (low, rated) == (1, 2)
        else:
            assert (low, rated) == ((2, 2) if own[position] <= 2 else (0, 2))


def test_a_specialist_and_a_manager_have_no_numbers(arrangement: SupervisionArrangement, manager: Person) -> None:
    send(start(arrangement))
    specialist = make_person("Sue Special", Role.SUPERVISOR)
    begin(arrangement.practitioner, specialist, kind=ArrangementKind.SPECIALIST)
    assert {area.rated for area in plan_queries.areas_of_team(specialist, on=TODAY)} == {0}
    client = Client()
    client.force_login(manager)
    assert client.get("/learning/team/").status_code == 403


def test_the_team_reads_what_is_planned_and_nobody_else(arrangement: SupervisionArrangement, colleague: Person) -> None:
    planned(arrangement.supervisor, arrangement.supervisor)
    assert WHAT in page(arrangement.practitioner, "/learning/")
    assert WHAT in page(arrangement.supervisor, "/learning/team/")
    assert WHAT not in page(colleague, "/learning/")


def test_posted_twice_it_is_one_plan(arrangement: SupervisionArrangement) -> None:
    key = uuid.uuid4()
    assert {planned(arrangement.supervisor, arrangement.practitioner, key).pk for _ in range(2)} == {
        PlannedLearning.objects.get().pk
    }


def test_only_who_planned_it_and_who_sees_to_it_say_that_it_is_done(arrangement: SupervisionArrangement) -> None:
    supervisor, practitioner = arrangement.supervisor, arrangement.practitioner
    one = planned(supervisor, supervisor)
    with pytest.raises(Denied):
        plan_services.end(planned=one, how=PlanEnd.DONE, by=practitioner, at=NOW)
    theirs = planned(supervisor, practitioner)
    assert posted(practitioner, f"/learning/team/{theirs.pk}/end/") == 302
    assert PlannedLearning.objects.get(pk=theirs.pk).ended == PlanEnd.DONE


def posted(person: Person, address: str, **typed: object) -> int:
    client = Client()
    client.force_login(person)
    return client.post(address, typed).status_code


def test_who_sees_to_it_changes_what_and_when_and_drops_it(arrangement: SupervisionArrangement) -> None:
    supervisor, practitioner = arrangement.supervisor, arrangement.practitioner
    one = planned(supervisor, practitioner)
    other = ConfidenceDomain.objects.all()[3]
    later, address = TODAY + timedelta(days=40), f"/learning/team/{one.pk}/"
    typed = {"what": "A whole day", "due_on": later, "key": uuid.uuid4(), "domain": other.pk, "owner": supervisor.pk}
    assert posted(practitioner, address, **typed, base_version=1) == 302
    kept = PlannedLearning.objects.get(pk=one.pk)
    assert (kept.what, kept.due_on) == ("A whole day", later)
    assert (kept.domain, kept.owner) == (one.domain, practitioner)  # whatever was posted
    assert posted(supervisor, address, **typed, base_version=1) == 422  # from before it was changed
    assert posted(supervisor, address, **typed, base_version=2) == 302
    kept.refresh_from_db()
    assert (kept.domain, kept.owner) == (other, supervisor)
    assert posted(practitioner, address, **typed, base_version=3) == 403  # it is theirs no longer
    assert "No longer needed" in page(supervisor, "/learning/team/")
    mine = planned(supervisor, practitioner)
    assert posted(practitioner, f"/learning/team/{mine.pk}/end/", not_needed="yes") == 302
    assert PlannedLearning.objects.get(pk=mine.pk).ended == PlanEnd.NO_LONGER_NEEDED
    assert posted(supervisor, f"/learning/team/{mine.pk}/", **typed, base_version=1) == 403  # it has ended
