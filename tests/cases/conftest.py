"""Who stands how to a case in these tests? Everybody, once; imported when asked for, after the settings."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from accounts.models import Person
    from supervision.casenotes.models import Case


@pytest.fixture
def case(practitioner: "Person") -> "Case":
    from supervision.casenotes.services import cases
    from tests.cases.cast import DETAILS
    from tests.people import NOW

    return cases.add(reference="CR-2041", details=DETAILS, by=practitioner, at=NOW)


@pytest.fixture
def people(case: "Case", supervisor: "Person", next_supervisor: "Person", colleague: "Person") -> "dict[str, Person]":
    """By what they are to the case."""
    from tests.cases.cast import everybody

    known = {"lead": case.lead, "lead_supervisor": next_supervisor, "unrelated": supervisor, "colleague": colleague}
    return known | everybody(case, next_supervisor)
