"""How is narrative kept at rest? AES-256-GCM, each value bound to its own model, field and row.

A value copied to another row or another field, or changed by one bit, does not open.
Stored form: b"1" + length of key id + key id + 12-byte nonce + ciphertext with tag.
"""

import base64
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.query_utils import DeferredAttribute

FORMAT = b"1"
NONCE_BYTES = 12


class Tampered(Exception):
    """The stored bytes are not what was written for this row, or their key is not in the key ring."""


@lru_cache
def _ring(spec: str) -> dict[str, AESGCM]:
    """The key ring by key id, the current key first. `spec` is "id:base64,id:base64"."""
    ring = {}
    for part in spec.split(","):
        key_id, _, encoded = part.strip().partition(":")
        key = base64.urlsafe_b64decode(encoded)
        if len(key) != 32 or not key_id:
            raise ImproperlyConfigured("REFLECT_TEXT_KEYS: each key is an id, a colon and 32 bytes in base64.")
        ring[key_id] = AESGCM(key)
    return ring


def current_key_id() -> str:
    return next(iter(_ring(settings.REFLECT_TEXT_KEYS)))


def seal(text: str, *, binding: str) -> bytes:
    """Encrypt `text` for the place named by `binding`."""
    key_id = current_key_id()
    nonce = os.urandom(NONCE_BYTES)
    sealed = _ring(settings.REFLECT_TEXT_KEYS)[key_id].encrypt(nonce, text.encode(), binding.encode())
    name = key_id.encode()
    return FORMAT + bytes([len(name)]) + name + nonce + sealed


def key_id_of(stored: bytes) -> str:
    return stored[2 : 2 + stored[1]].decode()


def open_sealed(stored: bytes, *, binding: str) -> str:
    """Decrypt. Raises Tampered when the bytes, their place or their key are not as written."""
    stored = bytes(stored)
    try:
        if stored[:1] != FORMAT:
            raise ValueError("not a form that this version writes")
        key = _ring(settings.REFLECT_TEXT_KEYS)[key_id_of(stored)]
        start = 2 + stored[1]
        nonce, sealed = stored[start : start + NONCE_BYTES], stored[start + NONCE_BYTES :]
        return key.decrypt(nonce, sealed, binding.encode()).decode()
    except (InvalidTag, KeyError, IndexError, UnicodeDecodeError, ValueError) as error:
        raise Tampered(f"A stored text could not be opened for {binding}.") from error


class Sealed(bytes):
    """Bytes as stored, not opened yet."""


class SealedAttribute(DeferredAttribute):
    """Opens a stored value when it is first read, so that a list that shows no text decrypts none."""

    field: "SealedText"

    def __get__(self, row: models.Model | None, owner: Any = None) -> Any:
        value = super().__get__(row, owner)
        if row is not None and isinstance(value, Sealed):
            value = open_sealed(value, binding=self.field.binding(row))
            row.__dict__[self.field.attname] = value
        return value

    def __set__(self, row: models.Model, value: str | Sealed | None) -> None:
        row.__dict__[self.field.attname] = value


class SealedText(models.BinaryField):  # type: ignore[type-arg]
    """Text that is encrypted in its row. The row's key must be made in Python, before it is saved."""

    descriptor_class = SealedAttribute

    def binding(self, row: models.Model) -> str:
        return f"{row._meta.label_lower}.{self.attname}:{row.pk}"

    def from_db_value(self, value: bytes | None, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def get_default(self) -> str | None:
        return None if self.null else ""

    def pre_save(self, row: models.Model, add: bool) -> bytes | None:
        text = getattr(row, self.attname)
        return None if text is None else seal(text, binding=self.binding(row))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, str):
            raise TypeError("Text is sealed by save() or bulk_create(); an update() would store it in clear.")
        return super().get_db_prep_value(value, connection, prepared)
