"""How is compliance told by service and team? Each number with its address, services above their teams."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import Team
from supervision.measures.all_figures import FIGURES, share
from supervision.measures.counting import Place

SHOWN = ["up-to-date", "overdue", "away", "in-interval"]
MOST_TEAMS = 60  # in one table; beyond it services alone are told, and each leads to its teams
Counts = Mapping[str, int]


@dataclass(frozen=True)
class Cell:
    label: str
    number: int
    below: list[tuple[str, int, str]]  # what it is a share of, with the address of each part
    share: str
    url: str


@dataclass(frozen=True)
class Line:
    label: str
    is_service: bool
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    headings: list[str]
    lines: list[Line]
    services_alone: bool


def table_of(
    teams: Iterable[Team], sessions: Mapping[Place, Counts], people: Mapping[Place, Counts], address: Callable[..., str]
) -> Table:
    """`address` takes the name of a figure and the place."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for found in (sessions, people):
        for (service, team), row in found.items():
            for name, number in row.items():
                counts[f"service-{service}"][name] += number
                counts[f"team-{team}"][name] += number
    teams = list(teams)
    services_alone = len(teams) > MOST_TEAMS and len({team.service_id for team in teams}) > 1
    lines = [
        Line(label, place.startswith("service"), [_cell(name, counts[place], place, address) for name in SHOWN])
        for label, place in _lines(teams, services_alone)
        if place in counts
    ]
    return Table([FIGURES[name].label for name in SHOWN], lines, services_alone)


def _lines(teams: Iterable[Team], services_alone: bool) -> Iterable[tuple[str, str]]:
    service = None
    for team in teams:
        if team.service_id != service:
            service = team.service_id
            yield team.service.name, f"service-{service}"
        if not services_alone:
            yield team.name, f"team-{team.pk}"


def _cell(name: str, counts: Mapping[str, int], place: str, address: Callable[..., Any]) -> Cell:
    figure = FIGURES[name]
    below = [(FIGURES[one].label.lower(), counts[one], address(one, place=place)) for one in figure.out_of]
    return Cell(figure.label, counts[name], below, share(name, counts), address(name, place=place))
