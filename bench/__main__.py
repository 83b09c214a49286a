"""Run a measure: `python -m bench sweep [PEOPLE]`, or `python -m bench guard`.

It prints a small table, each figure beside its limit; results are kept in bench/RESULTS.md.
"""

import platform
import sys
from datetime import UTC, datetime

from bench.place import place

PEOPLE = 100_000


def main(arguments: list[str]) -> None:
    match arguments:
        case ["sweep"]:
            _sweep(PEOPLE)
        case ["sweep", people] if people.isdigit():
            _sweep(int(people))
        case ["guard"]:
            _guard()
        case _:
            raise SystemExit(str(__doc__))


def _sweep(people: int) -> None:
    with place() as (cluster, directory):
        from bench.sweep import measure

        _print("sweep", measure(people, cluster, directory))


def _guard() -> None:
    from bench.guard import measure

    _print("guard", measure())


def _print(name: str, lines: list[str]) -> None:
    print(f"\n{name}, {datetime.now(UTC):%d %B %Y}, {platform.machine()}, Python {platform.python_version()}")
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
