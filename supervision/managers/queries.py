"""Who works within a manager's reach, in which roles, and who leads their supervision? Never what was written."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from accounts.models import Person, RoleGrant, Team
from accounts.queries import scopes_of, teams_within
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import Scope


def people_within(manager: Person, *, on: date, team: Team | None = None, role: str = "") -> QuerySet[Person]:
    """By name: who is in the teams, or manages them, with their grants as `role_grants` and their lead supervisor
    of that day, if they have one, as the only one in `led`."""
    leads = SupervisionArrangement.objects.current(on).lead().select_related("supervisor")
    found = (
        Person.objects.filter(_within(manager))
        .select_related("team", "job_role")
        .prefetch_related(
            Prefetch("role_grants", RoleGrant.objects.select_related("team", "service")),
            Prefetch("arrangements", leads, to_attr="led"),
        )
    )
    if team:
        found = found.filter(team=team)
    if role:
        found = found.filter(pk__in=RoleGrant.objects.filter(role=role).values("person"))
    return found


def _within(manager: Person) -> Q:
    if scopes_of(manager).organisation:
        return Q()
    teams = teams_within(manager).values("pk")
    manage_them = RoleGrant.objects.filter(
        Q(scope=Scope.ORGANISATION) | Q(team__in=teams) | Q(service__teams__in=teams)
    ).values("person")
    return Q(team__in=teams) | Q(pk__in=manage_them)
