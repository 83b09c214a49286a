"""Which records are drawn, and who reviews which? By a seed alone: with the same frame, anybody gets the same again."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

S = TypeVar("S")


def turn(seed: int, key: object) -> str:
    """Where something stands in the order that the seed gives."""
    return hashlib.sha256(f"{seed}:{key}".encode()).hexdigest()


def digest_of(frame: Iterable[UUID]) -> str:
    """Tells whether a frame is still the one that was drawn from."""
    return hashlib.sha256("\n".join(sorted(map(str, frame))).encode()).hexdigest()


def shares(sizes: Mapping[S, int], size: int) -> dict[S, int]:
    """How many of each stratum: one at least, the others by how many records each has, and never more than that."""
    total = sum(sizes.values())
    if not len(sizes) <= size <= total:
        raise ValueError(f"A sample of {size} from {len(sizes)} strata with {total} records")
    found = dict.fromkeys(sizes, 1)
    for _ in range(size - len(sizes)):
        room = [stratum for stratum in sizes if found[stratum] < sizes[stratum]]
        found[max(room, key=lambda stratum: sizes[stratum] * size - found[stratum] * total)] += 1
    return found


def draw(frame: Mapping[S, Collection[UUID]], size: int, seed: int) -> list[tuple[S, UUID]]:
    """The records of the sample in their order, each with its stratum."""
    of_each = shares({stratum: len(ids) for stratum, ids in frame.items()}, size)
    drawn = [
        (stratum, one)
        for stratum, ids in frame.items()
        for one in sorted(ids, key=lambda one: turn(seed, one))[: of_each[stratum]]
    ]
    return sorted(drawn, key=lambda pair: turn(seed, pair[1]))


class NobodyLeft(Exception):
    """Nobody of those who were named can review this record; with `is_second`, nobody else."""

    def __init__(self, record: UUID, *, is_second: bool) -> None:
        super().__init__(record)
        self.record, self.is_second = record, is_second


def reviewers(
    records: Sequence[UUID], may: Mapping[UUID, Collection[int]], seconds: Collection[UUID], seed: int
) -> dict[UUID, list[int]]:
    """Who reviews each record, the first and perhaps a second: of those who may, whoever has the fewest so far."""
    load = dict.fromkeys((person for people in may.values() for person in people), 0)
    found: dict[UUID, list[int]] = {record: [] for record in records}
    for is_second in (False, True):
        for record in [one for one in records if one in seconds] if is_second else records:
            left = set(may[record]) - set(found[record])
            if not left:
                raise NobodyLeft(record, is_second=is_second)
            chosen = min(left, key=lambda person: (load[person], turn(seed, f"{record}:{person}")))
            found[record].append(chosen)
            load[chosen] += 1
    return found
