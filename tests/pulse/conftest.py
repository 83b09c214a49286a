"""Two teams of practitioners, the manager who reads the results, and a pulse that is open."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from accounts.models import Person
    from supervision.pulse.models import Pulse


@pytest.fixture
def reader(db: None) -> "Person":
    from tests.pulse.cast import make_people

    return make_people(8, 6)


@pytest.fixture
def pulse(reader: "Person") -> "Pulse":
    from tests.pulse.cast import start

    return start(reader)
