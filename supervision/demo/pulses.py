"""What pulses are there in the demonstration? Two that are closed, and one that is open and on its way."""

import uuid
from datetime import date, datetime, timedelta
from random import Random

from accounts.models import Person
from supervision.outbox.models import OutgoingMail
from supervision.pulse import services
from supervision.pulse.links import KIND, secret_for
from supervision.pulse.models import Asked, Pulse
from supervision.pulse.services import Said
from supervision.pulse.words import Matters
from supervision.vocabulary import MailState

RUNS = 14  # days
# How many days ago each began, how many of ten answer, and how far confidence had come.
PULSES = [(200, 9, 0.0), (100, 8, 0.4), (6, 5, 0.6)]
LEVELS = [3.9, 3.2, 2.6, 3.1, 2.9, 3.4, 2.1, 3.3, 3.5, 3.2]  # of the areas, out of 5


def make_pulses(people: dict[str, Person], today: date, now: datetime) -> None:
    for began, of_ten, gain in PULSES:
        at = now - timedelta(days=began)
        pulse = services.start(
            closes_on=today - timedelta(days=began - RUNS), first=Matters.TEAM, key=uuid.uuid4(),
            by=people["Grace Underhill"], at=at,
        )  # fmt: skip
        OutgoingMail.objects.filter(kind=KIND).update(state=MailState.SENT, body="", sent_at=at, attempts=1)
        _answer(pulse, of_ten, gain, at + timedelta(days=2))
        services.note_answered(pulse=pulse)
        services.settle_due(at=min(now, at + timedelta(days=RUNS + 1)))


def _answer(pulse: Pulse, of_ten: int, gain: float, at: datetime) -> None:
    """Each by the secret in their mail, as they would."""
    for asked in Asked.objects.filter(pulse=pulse).order_by("pk"):
        random = Random(f"{asked.person_id} {gain}")  # noqa: S311 - invented data
        if random.random() * 10 < of_ten:
            areas = zip(pulse.domains, LEVELS, strict=True)
            scores = {domain: _score(random.gauss(level + gain, 0.9)) for domain, level in areas}
            said = Said(scores, worried=_score(random.gauss(2.4, 1)), anxious=_score(random.gauss(2.2, 1)))
            services.answer(secret=secret_for(pulse, asked.person_id), said=said, at=at)


def _score(value: float) -> int:
    return min(max(round(value), 1), 5)
