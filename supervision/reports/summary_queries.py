"""How are the figures of a report counted? By the database, slice by slice and month by month."""

from collections import Counter
from datetime import date
from typing import Any

from django.db.models import Count, F
from django.db.models.functions import TruncMonth

from supervision.measures.figures import Days

from .figures import FIGURES, conditions
from .queries import sessions_of

Months = dict[date, Counter[str]]


def counted(part_id: int, days: Days) -> list[dict[str, Any]]:
    """The figures of one slice for each month."""
    found = sessions_of(part_id).order_by().values(month=TruncMonth("held_on"))
    counts: Any = {key: Count("pk", filter=condition) for key, condition in conditions(days).items()}
    return [row | {"month": row["month"].isoformat()} for row in found.annotate(**counts).order_by(F("month"))]


def summed(slices: list[list[dict[str, Any]]]) -> Months:
    """The figures of all slices, by month, the earliest first."""
    months: Months = {}
    for rows in slices:
        for row in rows:
            counts = {key: row[key] for key in FIGURES}
            months.setdefault(date.fromisoformat(row["month"]), Counter()).update(counts)
    return dict(sorted(months.items()))
