"""Which figures about groups can be shown, so that nobody's own answer can be worked out from them?

Figures of groups can be added and subtracted, and whatever comes of that is constant on the pieces into which the
shown groups cut the people: two people are in one piece when they are in the same shown groups. So if each piece has
enough people in it, every sum that anybody can make has. The same is asked of two releases together, as if nobody
had changed their mind between them. What is shown depends on who answered and never on what they answered: a figure
that is hidden says nothing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
Person = TypeVar("Person", bound=Hashable)

LEAST, MOST = 5, 10  # between which a threshold is set


def cut(pieces: Collection[frozenset[Person]], group: Collection[Person]) -> list[frozenset[Person]]:
    """The pieces as they are when one more group is shown. Who is in no shown group is in no piece."""
    within, found = frozenset(group), []
    rest = within
    for piece in pieces:
        if piece.isdisjoint(within):
            found.append(piece)
        else:
            found += [piece & within, piece - within]
            rest -= piece
    return [piece for piece in (*found, rest) if piece]


def is_safe(pieces: Collection[frozenset[Person]], least: int, known: Collection[Person] = ()) -> bool:
    """Whether each piece has `least` people besides those whose answers the onlooker knows, or none besides them.

    A piece in which the onlooker knows everybody tells them nothing new, but for others it has to be large enough.
    """
    others = [(len(piece), len(piece.difference(known))) for piece in pieces]
    return all(size >= least and not 0 < unknown < least for size, unknown in others)


def cut_by(groups: Iterable[Collection[Person]]) -> list[frozenset[Person]]:
    """The pieces that several groups make of their people."""
    pieces: list[frozenset[Person]] = []
    for group in groups:
        pieces = cut(pieces, group)
    return pieces


def are_safe_together(
    before: Collection[frozenset[Person]],
    now: Collection[frozenset[Person]],
    least: int,
    known: Collection[Person] = (),
) -> bool:
    """Whether no difference of two releases is about fewer than `least` people, were all to answer as they did before.

    Somebody ties the piece they were in to the piece they are in, or to neither (0), where they came or left. Weigh
    the pieces as you like: what comes out is about everybody whose two pieces weigh differently. So pieces with enough
    people between them weigh the same, or enough people are in the sum; and if that makes all one, no sum is small.
    """
    ties = _ties(before, now)
    return _none_is_small(Counter(ties[person] for person in ties.keys() - set(known)), least)


def safe_to_tell(
    pieces: Collection[frozenset[Person]], least: int, earlier: Collection[Collection[frozenset[Person]]]
) -> Callable[[Collection[Person]], bool]:
    """What `showable` asks of all of these pieces at once, made ready to be asked of many who know a few answers each.

    Whoever knows as many answers of each tie as another is answered the same.
    """
    tied = [_ties(before, pieces) for before in earlier]
    sums = [Counter(ties.values()) for ties in tied]
    answers: dict[tuple[int, frozenset[tuple[frozenset[int], int]]], bool] = {}

    def compared(number: int, known: Collection[Person]) -> bool:
        less = Counter(tied[number][one] for one in known if one in tied[number])
        asked = number, frozenset(less.items())
        if asked not in answers:
            answers[asked] = _none_is_small(sums[number] - less, least)
        return answers[asked]

    return lambda known: is_safe(pieces, least, known) and all(compared(one, known) for one in range(len(tied)))


def _ties(before: Collection[frozenset[Person]], now: Collection[frozenset[Person]]) -> dict[Person, frozenset[int]]:
    was, is_now = _numbered(before, 1), _numbered(now, 1 + len(before))
    return {one: frozenset((was.get(one, 0), is_now.get(one, 0))) for one in was.keys() | is_now.keys()}


def _none_is_small(ties: Counter[frozenset[int]], least: int) -> bool:
    while strong := [tie for tie, many in ties.items() if many >= least]:
        ties = _joined(ties, strong)
    return not ties


def _numbered(pieces: Iterable[frozenset[Person]], first: int) -> dict[Person, int]:
    return {one: number for number, piece in enumerate(pieces, first) for one in piece}


def _joined(ties: Mapping[frozenset[int], int], strong: Iterable[frozenset[int]]) -> Counter[frozenset[int]]:
    """With both ends of each strong tie made one: what tied them to a third adds up, and what tied them is gone."""
    made: dict[int, int] = {}

    def now(end: int) -> int:
        while end in made:
            end = made[end]
        return end

    for tie in strong:
        kept, gone = map(now, tie)
        if kept != gone:
            made[gone] = kept
    joined: Counter[frozenset[int]] = Counter()
    for tie, many in ties.items():
        if len(ends := frozenset(map(now, tie))) > 1:
            joined[ends] += many
    return joined


def showable(
    groups: Mapping[Key, Collection[Person]],
    least: int,
    known: Collection[Person] = (),
    earlier: Collection[Collection[frozenset[Person]]] = (),
) -> frozenset[Key]:
    """The keys of the groups that can all be shown together, to somebody who knows the answers of `known`.

    The groups are taken in their order, so the first are those that matter most: an organisation before its teams.
    Of each `earlier` release that they may be compared with, it has the pieces.
    """

    def are_safe(pieces: Collection[frozenset[Person]]) -> bool:
        alone = is_safe(pieces, least, known)
        return alone and all(are_safe_together(before, pieces, least, known) for before in earlier)

    filled = {key: people for key, people in groups.items() if people}
    if are_safe(cut_by(filled.values())):  # then so is whatever is shown of them, and trying one by one takes long
        return frozenset(filled)
    shown: set[Key] = set()
    pieces: list[frozenset[Person]] = []
    for key, people in filled.items():
        smaller = cut(pieces, people)
        if are_safe(smaller):
            shown.add(key)
            pieces = smaller
    return frozenset(shown)


def blurred(count: int, people: int) -> int:
    """How many of the people it is said to be: that nobody or everybody is among them is not told from one beside."""
    return min(max(count, 1), people - 1)


def told(shown: Mapping[Key, Collection[Person]], counted: Collection[Person]) -> dict[Key, tuple[int, int]]:
    """How many of each shown group are said to be `counted`, added up from its pieces, and how many pieces these are.

    Each piece is blurred by itself. Blurred as wholes, two groups would tell by their difference what neither tells.
    """
    pieces = cut_by(shown.values())
    said = {piece: blurred(len(piece.intersection(counted)), len(piece)) for piece in pieces}
    within = {key: [said[piece] for piece in pieces if piece.issubset(people)] for key, people in shown.items()}
    return {key: (sum(counts), len(counts)) for key, counts in within.items()}


def percent(count: int, people: int) -> int:
    """What can be told of the share, which `share` says with its words."""
    return round(100 * blurred(count, people) / people)


def share(count: int, people: int, parts: int = 1) -> str:
    """Such as "60%", "20% or fewer" for one or nobody, and "80% or more" for all or all but one.

    What is added up from several parts is "about 60%", and begins with one of each part or ends with all but one.
    """
    words = {parts: " or fewer", people - parts: " or more"}
    about = "about " if parts < count < people - parts and parts > 1 else ""
    return f"{about}{percent(count, people)}%{words.get(blurred(count, people), '')}"


def coarsened(people: Mapping[Person, Sequence[Hashable]], least: int) -> dict[Person, tuple[Hashable, ...]]:
    """What may be kept of each person, so that whatever is kept is kept of at least `least` people alike.

    Each has the same number of attributes, the one that matters most first. A value that too few have becomes None,
    for all who have it. Raises ValueError for fewer than `least` people.
    """
    if len(people) < least:
        raise ValueError(f"{len(people)} people are fewer than {least}")
    kept: dict[Person, tuple[Hashable, ...]] = dict.fromkeys(people, ())
    for place in range(len(next(iter(people.values())))):
        kept = _with_one_more(kept, {person: values[place] for person, values in people.items()}, least)
    return kept


def _with_one_more(
    kept: Mapping[Person, tuple[Hashable, ...]], values: Mapping[Person, Hashable], least: int
) -> dict[Person, tuple[Hashable, ...]]:
    """The next value beside what is kept already. One that cannot be kept of everybody who has it is kept of nobody."""
    dropped: set[Hashable] = {None}
    while True:
        tried = {person: (*kept[person], None if values[person] in dropped else values[person]) for person in kept}
        sizes = _sizes(tried)
        small = {cell for cell, size in sizes.items() if size < least}
        if not small:
            return tried
        dropped |= _to_drop(small, sizes)


def _sizes(kept: Mapping[Person, tuple[Hashable, ...]]) -> dict[tuple[Hashable, ...], int]:
    sizes: dict[tuple[Hashable, ...], int] = defaultdict(int)
    for cell in kept.values():
        sizes[cell] += 1
    return sizes


def _to_drop(small: set[tuple[Hashable, ...]], sizes: Mapping[tuple[Hashable, ...], int]) -> set[Hashable]:
    """The values that too few have; when only a remainder is too small, the value of the smallest cell beside it."""
    values = {cell[-1] for cell in small} - {None}
    if values:
        return values
    before = {cell[:-1] for cell in small}
    beside = [cell for cell in sizes if cell[:-1] in before and cell[-1] is not None]
    return {min(beside, key=lambda cell: (sizes[cell], str(cell[-1])))[-1]}
