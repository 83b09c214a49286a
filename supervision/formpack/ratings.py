"""How are the areas of confidence asked? As data says, five points each, nothing chosen beforehand."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from supervision.vocabulary import FEELING_POINTS, EmotionalItem

from .fields import NOT_USED, RatingField

if TYPE_CHECKING:
    from supervision.sessions.models import ConfidenceDomain

Choices = Sequence[tuple[str, str]]


def points(scale: Iterable[str]) -> Choices:
    return [(str(point), label) for point, label in enumerate(scale, start=1)]


def rating_fields(domains: "Iterable[ConfidenceDomain]", choices: Choices) -> dict[str, forms.Field]:
    return {
        f"rating_{domain.pk}": RatingField(
            label=domain.question[:1].upper() + domain.question[1:], choices=choices, required=False
        )
        for domain in domains
    }


def feeling_fields() -> dict[str, forms.Field]:
    return {
        f"feeling_{item.value}": RatingField(
            label=item.label[:1].upper() + item.label[1:], choices=points(FEELING_POINTS), required=False
        )
        for item in EmotionalItem
    }


def ratings_in(cleaned: dict[str, Any]) -> dict[int, int | None]:
    """Scores by domain id; None is "not used since last session"."""
    return {
        int(name.removeprefix("rating_")): None if value == NOT_USED else int(value)
        for name, value in cleaned.items()
        if name.startswith("rating_") and value
    }


def feelings_in(cleaned: dict[str, Any]) -> dict[str, int]:
    return {
        name.removeprefix("feeling_"): int(value)
        for name, value in cleaned.items()
        if name.startswith("feeling_") and value
    }
