"""Do the figures of the demonstration agree with the lists behind them, and has it every case that people look for?"""

import re
from collections.abc import Callable, Iterator

import pytest
from django.db.models import Count, Q
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import Person, Team
from supervision.demo.cast import LEADERS, TEAMS
from supervision.embedded.postgres import Cluster
from supervision.outbox.models import Notice
from supervision.sessions.models import (
    ActionPoint,
    IntervalPause,
    Signature,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.times import today
from supervision.vocabulary import RecordState, SignatureResponse
from tests.support import databases

EVERYBODY = [member for members in (*TEAMS.values(), LEADERS) for member in members]
SUPERVISORS = [member.email for member in EVERYBODY if "supervisor" in member.roles]
PRACTITIONERS = [member.email for member in EVERYBODY if "practitioner" in member.roles]
Read = Callable[[str], str]


@pytest.fixture(scope="module")
def demo(demo_database: str, cluster: Cluster, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A copy of the demonstration data that the models use: to look at a page adds to the trail."""
    name = databases.copy(cluster, "figures", demo_database)
    with django_db_blocker.unblock(), databases.pointed_at(name):
        yield name
    databases.drop(cluster, name)


@pytest.fixture
def reading(demo: str) -> Callable[[str], Read]:
    """Somebody signed in, by e-mail address: gives the text of the main part of a page, or all of it."""

    def of(email: str) -> Read:
        client = Client()
        client.force_login(Person.objects.get(email=email))

        def read(address: str) -> str:
            answer = client.get(address)
            assert answer.status_code == 200, address
            return answer.content.decode()

        return read

    return of


def figures(page: str) -> dict[str, tuple[int, str]]:
    """Each number at the top of the team's page, with the address of the list behind it."""
    found = re.findall(r'app-kpi__label"><a[^>]* href="([^"]+)">([^<]+)</a></p>\s*<p[^>]*><span[^>]*>(\d+)<', page)
    return {label: (int(number), address) for address, label, number in found}


def rows(page: str) -> int:
    """How many things the main part of a page lists, in its table or its list; of the team's page, its people."""
    main = page[page.index("<main") :]
    if 'id="heat"' in main or 'id="period"' in main:
        main = main.split('id="due"')[1].split("</section>")[0]
    return main.count("<tr") - main.count("<thead") if "<table" in main else main.count('"app-list__item"')


@pytest.mark.parametrize("email", SUPERVISORS)
def test_each_number_of_a_team_is_its_rows_counted(email: str, reading: Callable[[str], Read]) -> None:
    read = reading(email)
    page = read("/team/")
    shown = figures(page)
    assert set(shown) == {
        "Overdue", "Due in the next 7 days", "Away, excused", "Waiting for your signature", "Not signed by both",
        "Past the day to sign by", "Action points past their date", "Carried twice or more",
        "Support that waits",
    }  # fmt: skip
    assert {label: rows(read(address)) for label, (_, address) in shown.items()} == {
        label: number for label, (number, _) in shown.items()
    }
    assert int(re.findall(r'app-unit">of (\d+)<', page)[0]) == rows(page)
    person = Person.objects.get(email=email)
    led = SupervisionArrangement.objects.current(today()).lead().filter(supervisor=person)
    away = IntervalPause.objects.filter(starts_on__lte=today(), ends_on__gte=today()).values("person")
    assert shown["Overdue"][0] == led.filter(next_due_on__lt=today()).exclude(practitioner__in=away).count()


@pytest.mark.parametrize("email", SUPERVISORS)
def test_a_persons_open_action_points_are_as_many_as_the_team_says(email: str, reading: Callable[[str], Read]) -> None:
    read = reading(email)
    linked = re.findall(r'href="(/team/\d+/)#points">(\d+)<', read("/team/"))
    assert linked
    for address, number in linked[:4]:
        listed = read(address).split('id="points"')[1].split("</section>")[0]
        assert listed.count('"app-list__item"') == int(number), address


@pytest.mark.parametrize("email", PRACTITIONERS)
def test_home_shows_as_much_as_the_lists(email: str, reading: Callable[[str], Read]) -> None:
    read = reading(email)
    home, sessions, points = read("/"), read("/sessions/"), read("/action-points/")
    open_points = points.split('id="open"')[1].split("</section>")[0].count('"app-list__item"')
    assert home.split('id="points"')[1].split("</section>")[0].count('"app-list__item"') == min(5, open_points)
    recent = home.split('id="recent"')[1].split("</section>")[0].count('"app-list__item"')
    listed = sessions.split('<tbody class="govuk-table__body">')[1].count("<tr") if "<tbody" in sessions else 0
    assert recent == min(4, listed)
    person = Person.objects.get(email=email)
    signed = Q(signatures__party="practitioner", signatures__voided_at=None)
    unsigned = SupervisionSession.objects.filter(practitioner=person, state=RecordState.SENT).exclude(
        pk__in=SupervisionSession.objects.filter(signed)
    )
    assert home.count("needs your signature</a>") == unsigned.count()


@pytest.mark.parametrize("email", [member.email for member in EVERYBODY])
def test_the_bell_counts_the_notices_that_are_not_read(email: str, reading: Callable[[str], Read]) -> None:
    page = reading(email)("/notices/")
    shown = re.findall(r'app-header__count">(\d+)<', page)
    unread = Notice.objects.filter(person__email=email, settled_at=None, read_at=None).count()
    assert [int(number) for number in shown] == ([unread] if unread else [])
    assert page.count(">New. ") == unread


@pytest.mark.parametrize("state", [RecordState.SENT, RecordState.RETURNED, RecordState.STRUCK, RecordState.NOT_HELD])
def test_there_are_records_in_the_states_that_people_ask_about(state: RecordState, demo: str) -> None:
    assert SupervisionSession.objects.filter(state=state).exists()


def test_there_are_sessions_overdue_and_cancelled_late_records_disputed_and_action_points_carried(demo: str) -> None:
    assert SupervisionArrangement.objects.current(today()).lead().filter(next_due_on__lt=today()).exists()
    assert Signature.objects.filter(response=SignatureResponse.DO_NOT_AGREE).exists()
    assert SupervisionSession.objects.filter(is_short_notice=True).exists()
    assert ActionPoint.objects.annotate(times=Count("carried")).filter(times__gte=2, closed_at=None).exists()


def test_there_are_three_teams_of_about_thirty_people_and_a_new_starter(demo: str) -> None:
    assert Team.objects.count() == 3
    assert 28 <= Person.objects.filter(is_active=True).count() <= 32
    new = Person.objects.get(name="Hannah Foxglove")
    assert SupervisionArrangement.objects.current(today()).lead().filter(practitioner=new).count() == 1
    assert not SupervisionSession.objects.filter(practitioner=new).exists()
    assert not ActionPoint.objects.filter(practitioner=new).exists()
