"""Who may start and stop this checkout's servers? One process at a time, the holder of a lock file."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def held(home: Path) -> Iterator[bool]:
    """True when the lock is ours until the end of the block; False when another process holds it."""
    with (home / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
