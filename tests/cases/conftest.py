"""Who stands how to a case in these tests? Everybody, once; imported when asked for, after the settings."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from accounts.models import Person
    from supervision.casenotes.models import Case
    from supervision.sessions.models import SupervisionArrangement


@pytest.fixture
def arrangement(practitioner: "Person", next_supervisor: "Person") -> "SupervisionArrangement":
    """The lead's supervision here is by `next_supervisor`: `supervisor` is nothing to the case."""
    from tests.people import begin

    return begin(practitioner, next_supervisor)


@pytest.fixture
def people(
    case: "Case", arrangement: "SupervisionArrangement", supervisor: "Person", colleague: "Person"
) -> "dict[str, Person]":
    """By what they are to the case."""
    from tests.cases.cast import everybody

    known = {
        "lead": case.lead,
        "lead_supervisor": arrangement.supervisor,
        "unrelated": supervisor,
        "colleague": colleague,
    }
    return known | everybody(case, arrangement)
