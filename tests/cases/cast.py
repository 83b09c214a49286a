"""What is written in these tests, and who stands how to a case?"""

import uuid
from datetime import date, timedelta
from typing import Any

from accounts.models import Person
from supervision.casenotes.models import Case, CaseNote
from supervision.casenotes.queries import Supervised
from supervision.casenotes.services import access, notes
from supervision.casenotes.words import CaseNoteKind
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services import arrangements, covers
from supervision.vocabulary import ArrangementKind, Role
from tests.people import DETAILS, NOW, TODAY, begin, make_person

__all__ = ["DETAILS", "everybody", "give", "note"]


def note(case: Case, by: Person, body: str = "A calm visit.", **given: Any) -> CaseNote:
    asked = {"kind": CaseNoteKind.CONTACT, "dated_on": TODAY, "key": uuid.uuid4(), "at": NOW}
    return notes.add_note(case=case, body=body, by=by, **asked | given)


def give(case: Case, person: Person, ends_on: date | None = None, **given: Any) -> Any:
    asked = {"by": case.lead, "at": NOW, "supervised": Supervised()}
    return access.give(case=case, person=person, ends_on=ends_on, **asked | given)


def everybody(case: Case, led: SupervisionArrangement) -> dict[str, Person]:
    """Others, by what they are to the case, or were."""
    others = {
        name: make_person(name.title(), Role.SUPERVISOR, Role.PRACTITIONER, team=case.lead.team)
        for name in ("given", "expired", "taken", "specialist", "former", "cover")
    }
    covers.begin(arrangements=[led], cover=others["cover"], starts_on=TODAY, ends_on=TODAY, by=case.lead, at=NOW)
    begin(case.lead, others["specialist"], kind=ArrangementKind.SPECIALIST)
    arrangements.begin(
        practitioner=case.lead, supervisor=others["former"], kind=ArrangementKind.LEAD,
        starts_on=led.starts_on - timedelta(days=365), ends_on=led.starts_on - timedelta(days=1), by=case.lead, at=NOW,
    )  # fmt: skip
    give(case, others["given"])
    give(case, others["expired"], TODAY - timedelta(days=1), at=NOW - timedelta(days=3))
    row = give(case, others["taken"])
    access.take(access=row, supervised=Supervised(), by=case.lead, at=NOW)
    return others
