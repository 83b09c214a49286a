"""What is kept no longer? Ended sign-ins, forms that nobody came back for, and mail that was finished with long ago."""

from datetime import datetime, timedelta

from django.core.management import call_command

from supervision.outbox import services, ticks
from supervision.outbox.models import Tick
from supervision.sessions.services import carrying

NAME = "tidy"
DAY = timedelta(days=1)


def tidy(*, at: datetime) -> int:
    """Once a day, whatever was started again meanwhile, and say how much was forgotten."""
    if Tick.objects.filter(name=NAME, last_at__gt=at - DAY).exists():
        return 0
    call_command("clearsessions")
    forgotten = carrying.forget_old(at=at) + services.forget_old(at=at)
    ticks.note(NAME, at=at)
    return forgotten
