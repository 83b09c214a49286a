"""Which sessions is a report about, and who may have it? The count, the frozen list and the file ask the same."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from accounts.models import Person, RoleGrant
from accounts.queries import scopes_of, teams_within
from supervision.measures.figures import Days
from supervision.sessions.models import SupervisionSession
from supervision.sessions.queries import manages
from supervision.vocabulary import RecordState, Role, Scope

from .choices import Choices
from .column_queries import BY_KEY, OUTCOMES
from .models import ReportReach, ReportRun, ReportSlice, SavedReport


def sessions_for(manager: Person, choices: Choices) -> QuerySet[SupervisionSession]:
    """Sessions of two and groups within the manager's reach, by team and service as they were then."""
    found = SupervisionSession.every.filter(
        manages(manager), held_on__range=(choices.first_on, choices.last_on)
    ).exclude(state=RecordState.DISCARDED)
    if choices.teams:
        found = found.filter(team__in=choices.teams)
    if choices.job_roles:
        found = found.filter(practitioner__job_role__in=choices.job_roles)
    if choices.kinds:
        found = found.filter(kind__in=choices.kinds)
    return found.filter(_any_of(choices)).order_by()


def _any_of(choices: Choices) -> Q:
    wanted = Q(pk__in=[])
    for outcome in choices.outcomes:
        wanted |= OUTCOMES[outcome]
    return wanted


def sessions_of(part_id: int) -> QuerySet[SupervisionSession]:
    """The sessions of one slice. Their ids stand in the statement, so that its plan knows how many there are."""
    ids = ReportSlice.objects.values_list(Cast("session_ids", TextField()), flat=True).get(pk=part_id)
    is_one = Func(
        F("pk"), Value(ids), template="%(expressions)s::uuid[])", arg_joiner=" = ANY (", output_field=BooleanField()
    )
    return SupervisionSession.every.filter(is_one)


def rows_of(part_id: int, columns: Sequence[str], days: Days) -> QuerySet[SupervisionSession, tuple[Any, ...]]:
    """What the file says of the sessions of one slice."""
    named = {f"column_{key}": BY_KEY[key].on(days) for key in columns}
    return sessions_of(part_id).order_by("held_on", "pk").annotate(**named).values_list(*named)


def runs_for(manager: Person) -> QuerySet[ReportRun]:
    """Their own reports, and those whose every session is within their reach. `is_covered` says which those are."""
    beyond = _beyond(manager).filter(run=OuterRef("pk"))
    found = ReportRun.objects.select_related("made_by").annotate(is_covered=~Exists(beyond))
    return found.filter(Q(made_by=manager) | Q(is_covered=True))


def _beyond(manager: Person) -> QuerySet[ReportReach]:
    """Teams and services of a report that the manager's role does not reach, now."""
    reaches, scopes = ReportReach.objects.all(), scopes_of(manager)
    if scopes.organisation:
        return reaches.none()
    return reaches.exclude(team__in=scopes.team_ids).exclude(service__in=scopes.service_ids)


def covers(manager: Person, run: ReportRun) -> bool:
    """Whether their role reaches every session of it, now."""
    return not _beyond(manager).filter(run=run.pk).exists()


def run_for(manager: Person, run_id: UUID) -> ReportRun:
    """Raises ReportRun.DoesNotExist for what is not theirs to know of."""
    return runs_for(manager).get(pk=run_id)


def runs_about(manager: Person) -> QuerySet[ReportRun]:
    """Whoever made them: reports with a session of any team or service that the manager's role reaches."""
    scopes = scopes_of(manager)
    reached = ReportReach.objects.filter(Q(team__in=scopes.team_ids) | Q(service__in=scopes.service_ids))
    return ReportRun.objects.filter(pk__in=reached.values("run"))


def managers_beside(manager: Person) -> QuerySet[Person]:
    """Whom a manager can name to hear of a report: managers of the whole organisation and of anything they reach."""
    grants = RoleGrant.objects.filter(role=Role.MANAGER)
    if not scopes_of(manager).organisation:
        teams = teams_within(manager).values("pk")
        grants = grants.filter(Q(scope=Scope.ORGANISATION) | Q(team__in=teams) | Q(service__teams__in=teams))
    return Person.objects.filter(pk__in=grants.values("person"), is_active=True)


def saved_by(manager: Person) -> QuerySet[SavedReport]:
    return SavedReport.objects.filter(owner=manager).prefetch_related("teams", "job_roles", "told")
