"""What do the reviews of samples say, criterion by criterion, and how often do two reviewers agree? Each said once.

Counted is, of each record, its first review, or the second where the first was not given. Agreement is, of the records
that two people graded on a criterion, the share on which they gave the same grade.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from accounts.models import Person
from supervision.dip_vocabulary import Grade

from .models import Criterion, CriterionGrade, DipSample
from .queries import managed_by

TO_DO = (Grade.REQUIRES_IMPROVEMENT, Grade.INADEQUATE)
SAMPLES_SHOWN = 12


@dataclass(frozen=True)
class Result:
    """What a sample says of one criterion."""

    sample: DipSample
    criterion: Criterion
    counts: list[tuple[Grade, int]]  # in the order of the grades
    equal: int
    pairs: int

    @property
    def graded(self) -> int:
        return sum(count for _, count in self.counts)

    @property
    def to_do(self) -> int:
        return sum(count for grade, count in self.counts if grade in TO_DO)

    @property
    def agreement(self) -> str:
        return f"{round(100 * self.equal / self.pairs)}%" if self.pairs else "–"


def results_of(samples: Collection[DipSample]) -> list[Result]:
    """Of each sample, criterion by criterion in their order; three questions, however many samples."""
    counted, agreed = _counted(samples), _agreed(samples)
    criteria = DipSample.criteria.through.objects.filter(dipsample__in=samples).select_related("criterion")
    by_id = {sample.pk: sample for sample in samples}
    found = []
    for row in criteria.order_by("criterion__position", "criterion__key"):
        cell = (row.dipsample_id, row.criterion_id)
        counts = [(grade, counted.get((*cell, grade), 0)) for grade in Grade]
        found.append(Result(by_id[row.dipsample_id], row.criterion, counts, *agreed.get(cell, (0, 0))))
    return found


def _counted(samples: Collection[DipSample]) -> dict[tuple[UUID, int, str], int]:
    sample = "review__sampled__sample"
    first = CriterionGrade.objects.filter(review__sampled=OuterRef("review__sampled"), review__place=1)
    rows = (
        CriterionGrade.objects.filter(Q(review__place=1) | ~Exists(first), review__sampled__sample__in=samples)
        .order_by()
        .values_list(sample, "criterion", "grade")
        .annotate(n=Count("pk"))
    )
    return {(sample_id, criterion, grade): n for sample_id, criterion, grade, n in rows}


def _agreed(samples: Collection[DipSample]) -> dict[tuple[UUID, int], tuple[int, int]]:
    """On how many records two people gave the same grade, and how many they both graded."""
    first = CriterionGrade.objects.filter(
        review__sampled=OuterRef("review__sampled"), review__place=1, criterion=OuterRef("criterion")
    ).values("grade")
    rows = (
        CriterionGrade.objects.filter(review__place=2, review__sampled__sample__in=samples)
        .annotate(first=Subquery(first))
        .exclude(first=None)
        .order_by()
        .values_list("review__sampled__sample", "criterion")
        .annotate(equal=Count("pk", filter=Q(grade=F("first"))), pairs=Count("pk"))
    )
    return {(sample_id, criterion): (equal, pairs) for sample_id, criterion, equal, pairs in rows}


def themes(results: Collection[Result]) -> list[Result]:
    """The criteria of a sample on which most is to be done, the largest share first; none where nothing is."""
    found = [result for result in results if result.to_do]
    return sorted(found, key=lambda one: -one.to_do / one.graded)[:3]


def over_time(manager: Person) -> list[tuple[str, list[Result]]]:
    """By criterion, under its newest name, what the closed samples within reach say, the latest first."""
    samples = list(managed_by(manager).exclude(closed_at=None)[:SAMPLES_SHOWN])
    order = {sample.pk: place for place, sample in enumerate(samples)}
    by_key: dict[str, list[Result]] = {}
    for result in results_of(samples):
        by_key.setdefault(result.criterion.key, []).append(result)
    rows = [sorted(found, key=lambda one: order[one.sample.pk]) for found in by_key.values()]
    return [(found[0].criterion.name, found) for found in rows]
