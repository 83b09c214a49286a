"""Can anybody work out what a few people answered, from all that is shown together? The attacker tries every sum."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supervision.rules.disclosure import are_safe_together, blurred, coarsened, cut_by, safe_to_tell, showable, told

Group = frozenset[int]


def rank(rows: list[list[int]]) -> int:
    """Of a matrix, by exact elimination."""
    left, found = [[Fraction(value) for value in row] for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        left = [[a - b * row[column] / pivot[column] for a, b in zip(row, pivot, strict=True)] for row in left]
        found += 1
    return found


def leaks(shown: list[Group], known: Group, least: int) -> list[tuple[int, ...]]:
    """Sets of fewer than `least` people of whom some weighted sum of answers follows from the sums that are shown.

    Knowing somebody's answer takes them out of every sum. A sum over few people alone follows exactly when the sums,
    looked at without those few, are no longer as independent as they were. Whoever is in the same sums is in all that
    comes of them with the same weight, so that they are tried together.
    """
    alike: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for person in sorted(frozenset().union(*shown) - known):
        alike[tuple(int(person in group) for group in shown)].append(person)
    sums = [list(row) for row in zip(*alike, strict=True)]
    whole = rank(sums)

    def follows(few: tuple[int, ...]) -> bool:
        return rank([[value for place, value in enumerate(row) if place not in few] for row in sums]) < whole

    sizes = [len(people) for people in alike.values()]
    small = [place for place, size in enumerate(sizes) if size < least]
    sets = (few for many in range(1, least) for few in combinations(small, many))
    return [few for few in sets if sum(sizes[place] for place in few) < least and follows(few)]


Tell = Callable[[Mapping[str, Group], Group], Mapping[str, object]]


def agreed(shown: Mapping[str, Group], tell: Tell) -> list[frozenset[int]]:
    """Parts of which what is told would give away that all in them said the same, for some answers of theirs.

    The attacker knows the rule: they run it on everything that the people may have said, and compare what comes out.
    """
    alike: dict[tuple[bool, ...], list[int]] = defaultdict(list)
    for person in sorted(frozenset().union(*shown.values())):
        alike[tuple(person in group for group in shown.values())].append(person)
    parts = list(alike.values())
    worlds: dict[tuple[tuple[str, object], ...], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(*(range(len(part) + 1) for part in parts)):
        high = frozenset(person for part, count in zip(parts, counts, strict=True) for person in part[:count])
        worlds[tuple(sorted(tell(shown, high).items()))].append(counts)
    found = set()
    for possible in worlds.values():
        for place, part in enumerate(parts):
            if {counts[place] for counts in possible} in ({0}, {len(part)}):
                found.add(frozenset(part))
    return sorted(found, key=sorted)


def organisation(sizes: list[list[list[int]]], without_team: int) -> dict[str, Group]:
    """Agencies of services of teams of so many people, and some who are in no team: a group for each, largest first."""
    levels: list[dict[str, list[int]]] = [{"all": []}, {}, {}, {}]
    number = 0
    for a, services in enumerate(sizes):
        for s, teams in enumerate(services):
            for t, size in enumerate(teams):
                members = list(range(number, number + size))
                number += size
                for level, name in zip(levels, ("all", f"{a}", f"{a}.{s}", f"{a}.{s}.{t}"), strict=True):
                    level.setdefault(name, []).extend(members)
    levels[0]["all"].extend(range(number, number + without_team))
    return {name: frozenset(people) for level in levels for name, people in level.items()}


SIZES = st.lists(st.lists(st.lists(st.integers(0, 8), min_size=1, max_size=3), min_size=1, max_size=2),
                 min_size=1, max_size=2)  # fmt: skip


class TestTheAttacker:
    """Is any good: what it should find, it finds."""

    def test_subtracts_one_group_from_another(self) -> None:
        assert leaks([frozenset(range(9)), frozenset(range(6))], frozenset(), 5)

    def test_uses_what_it_knows_of_its_own_people(self) -> None:
        whole = [frozenset(range(8))]
        assert not leaks(whole, frozenset(), 5)
        assert leaks(whole, frozenset({0, 1, 2, 3}), 5)

    def test_combines_several_sums(self) -> None:
        teams, roles = [frozenset({0, 1, 2}), frozenset({3, 4, 5})], [frozenset({0, 1, 3}), frozenset({2, 4, 5})]
        assert leaks([*teams, *roles], frozenset(), 3)

    def test_subtracts_a_release_from_the_one_before(self) -> None:
        """One comes to a team of nine, which is safe to show by itself."""
        was, is_now = two_releases([(2, 2, 9), (0, 2, 1)])
        assert "all" in showable(was, 4) & showable(is_now, 4)
        assert leaks([was["all"], is_now["all"]], frozenset(), 4)
        assert showable(is_now, 4, (), [cut_by([was["all"]])]) == frozenset()

    def test_tries_what_people_may_have_said(self) -> None:
        """Of 10 people 8, of the second five 3: then all the first five, although no group is told to agree."""

        def one_by_one(shown: Mapping[str, Group], high: Group) -> dict[str, int]:
            return {key: blurred(len(people & high), len(people)) for key, people in shown.items()}

        assert frozenset(range(5)) in agreed(organisation([[[5, 5]]], 0), one_by_one)


@settings(max_examples=60, deadline=None)
@given(SIZES, st.integers(0, 6), st.sets(st.integers(0, 30)), st.integers(2, 4))
def test_no_sum_of_nested_groups_is_about_few_people(
    sizes: list[list[list[int]]], without_team: int, known: set[int], least: int
) -> None:
    groups = organisation(sizes, without_team)
    everybody = groups["all"]
    if not 0 < len(everybody) <= 20:
        return
    theirs = everybody & known
    shown = [groups[key] for key in showable(groups, least, theirs)]
    assert shown == [] or leaks(shown, theirs, least) == []


@settings(max_examples=40, deadline=None)
@given(SIZES, st.integers(0, 6))
def test_no_difference_of_figures_says_that_all_agreed(sizes: list[list[list[int]]], without_team: int) -> None:
    groups = organisation(sizes, without_team)
    shown = {key: people for key, people in groups.items() if key in showable(groups, 5)}
    assert len(groups["all"]) > 30 or agreed(shown, told) == []


def test_no_difference_of_teams_and_job_roles_says_that_all_agreed() -> None:
    """These cut across each other: five of each role in each team."""
    groups = {"all": frozenset(range(20)), "team": frozenset(range(10)), "role": frozenset(range(0, 20, 2))}
    assert showable(groups, 5) == groups.keys()
    assert agreed(groups, told) == []


def test_no_two_small_teams_are_ever_laid_open() -> None:
    """Every organisation of three teams of up to eight people in two services, and every part of one known."""
    for a, b, c in product(range(9), repeat=3):
        groups = organisation([[[a, b], [c]]], 0)
        for known in (frozenset[int](), frozenset(range(min(a, 2))), frozenset(range(a))):
            shown = [groups[key] for key in showable(groups, 5, known)]
            for smaller, larger in product(shown, repeat=2):
                others = len((larger - smaller) - known)
                assert not smaller <= larger or others == 0 or others >= 5, (a, b, c, known)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=1, max_size=20), st.integers(2, 4))
def test_no_sum_of_teams_and_job_roles_is_about_few_people(people: list[tuple[int, int]], least: int) -> None:
    """These cut across each other."""
    groups: dict[str, Group] = {"all": frozenset(range(len(people)))}
    for place, name in enumerate(("team", "role")):
        for value in sorted({person[place] for person in people}):
            groups[f"{name} {value}"] = frozenset(n for n, person in enumerate(people) if person[place] == value)
    shown = [groups[key] for key in showable(groups, least)]
    assert shown == [] or leaks(shown, frozenset(), least) == []


NOWHERE, UNPLACED = 0, 1  # else in a team: 2 to 5
ROLES = 2
JOBS = st.lists(st.tuples(st.integers(0, ROLES - 1), st.integers(0, ROLES - 1)), min_size=14, max_size=14)
PLACES = st.integers(NOWHERE, 5)
MOVES = st.lists(st.tuples(PLACES, PLACES, st.integers(1, 7)), min_size=1, max_size=8)


def placed(places: Mapping[int, int], roles: Mapping[int, int], roles_first: bool = False) -> dict[str, Group]:
    """The organisation, two services of two teams each, the teams, and job roles that cut across them."""
    here = {person: place for person, place in places.items() if place != NOWHERE}
    groups = {"all": frozenset(here)}
    groups |= {f"service {s}": frozenset(p for p in here if here[p] > 1 and here[p] % 2 == s) for s in (0, 1)}
    teams = {f"team {t}": frozenset(p for p in here if here[p] == t) for t in range(2, 6)}
    of_roles = {f"role {r}": frozenset(p for p in here if roles.get(p) == r) for r in range(ROLES)}
    return groups | (of_roles | teams if roles_first else teams | of_roles)


def two_releases(
    moves: list[tuple[int, int, int]],
    most: int = 14,
    roles: Sequence[tuple[int, int]] = (),
    roles_first: bool = False,
) -> tuple[dict[str, Group], dict[str, Group]]:
    """The groups before and after so many people each came, left, changed their team or stayed.

    With their job roles then and now, if roles are shown as well, before the teams or after them.
    """
    people = [(was, is_now) for was, is_now, many in moves for _ in range(many)][:most]
    before = {number: was for number, (was, _) in enumerate(people)}
    after = {number: is_now for number, (_, is_now) in enumerate(people)}
    then, now = (dict(enumerate(one)) for one in zip(*roles, strict=True)) if roles else ({}, {})
    return placed(before, then, roles_first), placed(after, now, roles_first)


@settings(max_examples=200, deadline=None)
@given(MOVES, JOBS, st.booleans(), st.sets(st.integers(0, 13), max_size=6), st.integers(2, 4))
@example([(2, 2, 9), (0, 2, 1)], [], False, set(), 4)  # one came
@example([(2, 2, 9), (2, 0, 1), (0, 3, 3)], [], False, {10}, 4)  # one left and three came, of whom one is known
@example([(2, 2, 5), (3, 3, 5), (2, 3, 1)], [], False, set(), 3)  # one changed their team
@example([(2, 2, 6), (3, 3, 6)], [(n % 2, n % 2) for n in range(11)] + [(1, 0)], True, set(), 3)  # and their job
def test_no_difference_of_two_releases_is_about_few_people(
    moves: list[tuple[int, int, int]], jobs: list[tuple[int, int]], roles_first: bool, known: set[int], least: int
) -> None:
    """Whoever compares them takes all who stayed to have said the same again, and knows the scores of their own."""
    was, is_now = two_releases(moves, 14, jobs, roles_first)
    first = [was[key] for key in showable(was, least, known)]
    second = [is_now[key] for key in showable(is_now, least, known, [cut_by(first)])]
    assert second == [] or leaks([*first, *second], frozenset(known), least) == []


@settings(max_examples=60, deadline=None)
@given(MOVES, JOBS, st.booleans(), st.sets(st.integers(0, 13), max_size=6), st.integers(2, 4))
def test_who_knows_some_scores_is_shown_no_more_than_others_and_cannot_compare_it_either(
    moves: list[tuple[int, int, int]], jobs: list[tuple[int, int]], roles_first: bool, known: set[int], least: int
) -> None:
    """As a quarter closes: what all may see, and of that what somebody may who supervises some of the people."""
    releases, to_all, to_them = two_releases(moves, 14, jobs, roles_first), list[Group](), list[Group]()
    seen: list[Group] = []
    for groups in releases:
        shown = {key: groups[key] for key in groups if key in showable(groups, least, (), [cut_by(to_all)])}
        theirs = showable(shown, least, known, [cut_by(to_them)])
        is_safe_to = safe_to_tell(cut_by(shown.values()), least, [cut_by(to_them)])
        assert not shown or is_safe_to(known) == is_safe_to(known) == (theirs == shown.keys())
        to_all, to_them = list(shown.values()), [shown[key] for key in theirs]
        seen += to_them
    assert seen == [] or leaks(seen, frozenset(known), least) == []


def test_a_release_is_shown_when_nobody_or_enough_people_came_and_went() -> None:
    """Teams of nine and eight: nobody, one, four or five came to the first. Or one of each of five teams left."""
    beside, changed = {"service 1", "team 3"}, {"all", "service 0", "team 2"}
    for came, shown in ((0, beside | changed), (1, beside), (4, beside), (5, beside | changed)):
        was, is_now = two_releases([(2, 2, 9), (0, 2, came), (3, 3, 8)], most=30)
        assert showable(is_now, 5, (), [cut_by(was.values())]) == shown, came
    teams = [frozenset(range(6 * n, 6 * n + 6)) for n in range(5)]
    left = frozenset(person for team in teams for person in sorted(team)[:5])
    assert are_safe_together(teams, [left], 5)  # five people in all
    assert not are_safe_together(teams, [left & teams[0], left - teams[0]], 5)  # one of the first team


def test_a_large_team_is_shown_and_the_small_one_beside_it_with_another_hidden() -> None:
    groups = organisation([[[9, 3, 6, 7]]], 0)
    # Of 9 + 3 + 6 + 7, the team of three could be told from the rest if all others were shown.
    assert showable(groups, 5) == {"all", "0", "0.0", "0.0.0", "0.0.2"}


def test_who_supervises_all_of_a_team_learns_nothing_new_from_it() -> None:
    groups = organisation([[[6, 6]]], 0)
    assert showable(groups, 5, frozenset(range(6))) == groups.keys()


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1), st.integers(0, 4), st.integers(0, 3)), min_size=5, max_size=60),
    st.integers(2, 5),
)
def test_what_is_kept_is_kept_of_enough_people_alike(people: list[tuple[int, int, int]], least: int) -> None:
    asked = dict(enumerate(people))
    kept = coarsened(asked, least)
    assert min(Counter(kept.values()).values()) >= least
    for person, values in kept.items():
        for place, value in enumerate(values):
            assert value in (None, asked[person][place])
    for place in range(3):  # a value is kept of everybody who has it, or of nobody
        known = {values[place] for values in kept.values()} - {None}
        assert {p for p in asked if asked[p][place] in known} == {p for p in asked if kept[p][place] is not None}


def test_fewer_people_than_the_threshold_are_not_asked() -> None:
    with pytest.raises(ValueError):
        coarsened({1: ("a",), 2: ("a",)}, 5)
