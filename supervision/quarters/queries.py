"""What was rated in a quarter, and which of its figures may a manager see?"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import Person, Team
from accounts.queries import scopes_of
from supervision.rules.confidence import CONFIDENT
from supervision.rules.quarters import Quarter
from supervision.sessions.acting_queries import passed_on_to
from supervision.sessions.models import ConfidenceDomain
from supervision.sessions.rating_queries import own_ratings
from supervision.sessions.supervised_queries import led_or_covered
from supervision.vocabulary import Party

from .models import ClosedQuarter, QuarterFigure


@dataclass(frozen=True)
class Rated:
    """Somebody's latest score for an area in a quarter."""

    domain_id: int
    person_id: int
    team_id: int | None
    is_confident: bool


def rated_in(quarter: Quarter) -> list[Rated]:
    """Everybody once for each area, in the team in which they are now."""
    latest = (
        own_ratings()
        .filter(supervision_session__held_on__range=(quarter.first_day, quarter.last_day))
        .order_by("domain", "rater", "-supervision_session__held_on", "-supervision_session__started_at")
        .distinct("domain", "rater")
        .values_list("domain", "rater", "rater__team", "score")
    )
    return [Rated(domain, rater, team, (score or 0) >= CONFIDENT) for domain, rater, team, score in latest]


def read_by(at: datetime, until: Quarter) -> set[tuple[int, int, int]]:
    """An area, who rated it, and who read that: they held the session, or its record was once passed on to them."""
    rated = own_ratings().filter(supervision_session__held_on__lte=until.last_day).order_by()
    held = rated.values_list("domain", "rater", "supervision_session__supervisor")
    route = "supervision_session__signature_routes__"
    passed_on = rated.filter(**{f"{route}party": Party.SUPERVISOR, f"{route}routed_at__lte": at})
    return {*held.distinct(), *passed_on.values_list("domain", "rater", f"{route}person").distinct()}


def learned_since(person: Person, closed: Sequence[ClosedQuarter]) -> set[date]:
    """The quarters of which they have come to know scores since the close, by their first days.

    They lead or cover somebody who rated in it and did not then, or a record of it was passed on to them.
    """
    led = list(led_or_covered(person).values_list("practitioner", "starts_on", "ends_on"))
    days = own_ratings().filter(rater__in={one for one, _, _ in led}).order_by()
    by_rater = days.values_list("rater", "supervision_session__held_on").distinct()
    rated = {(rater, Quarter.of(day).first_day) for rater, day in by_rater}
    routes = passed_on_to(person).values_list("supervision_session__held_on", "routed_at")
    passed_on = [(Quarter.of(day).first_day, at) for day, at in routes]
    return {
        one.first_day
        for one in closed
        if any((who, one.first_day) in rated for who in _led_only_since(led, one))
        or any(day == one.first_day and at > one.closed_at for day, at in passed_on)
    }


def _led_only_since(led: Sequence[tuple[int, date, date | None]], quarter: ClosedQuarter) -> set[int]:
    """Who was led by then was known at the close."""
    close = localdate(quarter.closed_at)
    by_then = {who for who, starts, ends in led if starts <= close and (ends is None or ends >= quarter.first_day)}
    return {who for who, starts, _ in led if starts > close} - by_then


def shown_before(quarter: Quarter, domain: ConfidenceDomain) -> list[list[QuarterFigure]]:
    """Of each quarter before it, the last one first, the figures of an area that somebody is shown."""
    shown: dict[date, list[QuarterFigure]] = defaultdict(list)
    figures = QuarterFigure.objects.filter(quarter__lt=quarter.first_day, domain=domain, raters__isnull=False)
    for figure in figures.order_by("-quarter_id", "pk"):
        shown[figure.quarter_id].append(figure)
    return list(shown.values())


def first_rated_on() -> date | None:
    return own_ratings().order_by("supervision_session__held_on").values_list(
        "supervision_session__held_on", flat=True
    ).first()  # fmt: skip


def teams_with_what_they_are_in() -> dict[int, tuple[int, int]]:
    """Of each team its agency and its service."""
    rows = Team.objects.order_by("service__agency__name", "service__name", "name")
    return {team: (agency, service) for team, agency, service in rows.values_list("pk", "service__agency", "service")}


def figures_for(person: Person) -> QuerySet[QuarterFigure]:
    """The figures of the groups that somebody's manager roles reach; one that is kept from them is among them."""
    scopes = scopes_of(person)
    if scopes.organisation:
        return QuarterFigure.objects.all()
    reach = Q(team__in=scopes.team_ids) | Q(service__in=scopes.service_ids) | Q(team__service__in=scopes.service_ids)
    return QuarterFigure.objects.filter(reach)


def closed_quarters() -> list[ClosedQuarter]:
    return list(ClosedQuarter.objects.all())


@dataclass(frozen=True)
class Group:
    """What figures are about: a team, a service, an agency, or the whole organisation."""

    key: str
    name: str


def groups_in(figures: QuerySet[QuarterFigure]) -> list[Group]:
    """Those that figures are about, the largest first."""
    names = ["agency__name", "service__name", "team__name"]
    rows = figures.order_by().values_list("agency", "service", "team", *names).distinct()
    return sorted({_group(*row) for row in rows}, key=lambda group: (ORDER.index(group.key.split("-")[0]), group.name))


ORDER = ["organisation", "agency", "service", "team"]


def _group(agency: int | None, service: int | None, team: int | None, *names: str | None) -> Group:
    given: Iterable[tuple[str, int | None, str | None]] = zip(ORDER[1:], (agency, service, team), names, strict=True)
    for level, key, name in given:
        if key is not None:
            return Group(f"{level}-{key}", name or "")
    return Group(ORDER[0], "The whole organisation")


def of_group(figures: QuerySet[QuarterFigure], group: Group) -> QuerySet[QuarterFigure]:
    level, _, key = group.key.partition("-")
    wanted = dict.fromkeys(ORDER[1:]) | ({level: int(key)} if key else {})
    return figures.filter(**wanted).select_related("domain")
