"""Does a pulse ask everybody once, count each answer once, and show results only when and where it may?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import JobRole, Person, Team
from supervision.audit.models import AuditEvent
from supervision.outbox.models import OutgoingMail
from supervision.pulse import queries, services
from supervision.pulse.models import Answer, Asked, Cell, Pulse, Ticket
from supervision.pulse.words import Matters
from supervision.reminders.ticking import tick
from supervision.rules.disclosure import LEAST
from supervision.vocabulary import Role
from tests.people import NOW, TODAY, make_person
from tests.pulse.cast import AFTER, answered, make_people, say, secrets, start
from tests.rules.test_disclosure import leaks


def test_everybody_but_those_who_read_the_results_is_asked_and_mailed_once(pulse: Pulse, reader: Person) -> None:
    asked = set(Asked.objects.values_list("person", flat=True))
    assert len(asked) == 14
    assert reader.pk not in asked
    assert OutgoingMail.objects.filter(kind="pulse").count() == 14
    assert Ticket.objects.count() == 14


def test_a_form_that_is_posted_twice_starts_one_pulse(pulse: Pulse, reader: Person) -> None:
    again = services.start(closes_on=TODAY, first=Matters.TEAM, key=pulse.key, by=reader, at=NOW)
    assert again == pulse
    with pytest.raises(ValidationError, match="open already"):
        start(reader)


@pytest.mark.django_db
def test_too_few_people_are_not_asked() -> None:
    with pytest.raises(ValidationError, match="fewer than 5"):
        start(make_people(3, 1))


@pytest.mark.django_db
@pytest.mark.parametrize(("first", "told_apart"), [(Matters.TEAM, "team"), (Matters.JOB_ROLE, "job_role")])
def test_what_is_kept_is_of_at_least_the_threshold_of_people_who_were_asked(first: Matters, told_apart: str) -> None:
    start(make_people(8, 6), first)
    cells = list(Cell.objects.all())
    assert sum(cell.asked for cell in cells) == 14
    assert all(cell.asked >= 5 for cell in cells)
    assert all(getattr(cell, f"{told_apart}_id") for cell in cells)


def test_a_link_answers_once(pulse: Pulse) -> None:
    secret, *_ = secrets(pulse)
    say(pulse, secret)
    with pytest.raises(services.LinkGone):
        say(pulse, secret)
    assert Answer.objects.count() == 1
    assert not AuditEvent.objects.filter(at__gt=NOW).exists()


def test_reminders_go_to_those_not_noted_and_not_too_often(pulse: Pulse, reader: Person) -> None:
    for secret in secrets(pulse)[:5]:
        say(pulse, secret)
    tick(at=NOW)
    day = NOW + timedelta(days=3)
    assert services.remind(pulse=pulse, by=reader, at=day) == 9
    with pytest.raises(ValidationError, match="less than three days"):
        services.remind(pulse=pulse, by=reader, at=day + timedelta(days=1))
    assert OutgoingMail.objects.filter(kind="pulse").count() == 14 + 9


def test_with_another_secret_key_nobody_is_noted_or_reminded_by_mistake(
    pulse: Pulse, reader: Person, settings: object
) -> None:
    for secret in secrets(pulse)[:5]:
        say(pulse, secret)
    settings.SECRET_KEY = "another key of fifty or more characters, 0123456789012345"  # type: ignore[attr-defined]
    services.note_answered(pulse=pulse)
    with pytest.raises(ValidationError, match="secret key was changed"):
        services.remind(pulse=pulse, by=reader, at=NOW)
    assert not Asked.objects.filter(has_answered=True).exists()


def test_the_clock_closes_it_after_its_last_day_and_answers_stand(pulse: Pulse) -> None:
    first, second, *_ = secrets(pulse)
    say(pulse, first)
    tick(at=AFTER)
    pulse.refresh_from_db()
    assert pulse.closed_at == AFTER
    assert not Ticket.objects.exists()
    with pytest.raises(services.LinkGone):
        say(pulse, second)
    for statement in ("UPDATE pulse_answer SET worried = 5", "DELETE FROM pulse_answer",
                      "INSERT INTO pulse_answer SELECT gen_random_uuid(), cell_id, scores FROM pulse_answer",
                      "UPDATE pulse_cell SET asked = 9", "UPDATE pulse_pulse SET closed_at = NULL"):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_team_in_which_few_answered_is_hidden_and_so_is_what_would_tell_it(pulse: Pulse) -> None:
    """Six of eight answer in one team and two of six in the other, which the whole less the first would tell."""
    links = secrets(pulse)
    for secret in [*links[:6], *links[8:10]]:
        say(pulse, secret)
    services.close(pulse=pulse, at=AFTER)
    groups = queries.groups_of(pulse)
    shown = {key for figures in queries.results(pulse, groups, queries.items()).values() for key in figures}
    assert shown == {"organisation", next(key for key, _ in groups if key.startswith("agency"))}
    assert {key.split("-")[0] for key, _ in groups} == {"organisation", "agency", "team"}


def test_who_came_between_two_pulses_cannot_be_told_from_them(reader: Person) -> None:
    """The attacker knows who was asked, takes all to have answered as before, and subtracts whatever they are shown."""
    pulses = [answered(reader, days_ago=300)]
    harbour, lantern = Team.objects.order_by("name")
    told = {"organisation", f"agency-{harbour.service.agency_id}", f"team-{harbour.pk}"}
    for came, days_ago, kept_back in ((1, 200, told), (4, 100, set[str]())):
        for number in range(came):
            make_person(f"Nia New {days_ago} {number}", Role.PRACTITIONER, team=harbour)
        pulses.append(answered(reader, days_ago=days_ago))
        assert set(pulses[-1].kept_back) == kept_back
    seen = []
    for pulse in pulses:
        groups = queries.groups_of(pulse)
        shown = {key for figures in queries.results(pulse, groups, queries.items()).values() for key in figures}
        assert f"team-{lantern.pk}" in shown
        assert shown.isdisjoint(pulse.kept_back)
        seen += [people for key, people in queries.asked_in(pulse).items() if key in shown]
    numbers = {mark: number for number, mark in enumerate(sorted(frozenset().union(*seen)))}
    assert len(seen) == 4 + 1 + 4
    assert leaks([frozenset(numbers[mark] for mark in people) for people in seen], frozenset(), LEAST) == []


def test_a_pulse_of_which_nothing_could_be_shown_is_not_started(reader: Person) -> None:
    answered(reader, days_ago=400)
    for team in Team.objects.all():
        make_person(f"New in {team}", Role.PRACTITIONER, team=team)
    for days_ago in (300, 0):  # its results are read however old they are, and stand beside those of the next one
        with pytest.raises(ValidationError, match="no figure of this one could be shown"):
            start(reader, days_ago=days_ago)
    assert Pulse.objects.count() == 1
    for number in range(5):
        make_person(f"New {number}", Role.PRACTITIONER, team=Team.objects.get(name="Harbour"))
    assert {key.split("-")[0] for key in start(reader).kept_back} == {"team"}  # seven are new, one of one team


class TestThePages:
    def test_results_are_shown_once_it_is_closed(
        self, pulse: Pulse, reader: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        client, links = signed_in(reader), secrets(pulse)
        for place, secret in enumerate(links):
            say(pulse, secret, score=5 if place % 2 else 3)
        assert "14</span>" in client.get("/pulse/").content.decode()
        assert client.get(f"/pulse/{pulse.pk}/").status_code == 403
        services.close(pulse=pulse, at=AFTER)
        page = client.get(f"/pulse/{pulse.pk}/").content.decode()
        assert "<strong>about 50%</strong>" in page
        assert "<strong>14% or fewer</strong>" in page  # nobody was worried, in either team
        assert "about 40%" in page
        assert client.get(f"/pulse/{pulse.pk}/", {"group": "team-0"}).status_code == 404

    def test_job_roles_are_read_beside_the_pulse_before(
        self,
        reader: Person,
        signed_in: Callable[[Person], Client],
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:
        """Six of fourteen said little the first time, three of each role, and nobody after. Few queries read them."""
        first = answered(reader, days_ago=60, first=Matters.JOB_ROLE, low=6)
        second = answered(reader, days_ago=30, first=Matters.JOB_ROLE)
        client = signed_in(reader)
        for role in JobRole.objects.all():
            address = {"group": f"job_role-{role.pk}"}
            with django_assert_max_num_queries(12 + 2):  # a savepoint is no question, nor is its release
                page = client.get(f"/pulse/{second.pk}/", address).content.decode()
            assert f"{role.name}: 7 of 7 answered" in page
            assert page.count('data-label="Share"><strong>86% or more</strong>') == 10  # areas
            assert page.count('data-label="Pulse before">57%') == 10
            assert "Pulse of " in page
            earlier = client.get(f"/pulse/{first.pk}/", address).content.decode()
            assert earlier.count('data-label="Share"><strong>57%</strong>') == 10
            assert "Pulse before</th>" in earlier

    def test_an_empty_answer_is_asked_again_and_uses_nothing_up(self, pulse: Pulse) -> None:
        secret, *_ = secrets(pulse)
        answer = Client().post(f"/pulse/answer/{secret}/", {})
        assert answer.status_code == 422
        assert "Answer at least one question" in answer.content.decode()
        assert Ticket.objects.count() == 14

    def test_a_used_link_says_that_it_opens_nothing(self, pulse: Pulse) -> None:
        secret, *_ = secrets(pulse)
        say(pulse, secret)
        answer = Client().get(f"/pulse/answer/{secret}/")
        assert answer.status_code == 404
        assert "it works once" in answer.content.decode()

    def test_a_manager_starts_one(self, reader: Person, signed_in: Callable[[Person], Client]) -> None:
        client = signed_in(reader)
        key = "6f2c1f0e-0d35-4a8e-9c59-0f6f4c1f7a11"
        last = (TODAY + timedelta(days=61)).isoformat()
        refused = client.post("/pulse/start/", {"closes_on": last, "first": "team", "key": key})
        assert refused.status_code == 422
        last = (TODAY + timedelta(days=10)).isoformat()
        for _ in range(2):
            assert client.post("/pulse/start/", {"closes_on": last, "first": "team", "key": key}).status_code == 302
        assert Pulse.objects.count() == 1
