"""When somebody is away, how does the clock of their supervision stand still, and when does it go on?"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.times import long_day
from supervision.vocabulary import AuditAction, PauseReason

from ..models import IntervalPause
from .arrangements import refresh_due


@transaction.atomic
def pause(
    *, person: Person, starts_on: date, ends_on: date, reason: PauseReason, by: Person, at: datetime
) -> IntervalPause:
    """Take days out of the count, the first and the last included. Raises ValidationError for days taken already."""
    added = IntervalPause(
        person=person, starts_on=starts_on, ends_on=ends_on, reason=reason, recorded_by=by, recorded_at=at
    )
    _save(added)
    refresh_due(practitioner_id=person.pk)
    audit(actor=by, action=AuditAction.CREATED, kind="pause", object_id=added.pk, at=at, person=person.pk)
    return added


@transaction.atomic
def move_end(*, pause: IntervalPause, ends_on: date, by: Person, at: datetime) -> None:
    """Somebody is back earlier, or later. Raises ValidationError for days taken already."""
    pause.ends_on = ends_on
    _save(pause)
    refresh_due(practitioner_id=pause.person_id)
    audit(actor=by, action=AuditAction.CHANGED, kind="pause", object_id=pause.pk, at=at, person=pause.person_id)


@transaction.atomic
def take_out(*, pause: IntervalPause, by: Person, at: datetime) -> None:
    """A pause that did not come about: its days count again."""
    audit(
        actor=by, action=AuditAction.CHANGED, kind="pause", object_id=pause.pk, at=at,
        person=pause.person_id, taken_out=True,
    )  # fmt: skip
    pause.delete()
    refresh_due(practitioner_id=pause.person_id)


def _save(pause: IntervalPause) -> None:
    if pause.ends_on < pause.starts_on:
        raise ValidationError({"ends_on": "Enter a last day that is not before the first day"})
    try:
        with transaction.atomic():
            pause.save()
    except IntegrityError as error:
        if "one_pause_at_a_time" not in str(error):
            raise
        raise ValidationError({"starts_on": _taken(pause)}) from error


def _taken(pause: IntervalPause) -> str:
    others = IntervalPause.objects.exclude(pk=pause.pk).filter(person=pause.person_id)
    other = others.filter(starts_on__lte=pause.ends_on, ends_on__gte=pause.starts_on).first()
    if other is None:
        return "Some of these days are recorded already"
    return f"The days from {long_day(other.starts_on)} to {long_day(other.ends_on)} are recorded already"
