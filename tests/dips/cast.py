"""How does a test get a sample in which the records are that it is about?"""

import itertools
import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from accounts.models import Person
from supervision.dip_vocabulary import Grade, SecondReviews
from supervision.dips import queries
from supervision.dips.models import DipSample, RecordReview, SampledRecord
from supervision.dips.services import drawing, reviewing
from supervision.rules.sampling import draw as drawn_by
from supervision.sessions.models import SupervisionSession
from tests.people import NOW, TODAY


def wanted(auditors: Collection[Person], **given: Any) -> drawing.Wanted:
    known = {
        "first_on": TODAY - timedelta(days=30), "last_on": TODAY, "teams": (), "size": 1, "second": SecondReviews.NONE,
        "ends_on": TODAY + timedelta(days=20), "auditors": auditors,
    }  # fmt: skip
    return drawing.Wanted(**known | given)


def draw(by: Person, auditors: Collection[Person], *, seed: int = 7, at: Any = NOW, **given: Any) -> DipSample:
    return drawing.draw_sample(wanted=wanted(auditors, **given), seed=seed, key=uuid.uuid4(), by=by, at=at)


def drawn_with(
    record: SupervisionSession, by: Person, auditors: Collection[Person], *, at: Any = NOW, **given: Any
) -> SampledRecord:
    """A sample with the first seed that draws this record, and its place there."""
    want = wanted(auditors, **given)
    frame = queries.frame_of(by, first_on=want.first_on, last_on=want.last_on, teams=want.teams, at=at)
    seed = next(n for n in itertools.count() if record.pk in [one for _, one in drawn_by(frame, want.size, n)])
    return draw(by, auditors, seed=seed, at=at, **given).records.get(supervision_session=record)


def give(
    sampled: SampledRecord, by: Person, grade: Grade = Grade.GOOD, *, difference: str = "A calmer week",
    feedback: str = "Go on asking", at: Any = NOW,
) -> RecordReview:  # fmt: skip
    grades = dict.fromkeys(sampled.sample.criteria.values_list("pk", flat=True), grade)
    return reviewing.give(sampled=sampled, grades=grades, difference=difference, feedback=feedback, by=by, at=at)


def close(sample: DipSample, by: Person, at: Any = NOW) -> DipSample:
    return drawing.close(sample=sample, by=by, at=at)
