"""In which areas is a team least sure of itself, and what does it plan to learn there?"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from accounts.models import Person
from supervision.rules.confidence import LOW
from supervision.sessions.models import ConfidenceDomain, ConfidenceRating, SupervisionArrangement
from supervision.sessions.queries import RECENT
from supervision.sessions.rating_queries import own_ratings
from supervision.sessions.supervised_queries import answered_for

from .models import PlannedLearning, Resource
from .queries import library

MOST_SHOWN = 100


@dataclass(frozen=True)
class TeamArea:
    """One area of confidence: how many of a supervisor's people rated it lately, and how many of these low."""

    domain: ConfidenceDomain
    rated: int
    low: int
    resources: list[Resource]


def areas_of_team(supervisor: Person, *, on: date) -> list[TeamArea]:
    """By each person's own latest rating of twelve months, the area with most low ones first.

    It counts those whose supervision this person leads or covers, whose ratings they read one by one anyway.
    """
    team = answered_for(supervisor, on=on).filter(practitioner__is_active=True).values("practitioner")
    latest = (
        own_ratings()
        .filter(supervision_session__practitioner__in=team, supervision_session__held_on__gte=on - RECENT)
        .order_by("rater_id", "domain_id", "-supervision_session__held_on", "-pk")
        .distinct("rater_id", "domain_id")
    )  # fmt: skip
    rows = ConfidenceRating.objects.filter(pk__in=latest.values("pk")).order_by().values("domain")
    counted = {
        row["domain"]: row for row in rows.annotate(rated=Count("pk"), low=Count("pk", filter=Q(score__lte=LOW)))
    }
    found = []
    for domain in library():
        row = counted.get(domain.pk, {"rated": 0, "low": 0})
        found.append(TeamArea(domain, row["rated"], row["low"], domain.offered))
    return sorted(found, key=lambda area: (-area.low, area.domain.position))


def plan_of(supervisor: Person) -> QuerySet[PlannedLearning]:
    """What a supervisor plans for their team; what is still to come first."""
    own = PlannedLearning.objects.filter(supervisor=supervisor).select_related("domain", "owner")
    return own.order_by(F("ended_at").desc(nulls_first=True), "due_on", "added_at")


def planned_for(person: Person, *, on: date) -> QuerySet[PlannedLearning]:
    """What is still planned where this person is in the team, or sees to it."""
    leads = SupervisionArrangement.objects.current(on).lead().filter(practitioner=person).values("supervisor")
    still = PlannedLearning.objects.filter(Q(supervisor__in=leads) | Q(owner=person), ended="")
    return still.select_related("domain", "owner", "supervisor")


def get_planned(person: Person, planned_id: UUID, *, on: date) -> PlannedLearning:
    """Raises PlannedLearning.DoesNotExist for what is of another team."""
    known = Q(pk__in=planned_for(person, on=on).values("pk")) | Q(supervisor=person)
    return PlannedLearning.objects.filter(known).select_related("domain", "owner").get(pk=planned_id)


def team_of(supervisor: Person, *, on: date) -> QuerySet[Person]:
    """Who can see to something that is planned: the supervisor, and those whose supervision they lead or cover."""
    team = answered_for(supervisor, on=on).values("practitioner")
    return Person.objects.filter(Q(pk__in=team) | Q(pk=supervisor.pk), is_active=True)
