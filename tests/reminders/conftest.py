"""What do the tests of reminders share? A session that is due on one day, and the managers above it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from accounts.models import Person
    from supervision.sessions.models import ActionPoint, SupervisionArrangement, SupervisionSession


@pytest.fixture
def due(arrangement: "SupervisionArrangement") -> "SupervisionArrangement":
    """Amara with Priya, due on DUE."""
    from tests.reminders.days import DUE

    type(arrangement).objects.filter(pk=arrangement.pk).update(remind_on=DUE, next_due_on=DUE)
    arrangement.refresh_from_db()
    return arrangement


@pytest.fixture
def managers(due: "SupervisionArrangement") -> "tuple[Person, Person]":
    """Tom of the team, and Sal of its service."""
    from supervision.vocabulary import Scope
    from tests.reminders.days import manager_of

    team = due.practitioner.team
    assert team is not None
    return (
        manager_of("Tom Manager", scope=Scope.TEAM, team=team),
        manager_of("Sal Manager", scope=Scope.SERVICE, service=team.service),
    )


@pytest.fixture
def unsigned(due: "SupervisionArrangement", sent: "SupervisionSession") -> "SupervisionSession":
    """A record that both should have signed by DUE. Nothing else is due."""
    from tests.reminders.days import DUE, LATER

    type(sent).objects.filter(pk=sent.pk).update(sign_by=DUE)
    type(due).objects.update(remind_on=LATER)
    sent.action_points.update(due_on=LATER)
    return sent


@pytest.fixture
def point(unsigned: "SupervisionSession") -> "ActionPoint":
    """An action point of the practitioner, due on DUE. Nothing else is due."""
    from tests.reminders.days import DUE

    type(unsigned).objects.update(sign_by=None)
    found = unsigned.action_points.first()
    assert found is not None
    found.due_on = DUE
    type(found).objects.filter(pk=found.pk).update(due_on=DUE)
    return found
