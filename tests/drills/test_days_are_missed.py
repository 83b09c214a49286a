"""What does everybody hear when nothing was done from Friday to Monday? What is so now, once; not what was missed."""

from collections.abc import Callable, Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person, RoleGrant, Team
from supervision.embedded.postgres import Cluster
from supervision.outbox.models import Notice, OutgoingMail
from supervision.outbox.sending import send_waiting
from supervision.outbox.tasks import SENDING
from supervision.outbox.ticks import note
from supervision.reminders.models import NoticePreference, ReminderStep
from supervision.reminders.ticking import tick
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import Audience, Delivery, Matter, Role, Scope
from tests.drills.scene import Scene, scene
from tests.people import begin, make_person, make_team
from tests.support.mail_server import MailServer

AWAY = timedelta(days=3)
NO_QUIET = {"quiet_from": time(0), "quiet_until": time(0)}
# Whose session was due how many days ago. Amara and Dora are told on each of the first days.
DUE = {"Amara": 2, "Dora": 3, "Ben": 15, "Cora": 29}


@pytest.fixture
def friday() -> datetime:
    return timezone.now() - AWAY


@pytest.fixture
def stage(own_database: str, cluster: Cluster, tmp_path: Path, mail_server: MailServer) -> Iterator[Scene]:
    supervisor, team = make_person("Priya Stone", Role.SUPERVISOR), make_team()
    for name, days in DUE.items():
        _due(make_person(f"{name} Quill", Role.PRACTITIONER, team=team), supervisor, days)
    _managers(team)
    for days, audience in ((1, Audience.PERSON), (2, Audience.PERSON), (3, Audience.PERSON)):
        ReminderStep.objects.create(matter=Matter.SESSION_DUE, days=days, audience=audience)
    for person in Person.objects.all():
        NoticePreference.objects.create(person=person, **NO_QUIET)
    NoticePreference.objects.filter(person__name__startswith="Dora").update(
        delivery=Delivery.DAILY, daily_at=timezone.localtime(timezone.now() - timedelta(hours=1)).time()
    )
    Notice.objects.all().delete()  # what they were told when it was set up
    with scene(cluster, own_database, tmp_path, mail_server) as set_up:
        yield set_up


def _due(practitioner: Person, supervisor: Person, days: int) -> None:
    due = timezone.localdate() - timedelta(days=days)
    begun = begin(practitioner, supervisor, starts_on=due - timedelta(days=28))
    SupervisionArrangement.objects.filter(pk=begun.pk).update(remind_on=due)


def _managers(team: Team) -> None:
    for name, reach in (
        ("Tom", {"scope": Scope.TEAM, "team": team}),
        ("Sal", {"scope": Scope.SERVICE, "service": team.service}),
    ):
        RoleGrant.objects.create(person=make_person(f"{name} Hill"), role=Role.MANAGER, **reach)


def test_a_weekend_without_a_worker(stage: Scene, friday: datetime, signed_in: Callable[[Person], Client]) -> None:
    tick(at=friday)
    send_waiting(at=friday)
    note(SENDING, at=friday)
    assert _mailed(stage) == {"Amara": 1, "Ben": 1, "Cora": 1, "Priya": 1, "Tom": 1}
    told = set(Notice.objects.values_list("pk", flat=True))
    stage.mail_server.received.clear()
    office = signed_in(make_person("Nell Rush", Role.ADMINISTRATOR))
    assert _standing_still(office) == 3

    stage.broker()
    stage.beat()
    stage.worker()
    stage.wait(lambda: len(stage.mail_server.received) >= 5)
    stage.wait(lambda: stage.is_still(stage.notices()))
    new = Notice.objects.exclude(pk__in=told).select_related("person", "about_person")
    assert sorted((_name(one.person), _name(one.about_person), one.is_escalation) for one in new) == [
        ("Amara", "Amara", False),
        ("Dora", "Dora", False),
        ("Priya", "Amara", False),
        ("Sal", "Cora", True),
        ("Tom", "Ben", True),
    ]
    assert _mailed(stage) == {"Amara": 1, "Dora": 1, "Priya": 1, "Sal": 1, "Tom": 1}
    digest = OutgoingMail.objects.get(to__startswith="dora")
    assert Notice.objects.filter(person__email=digest.to, mailed_at=digest.created_at).count() == 2
    assert _standing_still(office) == 0


def _mailed(stage: Scene) -> dict[str, int]:
    return {address.partition(".")[0].capitalize(): count for address, count in stage.received().items()}


def _name(person: Person | None) -> str:
    return person.first_name if person else ""


def _standing_still(office: Client) -> int:
    """Of how many clocks the status page says so."""
    return sum(one.is_old for one in office.get(reverse("administration:status")).context["ticks"])
