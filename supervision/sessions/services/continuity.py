"""How does supervision go on? Covers, handovers and departures, and what takes place when their day has come."""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from ..absence_queries import without_their_signer
from ..leaving_queries import departures_not_done, handovers_not_done
from ..models import Departure, Handover, SupervisionSession
from . import absences, departures, handovers
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
    """Carry out every handover and departure whose day has come, and let the next one sign for whoever is away.

    Says how many. One that fails keeps nothing else from being done. It waits for the next time, and the pages say so.
    """
    today = localdate(at)
    passed = [_pass_on(one, at) for one in handovers_not_done(today).order_by("on", "pk")]
    gone = [_leave(one, at) for one in departures_not_done(today).order_by("last_on", "pk")]
    signed_for = [_sign_for(one, at) for one in without_their_signer(today)]
    return sum(passed) + sum(gone) + sum(signed_for)


def _pass_on(handover: Handover, at: datetime) -> bool:
    return _tried(lambda: handovers.apply(handover_id=handover.pk, at=at), f"Handover {handover.pk}") or False


def _leave(departure: Departure, at: datetime) -> bool:
    """Whatever else fails, the account closes on its day, unless it is the only administrator's."""
    name = f"Departure {departure.pk}"
    done = _tried(lambda: departures.apply(departure_id=departure.pk, at=at), name)
    if done is None:
        _tried(lambda: departures.close_account(departure=departure, at=at), f"The account of {name}")
    return done or False


def _sign_for(record: SupervisionSession, at: datetime) -> bool:
    return _tried(lambda: absences.pass_signature(record=record, at=at), f"The signature of {record.pk}") or False


def _tried(do: Callable[[], bool | None], name: str) -> bool | None:
    """What it gave, or None when it failed: nothing of it stays then."""
    try:
        with transaction.atomic():
            return do()
    except Exception as error:
        # Without the error's words, which may quote a row.
        logger.error("%s has to wait: %s in %s", name, type(error).__name__, _where(error))
        return None


def _where(error: Exception) -> str:
    """The function of ours in which it was raised, and the line."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "site-packages" not in one.filename]
    return f"{frames[-1].name}, line {frames[-1].lineno}"


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
