"""How do stored texts get a new encryption key? Row by row, sealed form only; the plain text stays the same."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction

from supervision.audit.services import record as audit
from supervision.encryption import SealedText, current_key_id, key_id_of
from supervision.vocabulary import AuditAction

BATCH = 500  # rows locked at a time


def rotate(*, at: datetime) -> int:
    """Seal every text that has an older key with the current one; gives how many rows changed.

    Needs the role that owns the tables: the runtime role may not touch a locked record even to do this.
    Safe to end and to start again.
    """
    changed = sum(_rotate_batch(model, keys) for model in _models_with_text() for keys in _batches(model))
    audit(actor=None, action=AuditAction.ROTATED, kind="text_key", object_id=current_key_id(), at=at, rows=changed)
    return changed


def _models_with_text() -> Iterator[type[models.Model]]:
    """Of every app: a key is only gone from use when no text anywhere needs it."""
    for model in apps.get_models():
        if _sealed_fields(model):
            yield model


def _sealed_fields(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, SealedText)]


def _batches(model: type[models.Model]) -> Iterator[list[Any]]:
    keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]


@transaction.atomic
def _rotate_batch(model: type[models.Model], keys: list[Any]) -> int:
    rows = model._default_manager.select_for_update().filter(pk__in=keys)
    return sum(_rotate_row(row) for row in rows)


def _rotate_row(row: models.Model) -> bool:
    # The stored bytes are looked at in the row's dictionary: reading the attribute would open them.
    stored = {name: row.__dict__[name] for name in _sealed_fields(type(row))}
    stale = [name for name, sealed in stored.items() if sealed and key_id_of(sealed) != current_key_id()]
    if stale:
        row.save(update_fields=stale)
    return bool(stale)
