"""How does a quarter close? Once, two weeks after its last day, with the people and the teams of that day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.timezone import localdate

from supervision.rules.disclosure import cut_by, safe_to_tell, showable, told
from supervision.rules.quarters import Quarter, quarters
from supervision.sessions.models import ConfidenceDomain
from supervision.sessions.supervised_queries import answered_for_at_any_time

from .models import ClosedQuarter, QuarterFigure, threshold
from .queries import Rated, first_rated_on, rated_in, read_by, shown_before, teams_with_what_they_are_in

WAIT = timedelta(days=14)  # for records that are written and sent some days after their session
Place = tuple[int | None, int | None, int | None]  # agency, service and team, one of them at most
Known = dict[int, set[int]]  # whose ratings each supervisor knows
Earlier = Sequence[Sequence[QuarterFigure]]  # what is shown of each quarter before, the last one first


def close_due(*, at: datetime) -> int:
    """Close every quarter that is over for two weeks and has not been closed, and say how many that was."""
    last = Quarter.of(localdate(at) - WAIT).before()
    if ClosedQuarter.objects.filter(pk=last.first_day).exists():
        return 0
    first = first_rated_on()
    return sum(_close(quarter, at) for quarter in quarters(first, last.first_day)) if first else 0


@transaction.atomic
def _close(quarter: Quarter, at: datetime) -> bool:
    """Whoever writes the quarter's row first writes its figures; a second one waits for it, and has nothing to do."""
    closed, is_new = ClosedQuarter.objects.get_or_create(
        first_day=quarter.first_day, defaults={"closed_at": at, "least": threshold()}
    )
    if is_new:
        rated, read, led = rated_in(quarter), read_by(at, quarter), _led(at)
        for domain in ConfidenceDomain.objects.filter(is_asked=True):
            known = _known([(rater, reader) for area, rater, reader in read if area == domain.pk], led)
            of_domain = [one for one in rated if one.domain_id == domain.pk]
            figures = list(_figures(of_domain, known, shown_before(quarter, domain), closed.least))
            for figure in figures:
                figure.quarter, figure.domain = closed, domain
            QuarterFigure.objects.bulk_create(figures)
    return is_new


def _led(at: datetime) -> Known:
    """Who led and handed over has read the scores of before."""
    led: Known = defaultdict(set)
    ran = answered_for_at_any_time(since=first_rated_on() or localdate(at), until=localdate(at))
    for supervisor, practitioner in ran.values_list("supervisor", "practitioner"):
        led[supervisor].add(practitioner)
    return led


def _known(read: Iterable[tuple[int, int]], led: Known) -> Known:
    """Whose ratings in this area each has read: their own, of sessions or records they had, and of whom they led."""
    known: Known = defaultdict(set)
    for rater, reader in read:
        known[reader].add(rater)
        known[rater].add(rater)
    raters = set().union(*known.values())
    for supervisor, practitioners in led.items():
        known[supervisor] |= practitioners & raters
    return known


def _figures(rated: Sequence[Rated], known: Known, before: Earlier, least: int) -> Iterator[QuarterFigure]:
    """A row for each group, with its numbers where they are shown to anybody."""
    groups = _groups(rated)
    to_all = showable(groups, least, earlier=[cut_by(one.people for one in shown) for shown in before])
    shown = {place: people for place, people in groups.items() if place in to_all}
    kept_from = _kept_from(shown, known, before, least)
    confident = told(shown, {one.person_id for one in rated if one.is_confident})
    for place, people in groups.items():
        agency, service, team = place
        figure = QuarterFigure(agency_id=agency, service_id=service, team_id=team, kept_from=kept_from[place])
        if place in shown:
            figure.raters, figure.people = len(people), sorted(people)
            figure.confident, figure.parts = confident[place]
        yield figure


def _kept_from(shown: Mapping[Place, set[int]], known: Known, before: Earlier, least: int) -> dict[Place, list[int]]:
    """Of what is shown to others, somebody is shown what it is safe to tell them as well, who know some scores."""
    kept_from: dict[Place, list[int]] = defaultdict(list)
    pieces, alike = cut_by(shown.values()), defaultdict[frozenset[int], list[int]](list)
    for person in sorted(known):
        alike[frozenset(one.pk for quarter in before for one in quarter if person in one.kept_from)].append(person)
    for hidden, people in alike.items():  # by what they were not shown: it is the same of nearly everybody
        seen = [cut_by(one.people for one in quarter if one.pk not in hidden) for quarter in before]
        is_safe_to = safe_to_tell(pieces, least, seen)
        for person in people:
            if not is_safe_to(known[person]):
                for place in shown.keys() - showable(shown, least, known[person], seen):
                    kept_from[place].append(person)
    return kept_from


def _groups(rated: Sequence[Rated]) -> Mapping[Place, set[int]]:
    """Every group with those who rated, an organisation before its agencies, these before services and teams."""
    teams = teams_with_what_they_are_in()
    levels: list[dict[Place, set[int]]] = [{(None, None, None): set()}, {}, {}, {}]
    for team, (agency, service) in teams.items():
        for level, place in zip(levels[1:], _places(agency, service, team), strict=True):
            level.setdefault(place, set())
    for one in rated:
        levels[0][None, None, None].add(one.person_id)
        if one.team_id is not None:
            for level, place in zip(levels[1:], _places(*teams[one.team_id], one.team_id), strict=True):
                level[place].add(one.person_id)
    return {place: people for level in levels for place, people in level.items()}


def _places(agency: int, service: int, team: int) -> tuple[Place, Place, Place]:
    return (agency, None, None), (None, service, None), (None, None, team)
