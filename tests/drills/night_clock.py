"""The fast schedule at a moment of another night: a file says by how many seconds the clock is off, and it runs on."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils import timezone

from tests.drills.fast_clock import app
from tests.drills.scene import OFF_BY

__all__ = ["app"]


def now() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(Path(os.environ[OFF_BY]).read_text()))


# Where the tasks ask for the time, and nowhere else: the schedule and the leases of the broker run by the real one.
timezone.now = now
