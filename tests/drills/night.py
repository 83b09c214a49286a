"""How does a worker live through a night in seconds? It reads a moment, does its two tasks as at it, and says so.

The product's clock is passed in, so that nothing of it has to be bent for this.
"""

import os
import sys
from datetime import datetime

import django


def main() -> None:
    from supervision.outbox.sending import send_waiting
    from supervision.reminders.ticking import tick

    for line in sys.stdin:
        at = datetime.fromisoformat(line.strip())
        tick(at=at)
        send_waiting(at=at)
        sys.stdout.write(line)
        sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.settings")
    django.setup()
    main()
