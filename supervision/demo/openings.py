"""Which signed records of the demonstration were opened for a manager: one a while ago, one to be reviewed, one now."""

import uuid
from datetime import datetime, timedelta

from accounts.models import Person
from supervision.opening_vocabulary import OpeningDecision
from supervision.sessions.models import RecordOpening, SupervisionSession
from supervision.sessions.services import openings
from supervision.vocabulary import RecordState

GRACE, THEO = "Grace Underhill", "Theo Blackthorn"
COMPLAINT = (
    "A complaint is being looked into. I need to know what was agreed about the visit in March, and both are away."
)
AT_RISK = "The night team asks what was agreed about who is in the house this weekend. I cannot reach either of them."
INSPECTION = (
    "The regional review asks how the decision about group work was reached, and the answer I had names no day."
)


def make_openings(people: dict[str, Person], now: datetime) -> None:
    grace, theo = people[GRACE], people[THEO]
    _agreed(_ask(people["Quentin Ashgrove"], COMPLAINT, theo, now - timedelta(days=9)), grace, now - timedelta(days=8))
    _ask(people["Gareth Pennywhistle"], AT_RISK, theo, now - timedelta(hours=20), is_at_risk=True)
    _agreed(_ask(people["Tess Copperfield"], INSPECTION, grace, now - timedelta(hours=3)), theo, now)


def _ask(whose: Person, why: str, by: Person, at: datetime, *, is_at_risk: bool = False) -> RecordOpening:
    signed = SupervisionSession.objects.filter(practitioner=whose, state=RecordState.LOCKED, locked_at__lt=at)
    return openings.ask(
        supervision_session=signed.order_by("-held_on")[0], reason=why, is_at_risk=is_at_risk, key=uuid.uuid4(), by=by,
        at=at,
    )  # fmt: skip


def _agreed(opening: RecordOpening, second: Person, at: datetime) -> None:
    """And opened half an hour later, or just now."""
    decided = openings.decide(opening=opening, decision=OpeningDecision.AGREED, by=second, at=at - timedelta(minutes=9))
    openings.open_now(opening=decided, by=opening.asked_by, at=at)
