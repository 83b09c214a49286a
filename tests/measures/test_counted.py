"""Is each number its rows counted, for whoever looks, on whatever day, of whichever place and period?"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from django.test import Client

from accounts.models import Person
from supervision.managers.organisation import ALONE, OF_POINTS, OF_SESSIONS, PEOPLE
from supervision.managers.organisation_queries import WITH
from supervision.measures import counting
from supervision.measures.all_figures import FIGURES
from supervision.measures.figures import ORDERS, Days, Ground, Subject
from supervision.measures.periods import MONTHS, first_day
from supervision.measures.reach import Reach, ground_of
from supervision.rules.confidence import months
from supervision.supervisors import figure_queries, queries
from supervision.supervisors.figure_queries import BY_MONTH, IN_PERIOD, NOW
from tests.managers.test_organisation import managers
from tests.people import TODAY
from tests.supervisors.test_figures import make_world

EARLIER = [TODAY - timedelta(days=days) for days in (40, 170)]


def keys(rows: Iterable[Any]) -> list[Any]:
    """Of the rows as a list shows them, each once."""
    found = [row.pk for row in rows]
    assert len(set(found)) == len(found)
    return found


def numbers_of_a_team(asked: figure_queries.Asked) -> dict[Any, int]:
    by_month = figure_queries.count_by_month(asked)
    return figure_queries.count(asked).numbers | {key: number for key, number in by_month.items() if number}


def rows_of_a_team(asked: figure_queries.Asked) -> dict[Any, int]:
    found: dict[Any, int] = {}
    for name in [*NOW, *IN_PERIOD]:
        rows = list(figure_queries.rows_of(name, asked))
        if name in BY_MONTH:
            found |= Counter((name, row.held_on.replace(day=1)) for row in rows)
        else:
            found[name] = len(keys(rows))
    return found


def check_a_team(person: Person, on: date, random: Random) -> set[str]:
    """With a team and a period that are drawn; gives what was counted above nothing."""
    people = queries.supervised(person, on=on)
    teams = sorted({row.arrangement.practitioner.team_id for row in people})
    team, since = random.choice([None, *teams]), first_day(random.choice([*MONTHS]), on)
    rows = [row for row in people if team in (None, row.arrangement.practitioner.team_id)]
    asked = queries.asked_for(person, rows, on=on, since=since, team=team)
    numbers = numbers_of_a_team(asked)
    assert numbers == rows_of_a_team(asked), (person.name, on, since, team)
    return {name if isinstance(name, str) else name[0] for name, number in numbers.items() if number}


def numbers_of_an_organisation(ground: Ground, manager: Person) -> dict[Any, int]:
    """As its page adds them up: those of a service and a team, by month, and those that are counted alone."""
    found: dict[Any, int] = counting.count_all({name: ground.rows(FIGURES[name]) for name in ALONE}, reader=manager)
    found |= counting.count_in_one_pass(ground, Subject.POINTS, OF_POINTS)
    for subject, names in ((Subject.SESSIONS, OF_SESSIONS), (Subject.PEOPLE, PEOPLE)):
        for place, row in counting.count_by_place(ground, subject, names).items():
            found |= {(name, place): number for name, number in row.items()}
    for day, row in counting.count_by_month(ground, OF_SESSIONS).items():
        found |= {(name, day): number for name, number in row.items()}
    return {name: number for name, number in found.items() if number}


def listed(ground: Ground, key: Any) -> int:
    """How many rows the list behind it has: of one service and team, or of one month."""
    name, part = key if isinstance(key, tuple) else (key, None)
    figure = FIGURES[name]
    found = ground.rows(figure)
    if isinstance(part, date):
        (month,) = months(part, part)
        found = found.filter(**{f"{ORDERS[figure.of].field}__range": (month.first_day, month.last_day)})
    elif part:
        found = found.filter(**dict(zip(counting.PLACES[figure.of], part, strict=True)))
    return len(keys(WITH[figure.of](found)))


def check_an_organisation(manager: Person, on: date, random: Random, team: int | None) -> set[str]:
    """Some of the numbers, and some of those that are nothing."""
    since, place = first_day(random.choice([*MONTHS]), on), random.choice([None, team])
    ground = ground_of(Reach(manager, team_id=place), Days(since, on))
    numbers = numbers_of_an_organisation(ground, manager)
    named = {key if isinstance(key, str) else key[0] for key in numbers}
    some = random.sample(sorted(numbers, key=str), min(20, len(numbers)))
    some += random.sample(sorted({*ALONE, *OF_POINTS, *OF_SESSIONS, *PEOPLE} - named), 5)
    assert {key: listed(ground, key) for key in some} == {key: numbers.get(key, 0) for key in some}, (
        manager,
        on,
        place,
    )
    return named


def check_a_first_page(client: Client) -> None:
    home, points = (client.get(address).content.decode() for address in ("/", "/action-points/"))
    open_points = points.split('id="open"')[1].split("</section>")[0].count('"app-list__item"')
    assert home.split('id="points"')[1].split("</section>")[0].count('"app-list__item"') == min(5, open_points)
    bell = re.findall(r'app-header__count">(\d+)<', home)
    unread = client.get("/notices/").content.decode().count(">New. ")
    assert [int(number) for number in bell] == ([unread] if unread else [])


def test_everybody_counts_what_they_list(db: None, signed_in: Callable[[Person], Client]) -> None:
    """Who leads, covers or is a specialist; managers of all, some and nothing; who is supervised. Now and before."""
    random, world = Random(1), make_world(21)
    of_teams, of_all = set[str](), set[str]()
    for person in (world.lead, world.cover, world.beside, world.other):
        for on in (TODAY, random.choice(EARLIER)):
            of_teams |= check_a_team(person, on, random)
    for name, manager in managers(world).items():
        for on in (TODAY, random.choice(EARLIER)):
            counted = check_an_organisation(manager, on, random, world.leads[1].practitioner.team_id)
            assert name != "nothing" or not counted
            of_all |= counted
    for led in world.leads[:2]:
        check_a_first_page(signed_in(led.practitioner))
    assert of_teams == {*NOW, *IN_PERIOD}
    assert {"held", "not-held", "up-to-date", "overdue", "unsigned", "late-points", "points-due"} <= of_all
