"""How long should a session be at least? By what the two have agreed, or by the policy, whichever asks for more."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from .agreement_queries import in_force
from .models import SupervisionArrangement


@dataclass(frozen=True)
class Least:
    minutes: int
    is_agreed: bool

    def __str__(self) -> str:
        asked = "The two have agreed on" if self.is_agreed else "The policy asks for at least"
        return f"{asked} {self.minutes} minutes"


def with_least(rows: QuerySet[Any], *, arrangement: str = "arrangement") -> QuerySet[Any]:
    """Rows of an arrangement, with what `least_in` needs; in a cover, of the supervision that is covered."""
    path = "" if arrangement == "pk" else f"{arrangement}__"
    agreed = in_force().filter(arrangement=Coalesce(OuterRef(f"{path}covers"), OuterRef(arrangement)))
    ready: QuerySet[Any] = rows.annotate(
        least_by_policy=Coalesce(f"{path}covers__policy__minutes", f"{path}policy__minutes"),
        least_agreed=Subquery(agreed.values("minutes")[:1]),
    )
    return ready


def least_in(row: Any) -> Least | None:
    """Of a row from `with_least`; None where nothing is asked for."""
    by_policy, agreed = row.least_by_policy, row.least_agreed
    if agreed and agreed >= (by_policy or 0):
        return Least(agreed, is_agreed=True)
    return Least(by_policy, is_agreed=False) if by_policy else None


def least_of(arrangement_id: int) -> Least | None:
    return least_in(with_least(SupervisionArrangement.objects.all(), arrangement="pk").get(pk=arrangement_id))
