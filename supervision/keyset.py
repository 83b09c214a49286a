"""How is a long list cut into pages? Each begins after the last row of the one before, without counting up to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

PAGE = 50
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Keyset:
    """In the order of a day or a moment, and of the key where that is the same. `field` may reach over a relation."""

    field: str
    newest_first: bool = True

    @property
    def order(self) -> tuple[str, str]:
        sign = "-" if self.newest_first else ""
        return f"{sign}{self.field}", f"{sign}pk"

    def page(self, rows: QuerySet[Any], after: str = "") -> "Page":
        """The rows after that place. Raises ValueError for what is no place in this list."""
        rows = rows.order_by(*self.order)
        found = list((self._after(rows, after) if after else rows)[: PAGE + 1])
        return Page(found[:PAGE], self.place_of(found[PAGE - 1]) if len(found) > PAGE else "")

    def place_of(self, row: Any) -> str:
        value = row
        for name in self.field.split("__"):
            value = getattr(value, name)
        return f"{value.isoformat()}_{row.pk}".replace("+00:00", "Z")  # nothing that an address would change

    def _after(self, rows: QuerySet[Any], place: str) -> QuerySet[Any]:
        said, _, key = place.partition("_")
        value = datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
        pk = _as_key(rows, key)
        sign = "lt" if self.newest_first else "gt"
        later = Q(**{f"{self.field}__{sign}": value}) | Q(**{self.field: value, f"pk__{sign}": pk})
        return rows.filter(later, **{f"{self.field}__{sign}e": value})


def _as_key(rows: QuerySet[Any], key: str) -> Any:
    try:
        return rows.model._meta.pk.to_python(key)
    except ValidationError as error:
        raise ValueError(key) from error


@dataclass(frozen=True)
class Page:
    """`next` is the place of its last row, empty when there is no more."""

    rows: Sequence[Any]
    next: str


def how_many(rows: QuerySet[Any]) -> int:
    """At most one more than are counted: counting all of a long list would take longer than reading a page of it."""
    return rows.order_by().values("pk")[: MOST_COUNTED + 1].count()


def in_words(count: int, unit: str = "row") -> str:
    if count > MOST_COUNTED:
        return f"More than {MOST_COUNTED:,} {unit}s"
    return f"{count:,} {unit}{'' if count == 1 else 's'}"
