"""Is what somebody says looking back kept apart from what they rated then, and read by the right people?"""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Person
from supervision.measures.confidence import confidence_of
from supervision.sessions.models import ConfidenceDomain, RetrospectiveRating, SupervisionSession
from supervision.sessions.services.looking_back import look_back
from tests.people import NOW, TODAY, begin, make_person

SignIn = Callable[[Person], Client]


def posted(client: Client, session: SupervisionSession, key: uuid.UUID, **scores: int) -> int:
    areas = ConfidenceDomain.objects.all()[: len(scores)]
    rated = {f"rating_{area.pk}": score for area, score in zip(areas, scores.values(), strict=True)}
    return client.post(
        "/confidence/looking-back/", {"as_of": session.held_on.isoformat(), "key": str(key)} | rated
    ).status_code


def test_the_same_form_twice_is_said_once_and_another_one_beside_it(
    locked: SupervisionSession, signed_in: SignIn
) -> None:
    client, key = signed_in(locked.practitioner), uuid.uuid4()
    assert [posted(client, locked, key, first=2, second=1) for _ in range(3)] == [302] * 3
    assert posted(client, locked, uuid.uuid4(), first=4) == 302
    said = RetrospectiveRating.objects.filter(rater=locked.practitioner, as_of=locked.held_on, given_on=TODAY)
    assert [one.score for one in said] == [2, 1, 4]


def test_what_is_said_later_changes_no_figure_of_what_was_rated_then(locked: SupervisionSession) -> None:
    before = confidence_of(locked.practitioner, until=TODAY)
    area = ConfidenceDomain.objects.all()[0].pk
    look_back(as_of=locked.held_on, scores={area: 5}, key=uuid.uuid4(), by=locked.practitioner, at=NOW)
    assert confidence_of(locked.practitioner, until=TODAY) == before


def test_it_looks_back_only_to_a_day_on_which_they_rated_themselves(locked: SupervisionSession) -> None:
    area = ConfidenceDomain.objects.all()[0].pk
    for by, day in ((locked.practitioner, locked.held_on - timedelta(days=1)), (locked.supervisor, locked.held_on)):
        with pytest.raises(ValidationError, match="Choose one of the days"):
            look_back(as_of=day, scores={area: 2}, key=uuid.uuid4(), by=by, at=NOW)
    with pytest.raises(ValidationError, match="at least one"):
        look_back(as_of=locked.held_on, scores={}, key=uuid.uuid4(), by=locked.practitioner, at=NOW)


def test_a_form_without_a_score_says_so_and_keeps_the_day(locked: SupervisionSession, signed_in: SignIn) -> None:
    assert posted(signed_in(locked.practitioner), locked, uuid.uuid4()) == 422
    assert not RetrospectiveRating.objects.exists()


def test_it_is_a_hollow_mark_for_the_person_and_for_who_leads_now(
    locked: SupervisionSession, signed_in: SignIn
) -> None:
    from tests.people import lock, send, start

    lock(send(start(locked.arrangement, held_on=TODAY - timedelta(days=50))))
    area = ConfidenceDomain.objects.all()[0].pk
    look_back(as_of=locked.held_on, scores={area: 1}, key=uuid.uuid4(), by=locked.practitioner, at=NOW)
    pages = {
        locked.practitioner: "/confidence/",
        locked.supervisor: f"/team/{locked.practitioner_id}/confidence/",
    }
    for person, address in pages.items():
        html = signed_in(person).get(address).content.decode()
        assert len(re.findall(r"\b1, said on", html)) == 1
        assert html.count('class="chart-hollow"') == 4  # a mark and its name, wide and narrow


def test_what_others_say_looking_back_is_nobody_elses(locked: SupervisionSession, signed_in: SignIn) -> None:
    other = begin(make_person("Other Person"), locked.supervisor)
    html = signed_in(other.practitioner).get("/confidence/looking-back/").content.decode()
    assert "Nothing to look back to yet" in html
