"""Is every number of the organisation's page its rows counted, within each manager's reach, and are they its own?"""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import Person, RoleGrant
from supervision.vocabulary import Role, Scope
from tests.people import make_person, make_team
from tests.supervisors.test_figures import RandomWorld, make_world

SignIn = Callable[[Person], Client]
TILE = re.compile(r'app-kpi__label"><a[^>]* href="(/managers/rows/[^"]+)">[^<]+</a></p>\s*<p[^>]*><span[^>]*>(\d+)<')
LINKED = re.compile(r'href="(/managers/rows/[^"]+)">(\d+)<')
CELL = re.compile(r'<td class="[^"]*--numeric"[^>]*>(.*?)</td>', re.DOTALL)
NO_ROWS = re.compile(r"<a .*?</a>|<[^>]+>|\d+%", re.DOTALL)  # a link, or a share


@pytest.fixture
def world(db: None) -> RandomWorld:
    return make_world(1)


def managers(world: RandomWorld) -> dict[str, Person]:
    one, two = (world.leads[number].practitioner.team for number in (0, 1))
    assert one
    assert two
    reaches: dict[str, dict[str, Any]] = {
        "all": {"scope": Scope.ORGANISATION},
        "service": {"scope": Scope.SERVICE, "service": one.service},
        "team": {"scope": Scope.TEAM, "team": two},
        "nothing": {"scope": Scope.TEAM, "team": make_team("Far")},
    }
    people = {}
    for name, reach in reaches.items():
        people[name] = make_person(name)
        RoleGrant.objects.create(person=people[name], role=Role.MANAGER, **reach)
    return people


def numbers(html: str) -> set[tuple[str, int]]:
    return {(unescape(address), int(number)) for address, number in TILE.findall(html) + LINKED.findall(html)}


def listed(client: Client, address: str) -> list[Any]:
    """Every row behind a number, page after page."""
    rows, after = [], ""
    while True:
        page = client.get(f"{address}{'&' if '?' in address else '?'}after={after}").context["page"]
        rows += page.rows
        if not page.next:
            return rows
        after = page.next


def test_each_number_is_its_rows_counted_within_each_managers_reach(world: RandomWorld, signed_in: SignIn) -> None:
    seen: dict[str, set[str]] = {}
    place = f"place=team-{world.leads[1].practitioner.team_id}&months=6"
    for name, manager in managers(world).items():
        client = signed_in(manager)
        for asked in ("", place) if name == "all" else ("",):
            html = client.get(f"/managers/?{asked}").content.decode()
            found, cells = numbers(html), [NO_ROWS.sub("", cell) for cell in CELL.findall(html)]
            assert len(found) > 30
            assert [cell for cell in cells if re.search("[1-9]", cell)] == [], "every number opens its rows"
            checked = world.random.sample(sorted(found), 40 if name == "all" and not asked else 10)
            for address, number in checked:
                assert (address, len(listed(client, address))) == (address, number), (name, asked)
            seen[name] = seen.get(name, set()) | {
                address.split("/")[3].split("?")[0] for address, number in found if number
            }
    assert seen["nothing"] == set()
    assert {"up-to-date", "overdue", "held", "in-interval", "not-held", "unsigned", "late-points", "support-waiting",
            "not-held-supervisor-leave", "written-late", "not-agreed", "signed-in-time"} <= seen["all"]  # fmt: skip


def test_a_manager_counts_nothing_of_other_teams_whatever_they_ask_for(world: RandomWorld, signed_in: SignIn) -> None:
    team = world.leads[1].practitioner.team_id
    client = signed_in(managers(world)["team"])
    for place in ("", f"?place=team-{world.leads[0].practitioner.team_id}", "?place=service-1'"):
        rows = listed(client, f"/managers/rows/held/{place}")
        assert {row.team_id for row in rows} == {team}
    html = client.get("/managers/").content.decode()
    assert world.leads[0].practitioner.team.name not in html  # type: ignore[union-attr]


def test_each_number_is_defined_with_its_formula_a_click_away(manager: Person, signed_in: SignIn) -> None:
    client = signed_in(manager)
    assert 'href="/managers/definitions/"' in client.get("/managers/").content.decode()
    text = client.get("/managers/definitions/").content.decode()
    for said in (
        "Signed in time ÷ Signed, or past the day to sign by × 100",
        "Held in their interval ÷ (Held when one was due + Overdue past the days of grace) × 100",
        "The number of sessions",
    ):
        assert said in text


def test_a_list_is_cut_into_pages_that_follow_each_other(
    world: RandomWorld, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(managers(world)["all"])
    whole = {name: listed(client, f"/managers/rows/{name}/") for name in ("held", "supervised", "late-points")}
    monkeypatch.setattr("supervision.keyset.PAGE", 2)
    for name, rows in whole.items():
        assert len(rows) > 2
        assert listed(client, f"/managers/rows/{name}/") == rows
    for wrong in ("x", "2026-13-01_1", f"2026-01-01_{'9' * 30}x"):
        assert client.get("/managers/rows/held/", {"after": wrong}).status_code == 404
    assert client.get("/managers/rows/nothing/").status_code == 404


def test_no_word_of_an_action_point_is_asked_for(
    world: RandomWorld, signed_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(managers(world)["all"])
    for name in ("late-points", "not-placed"):
        with django_assert_max_num_queries(12) as asked:
            client.get(f"/managers/rows/{name}/")
        assert not [one["sql"] for one in asked if re.search(r'"(what|why|how|decision|analysed)"', one["sql"])]
