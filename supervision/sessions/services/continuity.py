"""How does supervision go on? Covers, handovers and departures, and what takes place when their day has come."""

import logging
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.timezone import localdate

from ..models import Departure, Handover
from . import departures, handovers
from .covers import begin as set_cover
from .covers import end_now as end_cover
from .departures import cancel as cancel_departure
from .departures import plan as _plan_departure
from .departures import settle_records
from .handovers import cancel as cancel_handover
from .handovers import plan as _plan_handover

__all__ = [
    "apply_due", "cancel_departure", "cancel_handover", "end_cover", "plan_departure", "plan_handover", "set_cover",
    "settle_records",
]  # fmt: skip
logger = logging.getLogger(__name__)


def apply_due(*, at: datetime) -> int:
    """Carry out every handover and departure whose day has come; says how many. One that fails waits for the next."""
    today = localdate(at)
    passed = [
        handovers.apply(handover_id=one, at=at)
        for one in Handover.objects.filter(Q(on__lte=today), applied_at=None).values_list("pk", flat=True)
    ]
    gone = [
        _leave(one, at)
        for one in Departure.objects.filter(last_on__lt=today, applied_at=None).values_list("pk", flat=True)
    ]
    return sum(passed) + sum(gone)


def _leave(departure_id: int, at: datetime) -> bool:
    try:
        return departures.apply(departure_id=departure_id, at=at)
    except ValidationError as error:  # the only administrator: shown on the page, and tried again
        logger.warning("Departure %s has to wait: %s", departure_id, type(error).__name__)
        return False


def plan_handover(**given: object) -> list[Handover]:
    """As `handovers.plan`; what begins today, or began before, takes place at once."""
    planned = _plan_handover(**given)  # type: ignore[arg-type]
    apply_due(at=given["at"])  # type: ignore[arg-type]
    return planned


def plan_departure(**given: object) -> Departure:
    """As `departures.plan`; when the last day is over already, it takes place at once."""
    departure = _plan_departure(**given)  # type: ignore[arg-type]
    apply_due(at=given["at"])  # type: ignore[arg-type]
    return departure
