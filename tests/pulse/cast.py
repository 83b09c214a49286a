"""Whom does a pulse ask in these tests? Two teams, and a manager who is not asked."""

import uuid
from datetime import timedelta

from accounts.models import Agency, JobRole, Person, Service, Team
from supervision.pulse import services
from supervision.pulse.links import hash_of, secret_for
from supervision.pulse.models import Answer, Asked, Cell, Pulse, Ticket
from supervision.pulse.services import Said
from supervision.pulse.words import Matters
from supervision.sessions.models import ConfidenceDomain
from supervision.vocabulary import Role
from tests.people import NOW, TODAY, make_person, make_team

CLOSES = TODAY + timedelta(days=14)
AFTER = NOW + timedelta(days=16)


def make_people(first: int, second: int) -> Person:
    """So many in each of two teams of one agency, in two job roles; gives the manager."""
    roles = [JobRole.objects.create(name=name) for name in ("Social worker", "Therapist")]
    for name, many in (("Harbour", first), ("Lantern", second)):
        team = make_team(name)
        for number in range(many):
            make_person(f"{name} {number}", Role.PRACTITIONER, team=team, job_role=roles[number % 2])
    return make_person("Grace Hill", Role.MANAGER, Role.PRACTITIONER)


def start(by: Person, first: Matters = Matters.TEAM, days_ago: int = 0) -> Pulse:
    ago = timedelta(days=days_ago)
    return services.start(closes_on=CLOSES - ago, first=first, key=uuid.uuid4(), by=by, at=NOW - ago)


def secrets(pulse: Pulse) -> list[str]:
    """Of everybody who was asked, by person."""
    return [secret_for(pulse, asked.person_id) for asked in Asked.objects.filter(pulse=pulse).order_by("person")]


def say(pulse: Pulse, secret: str, score: int = 4) -> None:
    said = Said(dict.fromkeys(pulse.domains, score), worried=2, anxious=2)
    services.answer(secret=secret, said=said, at=pulse.started_at)


def put(by: Person, days_ago: int = 30, teams: int = 2, *, is_closed: bool = True) -> Pulse:
    """One with six answers of each of so many teams, put there without asking anybody: for pages to look at."""
    at, areas = NOW - timedelta(days=days_ago), list(ConfidenceDomain.objects.values_list("pk", flat=True))
    pulse = Pulse.objects.create(
        started_by=by, started_at=at, closes_on=at.date(), least=5, first=Matters.TEAM, domains=areas, key=uuid.uuid4()
    )
    service, _ = Service.objects.get_or_create(agency=Agency.objects.get_or_create(name="Asked")[0], name="Asked")
    made = Team.objects.bulk_create(Team(service=service, name=f"{pulse.pk} {number}") for number in range(teams))
    cells = Cell.objects.bulk_create(Cell(pulse=pulse, agency=service.agency, team=one, asked=7) for one in made)
    Answer.objects.bulk_create(
        Answer(cell=cell, scores=[score] * len(areas), worried=score, anxious=None)
        for cell in cells for score in (1, 2, 3, 4, 5, 5)
    )  # fmt: skip
    pulse.closed_at = at if is_closed else None
    pulse.save()
    return pulse


def link(pulse: Pulse) -> str:
    """Where somebody of its first cell answers, in an open one that was put there."""
    secret = secret_for(pulse, pulse.started_by_id)
    Pulse.objects.filter(pk=pulse.pk).update(closes_on=CLOSES)
    Ticket.objects.create(secret_hash=hash_of(secret), cell=pulse.cells.order_by("pk")[0])
    return f"/pulse/answer/{secret}/"


def answered(by: Person, days_ago: int = 0, first: Matters = Matters.TEAM, low: int = 0) -> Pulse:
    """One in which everybody has answered: the first `low` of those who were asked with 2, and the others with 5."""
    pulse = start(by, first, days_ago)
    for place, secret in enumerate(secrets(pulse)):
        say(pulse, secret, score=2 if place < low else 5)
    services.close(pulse=pulse, at=AFTER - timedelta(days=days_ago))
    pulse.refresh_from_db()
    return pulse
