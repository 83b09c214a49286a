"""What do a person's ratings show over the months? Means by area, their own and their supervisors', gaps left in."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from accounts.models import Person
from supervision.charts.models import Looked
from supervision.rules.confidence import Month, baseline, change, dips_early, latest, mean, months
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions.models import ConfidenceDomain, ConfidenceRating, EmotionalRating, RetrospectiveRating
from supervision.vocabulary import EmotionalItem

LEARNING = "A score that dips early on often means that somebody has seen more of what the work asks: that is learning."
Values = list[float | None]
Cell = tuple[int, Month, bool]  # the area, when, and whether it is the person's own


def explained(sentence: str, values: Values) -> str:
    """With what an early dip means, where there is one."""
    return f"{sentence} {LEARNING}" if dips_early(values) else sentence


@dataclass(frozen=True)
class Area:
    """One area over the months: a mean for each month, None where it was not rated. `beside` is the supervisors'."""

    domain: ConfidenceDomain
    values: Values
    beside: Values = field(default_factory=list)

    @property
    def baseline(self) -> float | None:
        return baseline(self.values)

    @property
    def latest(self) -> float | None:
        return latest(self.values)

    @property
    def change(self) -> float | None:
        return change(self.values)

    @property
    def lower(self) -> float:
        """By how much it has gone down."""
        return -(self.change or 0)


@dataclass(frozen=True)
class ConfidenceOverTime:
    months: list[Month]
    areas: list[Area]
    overall: Values
    overall_beside: Values = field(default_factory=list)

    @property
    def latest(self) -> float | None:
        return latest(self.overall)

    @property
    def change(self) -> float | None:
        return change(self.overall)

    @property
    def enough_for_a_trend(self) -> bool:
        return self.change is not None

    @property
    def in_words(self) -> str:
        """What a line of the averages shows, for who cannot see it; nothing until there is one."""
        if self.change is None:
            return ""
        scored = [(month, value) for month, value in zip(self.months, self.overall, strict=True) if value is not None]
        (began, first), (month, last) = scored[0], scored[-1]
        moved = "stayed the same" if not self.change else f"went {'up' if self.change > 0 else 'down'}"
        says = f"It {moved}: {first:g} in {began.first_day:%B %Y}, and {last:g} in {month.first_day:%B %Y}."
        return explained(says, self.overall)


def confidence_of(person: Person, *, until: date) -> ConfidenceOverTime:
    """A person's ratings by area and month, from records that count, with the gaps left in.

    Beside them those of the supervisors who took part, which are no part of any figure of the person's own.
    """
    ratings = list(
        ConfidenceRating.objects.filter(
            supervision_session__practitioner=person, supervision_session__state__in=COUNTED_AS_HELD
        )
        .order_by("supervision_session__held_on")
        .values_list("domain_id", "supervision_session__held_on", "rater", "score")
    )
    by_cell: dict[Cell, list[int | None]] = defaultdict(list)
    by_month: dict[tuple[Month, bool], list[int | None]] = defaultdict(list)
    for domain, held_on, rater, score in ratings:
        by_cell[domain, Month.of(held_on), rater == person.pk].append(score)
        by_month[Month.of(held_on), rater == person.pk].append(score)
    span = months(ratings[0][1], until) if ratings else []
    areas = [
        Area(domain, *([mean(by_cell[domain.pk, month, own]) for month in span] for own in (True, False)))
        for domain in ConfidenceDomain.objects.filter(is_asked=True)
    ]
    return ConfidenceOverTime(span, areas, *([mean(by_month[month, own]) for month in span] for own in (True, False)))


def felt_by(person: Person, *, span: list[Month]) -> dict[EmotionalItem, Values]:
    """How worried and how anxious the work made somebody, by month. Apart from confidence, and never ranked."""
    felt: dict[tuple[str, Month], list[int | None]] = defaultdict(list)
    rows = EmotionalRating.objects.filter(
        rater=person, supervision_session__practitioner=person, supervision_session__state__in=COUNTED_AS_HELD
    ).values_list("item", "supervision_session__held_on", "score")
    for item, held_on, score in rows:
        felt[item, Month.of(held_on)].append(score)
    return {item: [mean(felt[item, month]) for month in span] for item in EmotionalItem}


def looked_back_by(person: Person) -> dict[tuple[int, Month], list[Looked]]:
    """What somebody said later of each area and month, in the order in which they said it."""
    said: dict[tuple[int, Month], list[Looked]] = defaultdict(list)
    for one in RetrospectiveRating.objects.filter(rater=person):
        said[one.domain_id, Month.of(one.as_of)].append(Looked(one.score, one.given_on))
    return said
