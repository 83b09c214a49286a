"""Is what samples say over time theirs alone, counted once for each record, with the most to do first?"""

from datetime import timedelta
from typing import Any

from accounts.models import Person
from supervision.dip_vocabulary import Grade, SecondReviews
from supervision.dips import result_queries
from supervision.dips.models import Criterion, DipSample
from supervision.dips.result_queries import Result
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import Role
from tests.dips import cast
from tests.people import NOW, lock, make_person, send, start

GOOD, POOR = Grade.GOOD, Grade.INADEQUATE
PAGE = "/dip-samples/"


def sign(arrangement: SupervisionArrangement, many: int) -> None:
    for _ in range(many):
        lock(send(start(arrangement)))


def some(result: Result) -> dict[Grade, int]:
    return {grade: count for grade, count in result.counts if count}


def test_closed_samples_stand_side_by_side_and_nothing_of_an_open_one_reaches_managers(
    arrangement: SupervisionArrangement, manager: Person, signed_in: Any
) -> None:
    sign(arrangement, 4)
    auditor, samples = make_person("Abe Reeds", Role.SUPERVISOR), []
    for hours, grade in enumerate((GOOD, POOR, Grade.OUTSTANDING)):
        at = NOW + timedelta(hours=hours)
        sample = cast.draw(manager, [auditor], size=2, at=at)
        for one in sample.records.all():
            cast.give(one, auditor, grade, at=at)
        samples.append(sample)
    first, second, still_open = samples
    for sample in (first, second):
        cast.close(sample, manager)
    client = signed_in(manager)
    shown = client.get(f"{PAGE}over-time/").context["criteria"]
    assert len(shown) == 7
    for _, results in shown:
        assert [(one.sample, some(one)) for one in results] == [(second, {POOR: 2}), (first, {GOOD: 2})]
    assert "What was found<" not in client.get(f"{PAGE}{still_open.pk}/").content.decode()


def test_half_are_reviewed_twice_and_a_second_review_counts_where_the_first_was_not_given(
    arrangement: SupervisionArrangement, manager: Person
) -> None:
    sign(arrangement, 6)
    auditors = [make_person(name, Role.SUPERVISOR) for name in ("Abe Reeds", "Bo Reeds")]
    sample = cast.draw(manager, auditors, size=3, second=SecondReviews.HALF)
    reviews = [list(one.reviews.all()) for one in sample.records.all()]
    assert [len(named) for named in reviews] == [2, 1, 2]
    said = [(None, POOR), (GOOD,), (GOOD, POOR)]
    for named, grades in zip(reviews, said, strict=True):
        for review, grade in zip(named, grades, strict=True):
            if grade:
                cast.give(review.sampled, review.auditor, grade)
    result = result_queries.results_of([sample])[0]
    assert some(result) == {GOOD: 2, POOR: 1}
    assert (result.equal, result.pairs) == (0, 1)


def test_themes_are_the_three_with_the_largest_share_to_do() -> None:
    graded = {"a quarter": (3, 1), "three quarters": (1, 3), "all": (0, 2), "none": (4, 0), "half": (1, 1)}
    results = [
        Result(DipSample(), Criterion(name=name), [(GOOD, good), (POOR, poor)], 0, 0)
        for name, (good, poor) in graded.items()
    ]
    assert [one.criterion.name for one in result_queries.themes(results)] == ["all", "three quarters", "half"]
