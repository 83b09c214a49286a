"""What may people decide about reminders? How they come by mail, what they have in hand, and which steps there are."""

from datetime import date, datetime, time, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record
from supervision.outbox.models import Notice
from supervision.policy import Denied
from supervision.vocabulary import Audience, AuditAction, Delivery, Matter

from . import queries
from .models import Acknowledgement, NoticePreference, ReminderStep

LONGEST = timedelta(days=28)  # that an escalation can be in hand
WORDS = 3  # at least, in a reason


@transaction.atomic
def choose_mail(
    *, person: Person, delivery: Delivery, daily_at: time, quiet_from: time, quiet_until: time, at: datetime
) -> NoticePreference:
    """How one person wants to have notices by mail. What already waits for a time of theirs is weighed anew."""
    wishes, _ = NoticePreference.objects.update_or_create(
        person=person,
        defaults={
            "delivery": delivery, "daily_at": daily_at, "quiet_from": quiet_from, "quiet_until": quiet_until,
        },
    )  # fmt: skip
    Notice.objects.filter(person=person, mailed_at=None, mail_after__gt=at).update(mail_after=at)
    record(actor=person, action=AuditAction.CHANGED, kind="notice_preference", object_id=person.pk, at=at)
    return wishes


@transaction.atomic
def stop_mail(*, person_id: int, at: datetime) -> None:
    """From a link in a mail: no more reminders by mail. Escalations are still mailed."""
    NoticePreference.objects.update_or_create(person_id=person_id, defaults={"delivery": Delivery.NEVER})
    record(actor=None, action=AuditAction.CHANGED, kind="notice_preference", object_id=person_id, at=at, by_link=True)


@transaction.atomic
def acknowledge(
    *, matter: Matter, about_id: str, about_on: date, reason: str, until: date, by: Person, at: datetime
) -> Acknowledgement:
    """Take an escalation in hand until a day. The same again, as from a double click, is the same.

    Raises Denied, or ValidationError for a poor reason or a bad day.
    """
    if queries.escalation(by, matter, about_id, about_on) is None:
        raise Denied("This was not escalated to you, or is done.")
    _check(reason, until, localdate(at))
    told = Notice.objects.filter(
        kind=matter, about_id=about_id, about_on=about_on, is_escalation=True, settled_at=None
    )  # fmt: skip
    list(told.select_for_update().order_by("pk"))  # of two presses at once, one comes second
    about = {"matter": matter, "about_id": about_id, "about_on": about_on}
    last = Acknowledgement.objects.filter(**about).first()
    if last and (last.by_id, last.until, last.reason) == (by.pk, until, reason):
        return last
    acknowledged = Acknowledgement.objects.create(by=by, at=at, until=until, reason=reason, **about)
    told.filter(mailed_at=None).update(mail_after=None)
    told.filter(person=by, read_at=None).update(read_at=at)
    record(
        actor=by, action=AuditAction.CREATED, kind="acknowledgement", object_id=acknowledged.pk, at=at,
        matter=matter, about_id=about_id, about_on=about_on.isoformat(), until=until.isoformat(),
    )  # fmt: skip
    return acknowledged


def _check(reason: str, until: date, today: date) -> None:
    wrong = {}
    if len(reason.split()) < WORDS:
        wrong["reason"] = "Say in a few words what is being done"
    if not today < until <= today + LONGEST:
        wrong["until"] = f"Enter a day after today, at most {LONGEST.days} days ahead"
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def add_step(*, matter: Matter, days: int, audience: Audience, by: Person, at: datetime) -> ReminderStep:
    """Add a step, or take up one that was taken away. Raises ValidationError when there is such a step."""
    try:
        with transaction.atomic():
            step, made = ReminderStep.objects.get_or_create(matter=matter, days=days, audience=audience)
    except IntegrityError as error:
        raise ValidationError({"days": "Enter at most 90 days"}) from error
    if not made and step.is_in_force:
        raise ValidationError({"days": "There is such a step already. Enter another number of days"})
    step.is_in_force = True
    step.save(update_fields=["is_in_force"])
    record(actor=by, action=AuditAction.CREATED, kind="reminder_step", object_id=step.pk, at=at)
    return step


@transaction.atomic
def change_step(*, step: ReminderStep, days: int, audience: Audience, by: Person, at: datetime) -> ReminderStep:
    """Another day or other people. The notices of before keep the step they were told by, so this makes another."""
    if (step.days, step.audience) == (days, audience):
        return step
    other = add_step(matter=Matter(step.matter), days=days, audience=audience, by=by, at=at)
    remove_step(step=step, by=by, at=at)
    return other


@transaction.atomic
def remove_step(*, step: ReminderStep, by: Person, at: datetime) -> None:
    """Take a step away. The row stays: notices name it."""
    ReminderStep.objects.filter(pk=step.pk).update(is_in_force=False)
    record(actor=by, action=AuditAction.CHANGED, kind="reminder_step", object_id=step.pk, at=at, in_force=False)
