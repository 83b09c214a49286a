"""How confident were the two of a record, and how did the work feel? Asked along with the record, in one question."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

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
