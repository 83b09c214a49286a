"""What is done every minute?

Whose day has come passes on, what became due is told, what was done is settled, and what waits is put into mail.
"""

from datetime import datetime

from supervision.outbox import ticks
from supervision.sessions.services import continuity

from .mailing import queue_notice_mail
from .settling import settle_done
from .sweep import sweep

NAME = "tick"


def tick(*, at: datetime) -> dict[str, int]:
    """One minute's work, and how much it was. To be late, or to be run twice, changes nothing."""
    work = {"passed_on": continuity.apply_due, "settled": settle_done, "told": sweep, "mails": queue_notice_mail}
    done = {name: do(at=at) for name, do in work.items()}  # in this order
    ticks.note(NAME, at=at)
    return done
