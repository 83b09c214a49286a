"""Which figures about groups can be shown, so that nobody's own answer can be worked out from them?

Figures of groups can be added and subtracted, and whatever comes of that is constant on the pieces into which the
shown groups cut the people: two people are in one piece when they are in the same shown groups. So if each piece has
enough people in it, every sum that anybody can make has. What is shown depends on who answered and never on what
they answered: a figure that is hidden says nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
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


def showable(groups: Mapping[Key, Collection[Person]], least: int, known: Collection[Person] = ()) -> frozenset[Key]:
    """The keys of the groups that can all be shown together, to somebody who knows the answers of `known`.

    The groups are taken in their order, so the first are those that matter most: an organisation before its teams.
    """
    shown: set[Key] = set()
    pieces: list[frozenset[Person]] = []
    for key, people in groups.items():
        smaller = cut(pieces, people)
        if people and is_safe(smaller, least, known):
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
    pieces: list[frozenset[Person]] = []
    for people in shown.values():
        pieces = cut(pieces, people)
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
