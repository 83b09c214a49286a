"""When somebody is away, how does the clock of their supervision stand still, and when does it go on?"""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.outbox.notices import notify, settle
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind, AuditAction, NoticeKind, PauseReason

from ..models import IntervalPause, SupervisionArrangement
from .arrangements import refresh_due

YEAR = timedelta(days=366)
LONGEST = timedelta(days=3 * 366)  # by somebody else, such as for a long illness


@transaction.atomic
def pause(
    *, person: Person, starts_on: date, ends_on: date, reason: PauseReason, by: Person, at: datetime
) -> IntervalPause:
    """Take days out of the count, the first and the last included; of their own days, their supervisor is told.

    Raises ValidationError for days taken already, far away, or too many.
    """
    if abs(starts_on - localdate(at)) > YEAR:
        raise ValidationError({"starts_on": "Enter a first day not more than 12 months from today"})
    added = IntervalPause(
        person=person, starts_on=starts_on, ends_on=ends_on, reason=reason, recorded_by=by, recorded_at=at
    )
    _check_length(added, by)
    _save(added)
    refresh_due(practitioner_id=person.pk)
    audit(actor=by, action=AuditAction.CREATED, kind="pause", object_id=added.pk, at=at, person=person.pk)
    _tell(added, by, at)
    return added


@transaction.atomic
def move_end(*, pause: IntervalPause, ends_on: date, by: Person, at: datetime) -> None:
    """Somebody is back earlier, or later. Raises ValidationError for days taken already, or too many."""
    pause.ends_on = ends_on
    _check_length(pause, by)
    _save(pause)
    refresh_due(practitioner_id=pause.person_id)
    audit(actor=by, action=AuditAction.CHANGED, kind="pause", object_id=pause.pk, at=at, person=pause.person_id)
    _tell(pause, by, at)


@transaction.atomic
def take_out(*, pause: IntervalPause, by: Person, at: datetime) -> None:
    """A pause that did not come about: its days count again."""
    audit(
        actor=by, action=AuditAction.CHANGED, kind="pause", object_id=pause.pk, at=at,
        person=pause.person_id, taken_out=True,
    )  # fmt: skip
    settle(kinds=NoticeKind.DAYS_AWAY, about_id=pause.pk, at=at)
    pause.delete()
    refresh_due(practitioner_id=pause.person_id)


def _check_length(pause: IntervalPause, by: Person) -> None:
    is_own = by.pk == pause.person_id
    if pause.ends_on - pause.starts_on > (YEAR if is_own else LONGEST):
        longer = "12 months. Your supervisor or an administrator can record more" if is_own else "three years"
        raise ValidationError({"ends_on": f"Enter a last day within {longer}"})


def _tell(pause: IntervalPause, by: Person, at: datetime) -> None:
    """Days that somebody took out themselves, or changed: whoever answers for their supervision hears of them."""
    if by.pk != pause.person_id:
        return
    current = SupervisionArrangement.objects.current(localdate(at)).filter(practitioner=pause.person_id)
    for person_id in current.exclude(kind=ArrangementKind.SPECIALIST).values_list("supervisor", flat=True):
        notify(
            person_id=person_id, kind=NoticeKind.DAYS_AWAY, about_id=pause.pk, about_person_id=pause.person_id,
            about_on=pause.starts_on, key=f"days_away:{pause.pk}:{pause.ends_on}:{person_id}", at=at,
        )  # fmt: skip


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
