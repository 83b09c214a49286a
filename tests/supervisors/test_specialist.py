"""Does a specialist supervisor see their own sessions with somebody, and nothing of the lead supervisor's?"""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from supervision.sessions import queries
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import ArrangementKind
from tests.people import TODAY, begin, lock, send, start

SignedIn = Callable[[Person], Client]


@pytest.fixture
def beside(arrangement: SupervisionArrangement, next_supervisor: Person) -> SupervisionArrangement:
    return begin(arrangement.practitioner, next_supervisor, kind=ArrangementKind.SPECIALIST)


def page(client: Client, practitioner: Person) -> str:
    return client.get(f"/team/{practitioner.pk}/").content.decode()


def test_a_specialist_reads_nothing_of_the_leads_sessions(
    locked: SupervisionSession, beside: SupervisionArrangement, signed_in: SignedIn
) -> None:
    client = signed_in(beside.supervisor)
    assert not queries.visible_to(beside.supervisor, on=TODAY).exists()
    assert client.get(f"/records/{locked.pk}/").status_code == 404
    assert client.get(f"/records/action-points/{locked.action_points.all()[0].pk}/").status_code == 404
    assert client.get(f"/records/away/{locked.practitioner_id}/").status_code == 404


def test_their_page_of_a_person_has_their_own_sessions_and_what_was_agreed_in_them(
    locked: SupervisionSession, beside: SupervisionArrangement, signed_in: SignedIn
) -> None:
    own = lock(send(start(beside), points=1))
    html = page(signed_in(beside.supervisor), locked.practitioner)
    assert f"/records/{own.pk}/" in html
    assert f"/records/{locked.pk}/" not in html
    assert [point for point in locked.action_points.all() if str(point.pk) in html] == []
    assert str(own.action_points.get().pk) in html
    assert "out of 5" not in html
    assert "out of 5" in page(signed_in(locked.supervisor), locked.practitioner)


def test_a_lead_supervisor_still_sees_what_was_agreed_with_the_specialist(
    locked: SupervisionSession, beside: SupervisionArrangement, signed_in: SignedIn
) -> None:
    own = lock(send(start(beside), points=1))
    html = page(signed_in(locked.supervisor), locked.practitioner)
    assert f"/records/{own.pk}/" in html
    assert str(own.action_points.get().pk) in html


def test_the_team_page_counts_for_a_specialist_only_what_they_may_read(
    locked: SupervisionSession, beside: SupervisionArrangement, signed_in: SignedIn
) -> None:
    lock(send(start(beside), points=1))
    counted = {
        who.pk: re.findall(r'#points">(\d+)', signed_in(who).get("/team/").content.decode())
        for who in (locked.supervisor, beside.supervisor)
    }
    assert counted == {locked.supervisor_id: ["3"], beside.supervisor_id: ["1"]}


def test_only_what_was_agreed_with_the_specialist_is_carried_into_their_sessions(
    locked: SupervisionSession, beside: SupervisionArrangement, signed_in: SignedIn
) -> None:
    own = lock(send(start(beside), points=1))
    later = send(start(beside), points=0)
    carried = [row.action_point for row in later.carried.all()]
    assert carried == list(own.action_points.all())
    html = signed_in(beside.supervisor).get(f"/records/{later.pk}/").content.decode()
    assert [point for point in locked.action_points.all() if str(point.pk) in html] == []
    assert send(start(locked.arrangement), points=0).carried.count() == 3
