"""How does the organisation add a day to the published bank holidays, or take one away?"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Person
from supervision.audit.services import record
from supervision.vocabulary import AuditAction, BankHolidays

from ..closed_days import published
from ..models import ClosedDay
from .arrangements import refresh_all_due


@transaction.atomic
def say(*, day: date, name: str, bank_holidays: str, is_open: bool, by: Person, at: datetime) -> ClosedDay:
    """Say that nobody works on a day, or that people do on a published one. Raises ValidationError."""
    _check(day, bank_holidays, is_open)
    said = ClosedDay(day=day, name=name, bank_holidays=bank_holidays, is_open=is_open)
    try:
        with transaction.atomic():
            said.save()
    except IntegrityError as error:
        raise ValidationError({"day": "This day is on the list already. Take it out first"}) from error
    record(actor=by, action=AuditAction.CREATED, kind="closed_day", object_id=said.pk, at=at, day=day.isoformat())
    refresh_all_due()
    return said


def _check(day: date, bank_holidays: str, is_open: bool) -> None:
    if is_open:
        whose = [BankHolidays(bank_holidays)] if bank_holidays else list(BankHolidays)
        if not any(day in published(kept, day.year) for kept in whose):
            raise ValidationError({"day": "This is not a published bank holiday"})


@transaction.atomic
def take_out(*, closed_day: ClosedDay, by: Person, at: datetime) -> None:
    """What was said of a day no longer counts."""
    day = closed_day.day.isoformat()
    record(actor=by, action=AuditAction.CHANGED, kind="closed_day", object_id=closed_day.pk, at=at, day=day, out=True)
    closed_day.delete()
    refresh_all_due()
