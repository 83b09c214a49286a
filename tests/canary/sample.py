"""What does a reviewer of a dip sample write, and about which record? Through the services, as all the rest."""

from collections.abc import Callable

from accounts.models import Person
from supervision.sessions.models import SupervisionSession
from tests.dips import cast

OPEN, CLOSED = "of an open sample", "of a closed one"


def review_samples(
    word: Callable[[str, str], str], record: SupervisionSession, *, drawn_by: Person, reviewer: Person
) -> None:
    """One sample that is open, and one that is closed; the one review of the record was given in both."""
    for which in (OPEN, CLOSED):
        sampled = cast.drawn_with(record, drawn_by, [reviewer])
        texts = {name: word(f"ReviewWords.{name}", which) for name in ("difference", "feedback")}
        cast.give(sampled, reviewer, **texts)
        if which == CLOSED:
            cast.close(sampled.sample, drawn_by)
