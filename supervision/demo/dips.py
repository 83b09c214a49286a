"""Which dip samples are there in the demonstration? Two that are closed, and one that is being reviewed."""

import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from random import Random

from django.utils.timezone import localdate

from accounts.models import Person
from supervision.dip_vocabulary import Grade, SecondReviews
from supervision.dips.models import DipSample, RecordReview
from supervision.dips.services import drawing, reviewing

AGREE = 0.75  # of grades that a second person gives as the first did
GRADES = [Grade.OUTSTANDING, *[Grade.GOOD] * 5, *[Grade.REQUIRES_IMPROVEMENT] * 3, Grade.INADEQUATE]
DIFFERENCES = [
    "The plan for bedtimes was changed after it was talked through here, and the evenings have been calmer.",
    "It led to an earlier meeting with the school. What the child makes of that is not written down.",
    "The record does not say what came of it for the child.",
]
FEEDBACK = [
    "What the child said stands in their own words: go on with that. Say of each decision who else was asked.",
    "The thinking is easy to follow. Two action points have no day by which they are to be done.",
    "Much is said of what was done, and little of what it meant. Begin the next one with what the child wants.",
]


def make_dips(people: dict[str, Person], now: datetime) -> None:
    random = Random("dips")  # noqa: S311 - invented data
    grace, theo, una = (people[name] for name in ("Grace Underhill", "Theo Blackthorn", "Una Clearwater"))
    named = [theo, una, people["Imran Stormcloud"]]
    first = _draw(grace, named, now - timedelta(days=190), size=5, seed=7_301)
    _review(first, random, now - timedelta(days=180))
    drawing.close(sample=first, by=grace, at=now - timedelta(days=160))
    closed = _draw(grace, named, now - timedelta(days=80), size=6, seed=20_417)
    _review(closed, random, now - timedelta(days=70))
    drawing.close(sample=closed, by=grace, at=now - timedelta(days=50))
    named = [grace, una, *(people[name] for name in ("Priya Featherstone", "Rosa Wildwood", "Imran Stormcloud"))]
    _review(_draw(theo, named, now - timedelta(days=6), size=8, seed=93_062), random, now - timedelta(days=2), most=5)


def _draw(by: Person, auditors: Collection[Person], at: datetime, *, size: int, seed: int) -> DipSample:
    day = localdate(at)
    wanted = drawing.Wanted(
        first_on=day - timedelta(days=100), last_on=day - timedelta(days=7), teams=(), size=size, auditors=auditors,
        second=SecondReviews.HALF, ends_on=day + timedelta(days=28),
    )  # fmt: skip
    return drawing.draw_sample(wanted=wanted, seed=seed, key=uuid.uuid4(), by=by, at=at)


def _review(sample: DipSample, random: Random, at: datetime, *, most: int = 100) -> None:
    """So many of its reviews; who comes second mostly sees it as the first did."""
    said: dict[tuple[uuid.UUID, int], Grade] = {}
    reviews = RecordReview.objects.filter(sampled__sample=sample).select_related("sampled__sample", "auditor")
    for number, review in enumerate(reviews.order_by("sampled__number", "place")[:most]):
        for one in sample.criteria.all():
            if review.place == 1 or random.random() > AGREE:
                said[review.sampled_id, one.pk] = random.choice(GRADES)
        reviewing.give(
            sampled=review.sampled, grades={pk: grade for (of, pk), grade in said.items() if of == review.sampled_id},
            difference=DIFFERENCES[number % 3], feedback=FEEDBACK[number % 3], by=review.auditor,
            at=at + timedelta(minutes=47 * number),
        )  # fmt: skip
