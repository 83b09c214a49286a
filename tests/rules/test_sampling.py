"""Is a sample drawn by chance alone, from each team in proportion, and the same again by the same seed?"""

import uuid
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.rules.sampling import NobodyLeft, draw, reviewers, shares

FRAME = {team: [uuid.UUID(int=1000 * place + n) for n in range(size)] for place, (team, size) in
         enumerate([("a", 12), ("b", 6), ("c", 2)], start=1)}  # fmt: skip


@given(st.dictionaries(st.integers(), st.integers(1, 40), min_size=1, max_size=6), st.floats(0, 1))
def test_each_team_has_one_at_least_and_its_share(sizes: dict[int, int], part: float) -> None:
    total = sum(sizes.values())
    size = len(sizes) + round(part * (total - len(sizes)))
    found = shares(sizes, size)
    assert sum(found.values()) == size
    for team, number in found.items():
        assert 1 <= number <= sizes[team]
        assert number <= max(1, sizes[team] * size / total + 1)


def test_shares_of_a_table_worked_out_by_hand() -> None:
    assert shares({"a": 12, "b": 6, "c": 2}, 10) == {"a": 6, "b": 3, "c": 1}
    assert shares({"a": 30, "b": 1, "c": 1}, 4) == {"a": 2, "b": 1, "c": 1}
    with pytest.raises(ValueError, match="2 from 3 strata"):
        shares({"a": 1, "b": 1, "c": 1}, 2)


def test_the_same_seed_draws_the_same_and_another_one_others() -> None:
    again = {team: list(reversed(ids)) for team, ids in FRAME.items()}
    assert draw(FRAME, 10, 7) == draw(again, 10, 7)
    assert draw(FRAME, 10, 7) != draw(FRAME, 10, 8)


def test_every_record_of_a_team_is_drawn_as_often_as_any_other() -> None:
    counted = Counter(one for seed in range(600) for _, one in draw(FRAME, 10, seed))
    assert all(250 < counted[one] < 350 for one in (*FRAME["a"], *FRAME["b"], *FRAME["c"]))  # half of 600


def test_reviews_are_shared_out_and_nobody_has_what_they_may_not() -> None:
    records = FRAME["a"]
    may = {one: {1, 2, 3} - {1 + place % 3} for place, one in enumerate(records)}
    found = reviewers(records, may, records[::2], 7)
    assert all(set(people) <= may[one] and len(set(people)) == len(people) for one, people in found.items())
    assert [len(found[one]) for one in records] == [2, 1] * 6
    counted = Counter(person for people in found.values() for person in people)
    assert max(counted.values()) - min(counted.values()) <= 2
    with pytest.raises(NobodyLeft):
        reviewers(records, {one: {1} for one in records}, records[:1], 7)
