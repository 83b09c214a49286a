"""How do the slots of a case follow it to another lead practitioner, in clinics that are still to come?"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.casenotes.models import CaseHandover
from supervision.casenotes.services import leading
from supervision.rules.record_states import EDITABLE
from supervision.vocabulary import AuditAction

from ..models import ClinicSlot
from . import inviting
from .history import lock_row


@transaction.atomic
def hand_on(*, at: datetime, **given: Any) -> CaseHandover:
    """As `leading.hand_on`; a case that passes at once takes its slots with it."""
    handover = leading.hand_on(at=at, **given)
    follow(at=at)
    return handover


@transaction.atomic
def pass_all(*, lead: Person, to: Person | None, by: Person, at: datetime) -> int:
    """As `leading.pass_all`, with the slots."""
    passed = leading.pass_all(lead=lead, to=to, by=by, at=at)
    follow(at=at)
    return passed


def follow(*, at: datetime) -> int:
    """Let whoever leads a case now prepare its slots; says how many passed. Safe to run again, and twice at once.

    A clinic that was held keeps who led the case then, and whoever was invited with it stays invited.
    """
    today = localdate(at)
    ahead = ClinicSlot.objects.filter(
        supervision_session__state__in=EDITABLE, supervision_session__held_on__gte=today
    ).exclude(lead=F("case__lead"))
    return sum(_follow(slot, today, at) for slot in ahead.select_related("case__lead", "supervision_session"))


@transaction.atomic
def _follow(slot: ClinicSlot, today: date, at: datetime) -> bool:
    record = lock_row(slot.supervision_session)
    if record.state not in EDITABLE or record.held_on < today:
        return False
    slot.lead = slot.case.lead
    slot.save(update_fields=["lead"])
    inviting.invite(record, [slot.lead], at=at)
    audit(
        actor=None, action=AuditAction.CHANGED, kind="clinic_slot", object_id=slot.pk, at=at,
        case=str(slot.case_id), person=slot.lead_id,
    )  # fmt: skip
    return True
