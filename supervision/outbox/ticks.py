"""When did each task of the schedule last do its work?"""

from datetime import datetime

from .models import Tick

REPORTS = "make_reports"  # made by a room, and watched from another


def note(name: str, *, at: datetime) -> None:
    Tick.objects.update_or_create(name=name, defaults={"last_at": at})
