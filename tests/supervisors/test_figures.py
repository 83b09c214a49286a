"""Is every number of the team's page its rows counted, for whoever looks and whatever they ask for?"""

import csv
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape
from random import Random
from statistics import median

import pytest
from django.test import Client
from django.utils.timezone import localdate

from accounts.models import Person, RoleGrant
from supervision.measures.team_confidence import latest_two
from supervision.outbox.models import Notice
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import continuity, planning, records
from supervision.supervisors.figure_queries import FIGURES, IN_PERIOD
from supervision.supervisors.figure_queries import NOW as NOW_FIGURES
from supervision.support import services as support
from supervision.support_vocabulary import SupportKind
from supervision.vocabulary import (
    ArrangementKind,
    Matter,
    NotHeldBy,
    NotHeldReason,
    Place,
    RecordStep,
    Role,
    Scope,
    SignatureResponse,
)
from tests.people import NOW, TODAY, begin, content, make_person, make_team, send, sign, start

SignIn = Callable[[Person], Client]
FILTERS = ["", "months=3", "team={team}", "team={team}&months=6"]
ENDS = ("draft", "sent", "signed by one", "locked", "locked", "locked", "not agreed", "not held", "returned", "struck")
HEAT_ROW = re.compile(r'<th scope="row"><a class="govuk-link" href="/team/(\d+)/confidence/">.*?</tr>', re.S)


@dataclass
class RandomWorld:
    """Two teams. `lead` leads some of both, `cover` covers for some of them, `beside` is a specialist and a manager."""

    random: Random
    lead: Person
    cover: Person
    beside: Person
    other: Person
    leads: list[SupervisionArrangement] = field(default_factory=list)


def make_world(seed: int) -> RandomWorld:
    random = Random(seed)
    names = ("Lead", "Cover", "Beside", "Other")
    world = RandomWorld(random, *(make_person(f"{name} {seed}", Role.SUPERVISOR) for name in names))
    RoleGrant.objects.create(person=world.beside, role=Role.MANAGER, scope=Scope.ORGANISATION)
    teams = [make_team(f"One {seed}"), make_team(f"Two {seed}")]
    for number in range(4):
        person = make_person(f"Person {seed} {number}", Role.PRACTITIONER, team=teams[number % 2])
        led = begin(person, world.other if number == 3 else world.lead)
        world.leads.append(led)
        _live(world, led)
    for end, days in (("not agreed", 20), ("not held", 15), ("locked", 40), ("sent", 60), ("locked", 5), ("locked", 3)):
        _happen(world, world.leads[0], end, days)
    _cancel_late(world.leads[1])
    for led in world.leads:
        wanted = support.Wanted(
            kind=SupportKind.DEBRIEF, is_urgent=False, to=world.beside, why="x", domain_ids=[], case=None
        )
        support.ask(wanted=wanted, key=uuid.uuid4(), by=led.practitioner, at=NOW)
    specialist = begin(world.leads[1].practitioner, world.beside, kind=ArrangementKind.SPECIALIST)
    _live(world, specialist)
    covered = [world.leads[0], world.leads[3]]
    until = TODAY + timedelta(days=9)
    continuity.set_cover(
        arrangements=covered, cover=world.cover, starts_on=TODAY, ends_on=until, by=world.other, at=NOW
    )
    Notice.objects.all().delete()
    return world


def _live(world: RandomWorld, led: SupervisionArrangement) -> None:
    for _ in range(world.random.randint(3, 6)):
        _happen(world, led, world.random.choice(ENDS), world.random.randint(1, 400))


def _cancel_late(led: SupervisionArrangement) -> None:
    """One hour before it should have begun, two days ago."""
    begins = NOW - timedelta(days=2)
    planned = planning.book_series(
        arrangement=led, slot=planning.Slot(begins, 60, Place.VIDEO), kind_id="one_to_one", every_weeks=1, times=1,
        booking_key=uuid.uuid4(), by=led.practitioner, at=begins - timedelta(days=3),
    )[0]  # fmt: skip
    planning.cancel(
        planned=planned, not_held_by=NotHeldBy.SUPERVISOR, reason=NotHeldReason.LEAVE, explanation="",
        by=led.supervisor, at=begins - timedelta(hours=1),
    )  # fmt: skip


def _happen(world: RandomWorld, led: SupervisionArrangement, end: str, days: int) -> None:
    held_on = TODAY - timedelta(days=days)
    if end == "not held":
        records.record_not_held(
            arrangement=led, kind_id="one_to_one", planned_on=held_on, not_held_by=NotHeldBy.SUPERVISOR,
            reason=NotHeldReason.LEAVE, explanation="", start_key=uuid.uuid4(), by=led.supervisor, at=NOW,
        )  # fmt: skip
        return
    record = start(led, held_on=held_on, at=NOW - timedelta(days=days))
    if end == "draft":
        return
    sent_at = min(NOW, NOW - timedelta(days=days) + timedelta(days=world.random.choice((0, 3, 12))))
    written = content(record, points=world.random.randint(0, 2))
    record = records.send(supervision_session=record, content=written, by=record.writer, at=sent_at)
    _sign(record, end)


def _sign(record: SupervisionSession, end: str) -> None:
    if end == "returned":
        records.return_for_changes(supervision_session=record, text="x", by=record.supervisor, at=NOW)
    elif end == "struck":
        records.strike(supervision_session=record, reason="x", by=record.practitioner, at=NOW)
    elif end != "sent":
        sign(record, record.practitioner)
        if end != "signed by one":
            agrees = end == "locked"
            response = SignatureResponse.AGREE if agrees else SignatureResponse.DO_NOT_AGREE
            sign(record, record.supervisor, response, "" if agrees else "I saw it differently.")


@dataclass
class Number:
    label: str
    number: int
    address: str


def numbers(html: str) -> list[Number]:
    """Every number of the page that leads to rows: the tiles, the table of the period, and the months."""
    tiles = re.findall(r'app-kpi__label"><a[^>]* href="([^"]+)">([^<]+)</a></p>\s*<p[^>]*><span[^>]*>(\d+)<', html)
    period = html.split('id="period"')[1].split("</section>")[0]
    months = html.split('id="months"')[1].split("</section>")[0]
    linked = r'<a class="govuk-link" href="([^"]+)">(\d+)<span class="govuk-visually-hidden">([^<]+)<'
    found = [Number(label, int(number), address) for address, label, number in tiles]
    rest = re.findall(linked, period) + re.findall(linked, months)
    return found + [Number(label.strip(), int(number), address) for address, number, label in rest]


def rows_of(html: str, address: str) -> list[str]:
    """What the page behind a number lists, by the addresses of its rows."""
    main = html[html.index("<main") :]
    if "due=" in address:
        table = main.split('id="due"')[1].split("</table>")[0]
        return re.findall(r'<th scope="row".*?href="/team/(\d+)/"', table)
    return re.findall(r'href="/(?:records|support)/(?:action-points/)?([0-9a-f-]{36})/"', main)


def test_each_number_is_its_rows_counted_for_everybody_and_every_filter(db: None, signed_in: SignIn) -> None:
    """All of them without a filter, and some with each of the filters."""
    world = make_world(1)
    seen = set()
    for person in (world.lead, world.cover, world.beside, world.other):
        client = signed_in(person)
        for chosen in FILTERS:
            html = client.get(f"/team/?{chosen.format(team=world.leads[1].practitioner.team_id)}").content.decode()
            found = [one for one in numbers(html) if one.number or not chosen]
            for one in world.random.sample(found, min(6, len(found))) if chosen else found:
                address = unescape(one.address)
                listed = rows_of(client.get(address).content.decode(), address)
                assert (one.label, len(listed)) == (one.label, one.number), (person.name, address)
                assert len(set(listed)) == len(listed)
                seen |= {one.label.lower()} if one.number else set()
    labels = {FIGURES[name].label.lower() for name in [*NOW_FIGURES, *IN_PERIOD]}
    assert labels <= seen, "some number was compared with nothing: none was above 0"


def test_half_of_the_records_were_sent_within_as_many_days_as_the_page_says(db: None, signed_in: SignIn) -> None:
    world = make_world(2)
    for person in (world.lead, world.cover, world.other):
        client, gaps = signed_in(person), []
        for key in rows_of(client.get("/team/rows/held/").content.decode(), ""):
            record = SupervisionSession.objects.get(pk=key)
            if sent := record.events.filter(step=RecordStep.SEND).order_by("at").first():
                gaps.append((localdate(sent.at) - record.held_on).days)
        said = re.findall(r"that were sent, half were sent (.*?) their session", client.get("/team/").content.decode())
        within = f"{median(gaps):g}"
        days = "day" if within == "1" else "days"
        assert said == ["on the day of" if within == "0" else f"within {within} {days} of"], sorted(gaps)


def test_the_late_points_beside_a_person_open_those_and_no_others(db: None, signed_in: SignIn) -> None:
    client = signed_in(make_world(1).lead)
    linked = r'href="(/team/\d+/(?:\?points=late)?#points)">\(?(\d+)'
    found = re.findall(linked, client.get("/team/").content.decode())
    assert len({number for _, number in found}) > 1
    assert any("late" in address for address, _ in found)
    for address, number in found:
        page = client.get(address.replace("#points", "")).content.decode()
        points = page.split('id="points"')[1].split("</section>")[0]
        assert len(set(re.findall(r'href="/records/action-points/([0-9a-f-]{36})/"', points))) == int(number), address


def test_what_escalated_alike_is_said_once_with_its_number(
    arrangement: SupervisionArrangement, manager: Person, signed_in: SignIn
) -> None:
    for number, point in enumerate(send(start(arrangement), points=3).action_points.all()):
        Notice.objects.create(
            person=manager, kind=Matter.ACTION_POINT_DUE, key=f"x{number}", about_person=point.practitioner,
            about_id=str(point.pk), about_on=TODAY - timedelta(days=30), made_at=NOW, is_escalation=True,
        )  # fmt: skip
    Notice.objects.create(
        person=manager, kind=Matter.SESSION_DUE, key="x", about_person=arrangement.practitioner,
        about_id=str(arrangement.pk), about_on=TODAY - timedelta(days=30), made_at=NOW, is_escalation=True,
    )  # fmt: skip
    client = signed_in(arrangement.supervisor)
    table = client.get("/team/").content.decode().split('id="due"')[1].split("</table>")[0]
    assert len(re.findall(r"An action point is due", table)) == 1
    [(address, place, number)] = re.findall(r'href="([^"#]*)#(escalated-\d)">(\d) of them', table)
    opened = client.get(address).content.decode().split(f'id="{place}"')[1].split("</ul>")[0]
    assert opened.count("An action point is due") == opened.count("<li") == int(number) == 3


def test_a_figure_has_nothing_of_people_whom_they_do_not_supervise(db: None, signed_in: SignIn) -> None:
    world = make_world(4)
    client = signed_in(world.beside)  # a manager of the organisation, who could see the metadata of every session
    mine = {str(pk) for pk in SupervisionSession.objects.filter(supervisor=world.beside).values_list("pk", flat=True)}
    for name in FIGURES:
        html = client.get(f"/team/rows/{name}/").content.decode()
        if FIGURES[name].of == "sessions":
            assert set(rows_of(html, "")) <= mine, name


def test_the_heat_map_is_for_whoever_leads_or_covers_and_has_the_latest_ratings(db: None, signed_in: SignIn) -> None:
    world = make_world(5)
    answered = {
        world.lead: [one.practitioner_id for one in world.leads[:3]],
        world.cover: [world.leads[0].practitioner_id, world.leads[3].practitioner_id],
        world.beside: [],
    }
    for person, people in answered.items():
        html = signed_in(person).get("/team/").content.decode()
        shown = {int(match[1]): match[0] for match in HEAT_ROW.finditer(html)}
        assert sorted(shown) == sorted(people)
        for person_id, row in shown.items():
            scores = [score for (_, place, _), score in latest_two([person_id]).items() if place == 1 and score]
            assert sorted(map(int, re.findall(r'app-heat__score">(\d)<', row))) == sorted(scores)


def test_a_cover_that_ended_with_what_it_covered_shows_no_confidence(db: None, signed_in: SignIn) -> None:
    world = make_world(6)
    person = world.leads[0].practitioner_id
    SupervisionArrangement.objects.filter(pk=world.leads[0].pk).update(ends_on=TODAY - timedelta(days=1))
    client = signed_in(world.cover)
    assert f"/team/{person}/confidence/" not in client.get("/team/").content.decode()
    assert client.get(f"/team/{person}/confidence/").status_code == 403


def test_the_file_has_days_and_counts_and_no_formula(db: None, signed_in: SignIn) -> None:
    world = make_world(7)
    Person.objects.filter(pk=world.leads[0].practitioner_id).update(name="=HYPERLINK(1)")
    answer = signed_in(world.lead).get("/team/export/")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert [line for line in lines if line.startswith(("=", "+", "-", "@"))] == []
    assert any(line.startswith("'=HYPERLINK(1)") for line in lines)
    assert "attachment" in answer["Content-Disposition"]


def test_the_file_has_the_rows_that_its_page_shows(db: None, signed_in: SignIn) -> None:
    world = make_world(7)
    SupervisionArrangement.objects.filter(pk=world.leads[0].pk).update(next_due_on=TODAY - timedelta(days=90))
    SupervisionArrangement.objects.filter(pk=world.leads[1].pk).update(next_due_on=TODAY + timedelta(days=90))
    client = signed_in(world.lead)
    page = client.get("/team/?due=overdue&sort=name").content.decode()
    names = re.findall(r'data-label="Practitioner"><span><a[^>]*>([^<]+)<', page)
    assert 0 < len(names) < 3
    address = unescape(re.findall(r'href="(/team/export/[^"]*)"', page)[0])
    header, *rows = csv.reader(client.get(address).content.decode("utf-8-sig").splitlines())
    assert header == [
        "Practitioner", "Job role", "Team", "You", "Last session", "Next due", "Status", "Open action points", "Late",
    ]  # fmt: skip
    assert [name for name, *_ in rows] == names


@pytest.mark.parametrize(("order", "column"), [("name", "Practitioner"), ("points", "Open action points")])
def test_the_table_is_put_in_the_order_of_a_column(order: str, column: str, db: None, signed_in: SignIn) -> None:
    world = make_world(8)
    html = signed_in(world.lead).get(f"/team/?sort={order}").content.decode()
    table = html.split('id="due"')[1].split("</table>")[0]
    assert re.findall(r'aria-sort="\w+"><a[^>]*>([^<]+)<', table) == [column]
    cells = re.findall(r'data-label="Practitioner"><span><a[^>]*>([^<]+)<', table)
    points = [int(n) for n in re.findall(r'#points">(\d+)<', table)]
    assert cells == sorted(cells) if order == "name" else points == sorted(points, reverse=True)
