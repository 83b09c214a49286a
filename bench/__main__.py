"""Run a measure: `python -m bench sweep [PEOPLE]`, `python -m bench team [PEOPLE [SESSIONS]]`,
`python -m bench organisation [PEOPLE [SESSIONS]]`, `python -m bench export [PEOPLE]`, `python -m bench guard`,
`python -m bench office`,
`python -m bench busy [PEOPLE]`.

It prints a small table, each figure beside its limit; results are kept in bench/RESULTS.md.
"""

import platform
import sys
from datetime import UTC, datetime

from bench.place import place

PEOPLE = 100_000
TEAMS = (1_000, 65)  # people, and sessions of each


def main(arguments: list[str]) -> None:
    match arguments:
        case ["sweep"]:
            _sweep(PEOPLE)
        case ["sweep", people] if people.isdigit():
            _sweep(int(people))
        case ["team" | "organisation" as page, *given] if len(given) <= len(TEAMS) and all(map(str.isdigit, given)):
            people, sessions = [*map(int, given), *TEAMS[len(given) :]]
            _page(page, people, sessions)
        case ["export", *given] if len(given) <= 1 and all(map(str.isdigit, given)):
            _export(int(given[0]) if given else TEAMS[0])
        case ["busy", *given] if len(given) <= 1 and all(map(str.isdigit, given)):
            _busy(int(given[0]) if given else TEAMS[0])
        case ["office"]:
            _office()
        case ["guard"]:
            _guard()
        case _:
            raise SystemExit(str(__doc__))


def _sweep(people: int) -> None:
    with place() as (cluster, directory):
        from bench.sweep import measure

        _print("sweep", measure(people, cluster, directory))


def _page(name: str, people: int, sessions: int) -> None:
    with place() as (cluster, _):
        from bench import organisation, team

        measure = team.measure if name == "team" else organisation.measure
        _print(name, measure(people, sessions, cluster))


def _export(people: int) -> None:
    with place() as (cluster, directory):
        from bench.export import measure

        _print("export", measure(people, cluster, directory))


def _busy(people: int) -> None:
    with place() as (cluster, _):
        from bench.busy import measure

        _print("busy", measure(people, cluster))


def _office() -> None:
    with place() as (cluster, directory):
        from bench.office import measure

        _print("office", measure(cluster, directory))


def _guard() -> None:
    from bench.guard import measure

    _print("guard", measure())


def _print(name: str, lines: list[str]) -> None:
    print(f"\n{name}, {datetime.now(UTC):%d %B %Y}, {platform.machine()}, Python {platform.python_version()}")
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
