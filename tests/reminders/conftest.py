"""What do the tests of reminders share? A session that is due on one day, and the managers above it."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from accounts.models import Person
    from supervision.sessions.models import SupervisionArrangement


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
