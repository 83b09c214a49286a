"""What is done every minute?

Whose day has come passes on, what became due is told, what was done is settled, what waits is put into mail, a quarter
or a pulse that is over is closed, and once a day what is over is forgotten.
"""

import logging
from datetime import datetime

from supervision.audit import sealing
from supervision.casenotes.services import leading
from supervision.outbox import ticks
from supervision.pulse import services as pulses
from supervision.quarters import services as quarters
from supervision.sessions.services import case_leading, continuity

from .mailing import queue_notice_mail
from .settling import settle_done
from .sweep import sweep
from .tidying import tidy

NAME = "tick"
WORK = {
    "cases": leading.apply_due,
    "passed_on": continuity.apply_due,
    "slots": case_leading.follow,
    "settled": settle_done,
    "told": sweep,
    "mails": queue_notice_mail,
    "quarters": quarters.close_due,
    "sealed": sealing.seal_new,
    "pulses": pulses.settle_due,
    "forgotten": tidy,
}
logger = logging.getLogger(__name__)


def tick(*, at: datetime) -> dict[str, int]:
    """One minute's work, and how much it was. To be late, or to be run twice, changes nothing.

    What fails stands in nobody else's way. The clock then counts as standing still, so that the status page shows it.
    """
    done: dict[str, int] = {}
    for name, do in WORK.items():  # in this order
        try:
            done[name] = do(at=at)
        except Exception:
            logger.exception("The tick could not do this part: %s", name)
    if len(done) == len(WORK):
        ticks.note(NAME, at=at)
    return done
