"""How confident were the two of a record, and how did the work feel? Asked along with the record, in one question."""

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import Person
from supervision.rules.record_states import COUNTED_AS_HELD

from .models import ConfidenceRating, EmotionalRating, SupervisionSession

FELT = ArraySubquery(
    EmotionalRating.objects.filter(supervision_session=OuterRef("pk"))
    .order_by("pk")
    .values(json=JSONObject(who="rater__name", item="item", score="score"))
)
RATED = ArraySubquery(
    ConfidenceRating.objects.filter(supervision_session=OuterRef("pk"))
    .order_by("domain__position", "pk")
    .values(json=JSONObject(area="domain", question="domain__question", who="rater", score="score"))
)


def felt_in(record: SupervisionSession) -> list[dict[str, Any]]:
    """How the work felt: who, item and score; `get_record` asked along with the record."""
    felt: list[dict[str, Any]] = record.felt  # type: ignore[attr-defined]
    return felt


def rated_in(record: SupervisionSession) -> list[dict[str, Any]]:
    """The confidence ratings in the order of the areas: whose, and the score; None is "not used"."""
    rated: list[dict[str, Any]] = record.rated  # type: ignore[attr-defined]
    return rated


def own_ratings() -> QuerySet[ConfidenceRating]:
    """Of practitioners' own confidence, from records that count."""
    return ConfidenceRating.objects.filter(
        rater=F("supervision_session__practitioner"),
        supervision_session__state__in=COUNTED_AS_HELD,
        score__isnull=False,
    )


def days_rated_by(person: Person, *, before: date) -> list[date]:
    """The days of sessions of one's own in which one rated oneself, the first one first."""
    rated = own_ratings().filter(rater=person, supervision_session__held_on__lt=before)
    days = rated.order_by("supervision_session__held_on").values_list("supervision_session__held_on", flat=True)
    return list(days.distinct())
