"""Is every field that can hold text classified, and is narrative sealed?"""

from collections.abc import Iterable

from django.apps import apps
from django.db import models

from supervision.encryption import SealedText
from tests.guards.fields import CLEAR_TEXT, NARRATIVE, OURS

TEXT = (models.CharField, models.TextField, models.BinaryField, models.JSONField)
OF_NUMBERS = {"UUIDField"}


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith(("accounts.", "supervision."))]


def text_fields(models_of: Iterable[type[models.Model]]) -> dict[str, models.Field]:  # type: ignore[type-arg]
    return {
        f"{model.__name__}.{field.name}": field
        for model in models_of
        for field in model._meta.concrete_fields
        if isinstance(field, TEXT) or type(field).__name__ == "ArrayField"
    }


def listed(table: dict[str, str]) -> set[str]:
    return {f"{model}.{name}" for model, names in table.items() for name in names.split()}


def test_every_field_that_can_hold_text_is_classified_once() -> None:
    groups = [listed(NARRATIVE), listed(CLEAR_TEXT), listed(OURS)]
    assert set(text_fields(our_models())) == set.union(*groups)
    assert sum(map(len, groups)) == len(set.union(*groups))


def test_narrative_is_sealed_and_nothing_else_is() -> None:
    sealed = {name for name, field in text_fields(our_models()).items() if isinstance(field, SealedText)}
    assert sealed == listed(NARRATIVE)


def test_a_planted_field_is_found() -> None:
    class Planted(models.Model):
        remark = models.TextField()

        class Meta:
            app_label = "planted"

        def __str__(self) -> str:
            return self.remark

    assert set(text_fields([Planted])) - listed(NARRATIVE) - listed(CLEAR_TEXT) - listed(OURS) == {"Planted.remark"}


def test_tables_of_metadata_hold_no_narrative() -> None:
    with_text = set(NARRATIVE)
    assert not with_text & {
        "Case",
        "Attendance",
        "SupervisionSession",
        "SupervisionArrangement",
        "ConfidenceRating",
        "EmotionalRating",
    }
