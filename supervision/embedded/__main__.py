"""How is the embedded default called? `python -m supervision.embedded run`, or `shell [--owner] -- COMMAND...`."""

import sys

from supervision.embedded import CannotRun
from supervision.embedded.run import run
from supervision.embedded.shell import shell

USAGE = "Use: python -m supervision.embedded run | shell [--owner] -- COMMAND..."


def main(arguments: list[str]) -> int:
    match arguments:
        case ["run"]:
            run()
            return 0
        case ["shell", "--", *command] if command:
            return shell(command)
        case ["shell", "--owner", "--", *command] if command:
            return shell(command, owner=True)
    print(USAGE, file=sys.stderr)
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except CannotRun as reason:
        print(f"\nReflect: {reason}", file=sys.stderr)
        sys.exit(1)
