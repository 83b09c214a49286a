"""How do the invented people come to be? With a password, their roles and a place in the organisation."""

from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password

from accounts.models import Agency, JobRole, Person, RoleGrant, Service, Team
from accounts.services import grant
from supervision.vocabulary import Role, Scope

from .cast import AGENCY, LEADERS, PASSWORD, SERVICES, TEAMS, Member

MONTH = 30.4  # days


def make_people(today: date, at: datetime) -> dict[str, Person]:
    """Everybody in the cast, by name."""
    teams = _make_teams()
    password = make_password(PASSWORD)  # once for everybody: each takes a moment, as it should
    people = {}
    for team_name, members in TEAMS.items():
        for member in members:
            people[member.name] = _make_person(member, teams[team_name], password, today, at)
    for member in LEADERS:
        people[member.name] = _make_person(member, None, password, today, at)
    _give_roles(people, at)
    return people


def _make_teams() -> dict[str, Team]:
    agency = Agency.objects.create(name=AGENCY)
    teams = {}
    for service_name, team_names in SERVICES.items():
        service = Service.objects.create(agency=agency, name=service_name)
        for name in team_names:
            teams[name] = Team.objects.create(service=service, name=name)
    return teams


def _make_person(member: Member, team: Team | None, password: str, today: date, at: datetime) -> Person:
    job_role, _ = JobRole.objects.get_or_create(name=member.job)
    return Person.objects.create(
        email=member.email,
        password=password,
        name=member.name,
        job_role=job_role,
        team=team,
        started_on=today - timedelta(days=max(6, int(member.months * MONTH))),
        hsb_training=member.training,
        joined_at=at,
    )


def _give_roles(people: dict[str, Person], at: datetime) -> None:
    everybody = [member for members in (*TEAMS.values(), LEADERS) for member in members]
    administrator = people[next(member.name for member in everybody if "administrator" in member.roles)]
    # The first administrator is nobody's grant, as in a new installation.
    RoleGrant.objects.create(person=administrator, role=Role.ADMINISTRATOR)
    for member in everybody:
        for role in map(Role, member.roles):
            if role is not Role.ADMINISTRATOR:
                scope = Scope.ORGANISATION if role is Role.MANAGER else ""
                grant(person=people[member.name], role=role, scope=scope, by=administrator, at=at)
