"""How do some of the invented people see, looking back, where they began? A little less sure than they rated then."""

import uuid
from datetime import datetime, timedelta

from django.utils.timezone import localdate

from accounts.models import Person
from supervision.sessions.models import ConfidenceRating
from supervision.sessions.rating_queries import days_rated_by
from supervision.sessions.services.looking_back import look_back

WHO = ["Amara Quillfeather", "Jodie Winterbourne", "Samir Oakenshaw"]
AREAS = 6  # of ten: each is optional


def look_back_from(people: dict[str, Person], now: datetime) -> None:
    for number, name in enumerate(WHO):
        person, at = people[name], now - timedelta(days=10 + number)
        first = days_rated_by(person, before=localdate(at))[0]
        then = ConfidenceRating.objects.filter(
            rater=person, supervision_session__held_on=first, score__isnull=False
        ).order_by("domain__position")
        scores = {one.domain_id: max(1, (one.score or 1) - 1) for one in then[:AREAS]}
        look_back(as_of=first, scores=scores, key=uuid.uuid4(), by=person, at=at)
