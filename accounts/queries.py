"""Which roles does a person hold, and how far do they reach?"""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject

from supervision.outbox.models import Notice
from supervision.vocabulary import Role, Scope

from .models import Person, RoleGrant, Team

GIVEN = ("role", "scope", "team_id", "service_id")


@dataclass(frozen=True)
class Scopes:
    """How far a person's manager roles reach: named teams, named services, or everything."""

    organisation: bool
    team_ids: frozenset[int]
    service_ids: frozenset[int]

    def cover(self, team_id: int | None, service_id: int | None) -> bool:
        return self.organisation or team_id in self.team_ids or service_id in self.service_ids


def person_with_roles(person_id: int) -> Person | None:
    """The person, with `_grants` and `unread`, the number of open notices not yet read, from the same query."""
    grants = RoleGrant.objects.filter(person=OuterRef("pk")).values(given=JSONObject(**{name: name for name in GIVEN}))
    notices = Notice.objects.filter(person=OuterRef("pk"), read_at=None, settled_at=None).order_by().values("person")
    unread = Coalesce(Subquery(notices.annotate(n=Count("pk")).values("n")), 0)
    person = Person.objects.annotate(given=ArraySubquery(grants), unread=unread).filter(pk=person_id).first()
    if person is not None:
        person._grants = [tuple(one[name] for name in GIVEN) for one in person.given]  # type: ignore[attr-defined]
    return person


def _grants(person: Person) -> list[tuple[str, str, int | None, int | None]]:
    """Read once for each loaded person, that is once a request."""
    if not hasattr(person, "_grants"):
        person._grants = list(  # type: ignore[attr-defined]
            person.role_grants.values_list(*GIVEN)
        )
    return person._grants  # type: ignore[attr-defined, no-any-return]


def roles_of(person: Person) -> frozenset[Role]:
    return frozenset(Role(role) for role, *_ in _grants(person))


def scopes_of(person: Person) -> Scopes:
    managed = [grant for grant in _grants(person) if grant[0] == Role.MANAGER]
    return Scopes(
        organisation=any(scope == Scope.ORGANISATION for _, scope, _, _ in managed),
        team_ids=frozenset(team for _, _, team, _ in managed if team),
        service_ids=frozenset(service for _, _, _, service in managed if service),
    )


def teams_within(manager: Person) -> QuerySet[Team]:
    scopes = scopes_of(manager)
    teams = Team.objects.select_related("service")
    if scopes.organisation:
        return teams
    return teams.filter(Q(pk__in=scopes.team_ids) | Q(service__in=scopes.service_ids))
