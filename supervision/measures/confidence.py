"""What do a person's ratings show over the months? Means by area, with the gaps left in."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from accounts.models import Person
from supervision.rules.confidence import Month, change, mean, months
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions.models import ConfidenceDomain, ConfidenceRating


@dataclass(frozen=True)
class Area:
    """One area over the months: a mean for each month, None where it was not rated."""

    domain: ConfidenceDomain
    values: list[float | None]

    @property
    def latest(self) -> float | None:
        return next((value for value in reversed(self.values) if value is not None), None)

    @property
    def change(self) -> float | None:
        return change(self.values)


@dataclass(frozen=True)
class ConfidenceOverTime:
    months: list[Month]
    areas: list[Area]
    overall: list[float | None]

    @property
    def latest(self) -> float | None:
        return next((value for value in reversed(self.overall) if value is not None), None)

    @property
    def change(self) -> float | None:
        return change(self.overall)

    @property
    def enough_for_a_trend(self) -> bool:
        return self.change is not None


def confidence_of(person: Person, *, until: date) -> ConfidenceOverTime:
    """A person's own ratings by area and month, from records that count, with the gaps left in."""
    ratings = list(
        ConfidenceRating.objects.filter(
            rater=person,
            supervision_session__practitioner=person,
            supervision_session__state__in=COUNTED_AS_HELD,
        )
        .order_by("supervision_session__held_on")
        .values_list("domain_id", "supervision_session__held_on", "score")
    )
    by_cell: dict[tuple[int, Month], list[int | None]] = defaultdict(list)
    by_month: dict[Month, list[int | None]] = defaultdict(list)
    for domain, held_on, score in ratings:
        by_cell[domain, Month.of(held_on)].append(score)
        by_month[Month.of(held_on)].append(score)
    span = months(ratings[0][1], until) if ratings else []
    return ConfidenceOverTime(
        months=span,
        areas=[
            Area(domain, [mean(by_cell[domain.pk, month]) for month in span])
            for domain in ConfidenceDomain.objects.filter(is_asked=True)
        ],
        overall=[mean(by_month[month]) for month in span],
    )
