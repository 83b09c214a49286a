"""How does somebody's supervision pass from one lead supervisor to another on a day?"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.outbox.notices import notify, settle
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind, AuditAction, NoticeKind, PlanChange, PlanState, ProgressKind

from ..agreement_queries import in_force
from ..leaving_queries import last_day_before
from ..models import (
    ActionPoint,
    ActionPointProgress,
    AgendaItem,
    Departure,
    Handover,
    PlannedSession,
    PlannedSessionChange,
    SupervisionAgreement,
    SupervisionArrangement,
)
from . import absences
from . import arrangements as services

DAY = timedelta(days=1)
COPIED = (
    "interval_days", "minutes", "place", "review_on", "written_by", "confidentiality", "disagreements", "adjustments",
    "less_often_reason", "prompts_ahead",
)  # fmt: skip


@transaction.atomic
def plan(
    *,
    arrangements: Iterable[SupervisionArrangement],
    to: Person,
    on: date,
    by: Person,
    at: datetime,
    departure: Departure | None = None,
) -> list[Handover]:
    """Plan that each of these passes to `to`, whose first day is `on`: all of them or none. Raises ValidationError."""
    return [_plan_one(old, to, on, by, at, departure) for old in arrangements]


def _plan_one(
    given: SupervisionArrangement, to: Person, on: date, by: Person, at: datetime, departure: Departure | None
) -> Handover:
    known = SupervisionArrangement.objects.select_for_update(no_key=True, of=("self",))
    old = known.select_related("practitioner", "supervisor").get(pk=given.pk)
    if problem := why_not(old, to, on):
        raise ValidationError(problem)
    ends_on, old.ends_on = old.ends_on, on - DAY
    old.save(update_fields=["ends_on"])
    new = services.begin(
        practitioner=old.practitioner, supervisor=to, kind=ArrangementKind.LEAD, starts_on=on, ends_on=ends_on,
        interval_days=old.interval_days, by=by, at=at,
    )  # fmt: skip
    handover = Handover.objects.create(
        from_arrangement=old, to_arrangement=new, on=on, departure=departure, planned_by=by, planned_at=at
    )
    audit(actor=by, action=AuditAction.CREATED, kind="handover", object_id=handover.pk, at=at)
    return handover


def why_not(old: SupervisionArrangement, to: Person, on: date) -> str:
    """Why this arrangement cannot pass to this person on that day; empty when it can."""
    return _why_not_them(old, to, on) or _why_not_then(old, on)


def _why_not_them(old: SupervisionArrangement, to: Person, on: date) -> str:
    who = f"the supervision of {old.practitioner}"
    if not to.is_active:
        return f"The account of {to} is closed."
    if to.pk == old.practitioner_id:
        return f"{to} cannot supervise themselves. Choose somebody else for {who}."
    if to.pk == old.supervisor_id:
        return f"{to} leads {who} already."
    if last_on := last_day_before(to, on):
        return f"{to} leaves after {long_day(last_on)}. Choose somebody else for {who}."
    return ""


def _why_not_then(old: SupervisionArrangement, on: date) -> str:
    who = f"the supervision of {old.practitioner}"
    if old.kind != ArrangementKind.LEAD or hasattr(old, "handed_over_to"):
        return f"There is a handover of {who} already."
    if on <= old.starts_on:
        return f"{old.supervisor} leads {who} only from {long_day(old.starts_on)}. Enter a later day."
    if old.ends_on and on > old.ends_on:
        return f"With {old.supervisor}, {who} ends on {long_day(old.ends_on)}. Enter an earlier day."
    return ""


@transaction.atomic
def cancel(*, handover: Handover, by: Person, at: datetime) -> None:
    """Take back a handover whose day has not come. Raises ValidationError when the new arrangement is in use."""
    locked = Handover.objects.select_for_update().get(pk=handover.pk)
    old, new = locked.from_arrangement, locked.to_arrangement
    if locked.applied_at:
        raise ValidationError("This handover has taken place. Plan another one to change it.")
    ends_on = new.ends_on
    settle(kinds=NoticeKind.ARRANGEMENT_BEGUN, about_id=new.pk, at=at)
    locked.delete()
    try:
        new.delete()
    except ProtectedError as error:
        raise ValidationError("Something is booked or written in the new arrangement already.") from error
    old.ends_on = ends_on
    old.save(update_fields=["ends_on"])
    services.refresh_due(practitioner_id=old.practitioner_id)
    audit(actor=by, action=AuditAction.CHANGED, kind="handover", object_id=handover.pk, at=at, cancelled=True)


@transaction.atomic
def bring_forward(*, handover: Handover, on: date, by: Person, at: datetime) -> None:
    """Let a handover whose day has not come take place on an earlier one: its supervisor will have left."""
    locked = Handover.objects.select_for_update().get(pk=handover.pk)
    if locked.applied_at or locked.on <= on:
        return
    old, new = locked.from_arrangement, locked.to_arrangement
    old.ends_on, new.starts_on, locked.on = on - DAY, on, on
    old.save(update_fields=["ends_on"])  # first: there is one lead supervisor at a time
    new.save(update_fields=["starts_on"])
    locked.save(update_fields=["on"])
    services.refresh_due(practitioner_id=old.practitioner_id)
    audit(
        actor=by, action=AuditAction.CHANGED, kind="handover", object_id=locked.pk, at=at, brought_forward=True
    )  # fmt: skip


@transaction.atomic
def redirect(*, arrangement: SupervisionArrangement, to: Person, by: Person, at: datetime) -> None:
    """Let an arrangement that has not begun begin with somebody else. Raises ValidationError."""
    if problem := _why_not_them(arrangement, to, arrangement.starts_on):
        raise ValidationError(problem)
    SupervisionArrangement.objects.filter(pk=arrangement.pk).update(supervisor=to)
    audit(
        actor=by, action=AuditAction.CHANGED, kind="arrangement", object_id=arrangement.pk, at=at, supervisor=to.pk
    )  # fmt: skip


@transaction.atomic
def call_off(*, handover: Handover, last_on: date, by: Person, at: datetime) -> None:
    """Take back a handover of a practitioner who has left before it.

    What was written in the new arrangement keeps it there: it then has one day, the one after the old one's last.
    """
    old, new = handover.from_arrangement, handover.to_arrangement
    handover.delete()
    services.end(arrangement=old, ends_on=max(last_on, old.starts_on), by=by, at=at)
    try:
        new.delete()
    except ProtectedError:
        assert old.ends_on is not None
        new.starts_on = new.ends_on = old.ends_on + DAY
        new.save(update_fields=["starts_on", "ends_on"])
    audit(actor=by, action=AuditAction.CHANGED, kind="handover", object_id=handover.pk, at=at, cancelled=True)


@transaction.atomic
def apply(*, handover_id: int, at: datetime) -> bool:
    """Pass everything over, if that has not been done. Safe to call again, and from two places at once."""
    waiting = Handover.objects.select_for_update(skip_locked=True, of=("self",)).filter(applied_at=None)
    handover = waiting.select_related("from_arrangement__supervisor", "planned_by").filter(pk=handover_id).first()
    if handover is None or handover.on > localdate(at):
        return False
    handover.applied_at = at
    handover.save(update_fields=["applied_at"])
    old, new, by = handover.from_arrangement, handover.to_arrangement, handover.planned_by
    new.interval_days, new.is_less_often = old.interval_days, old.is_less_often
    new.save(update_fields=["interval_days", "is_less_often"])
    _pass_agreement(old, new, at)
    _pass_action_points(old, new, by, at)
    _pass_agenda(old, new)
    _pass_planned(old, new, handover.on, by, at)
    for cover in old.covered_by.all():
        _pass_planned(cover, new, handover.on, by, at)
        services.cut_cover(cover=cover, last_on=handover.on - DAY, by=by, at=at)
    absences.after_handover(practitioner_id=old.practitioner_id, by=by, at=at)
    services.refresh_due(practitioner_id=old.practitioner_id)
    audit(actor=by, action=AuditAction.STEPPED, kind="handover", object_id=handover.pk, at=at)
    _tell(new, handover, at)
    return True


def _pass_agreement(old: SupervisionArrangement, new: SupervisionArrangement, at: datetime) -> None:
    """What was in force, for the new two to sign. What the two had agreed meanwhile comes before it."""
    last = in_force().filter(arrangement=old).first() or old.agreements.first()
    if last is None or new.agreements.exists():
        return
    copied = {name: getattr(last, name) for name in COPIED}
    SupervisionAgreement.objects.create(arrangement=new, number=1, written_at=at, passed_over_from=last, **copied)


def _pass_action_points(old: SupervisionArrangement, new: SupervisionArrangement, by: Person, at: datetime) -> None:
    held = ActionPoint.objects.filter(
        practitioner=old.practitioner_id, held_by=old.supervisor_id, closed_at=None
    ).select_for_update()
    for point in held:
        pass_point(point, old.supervisor, new.supervisor, by=by, at=at)


def pass_point(point: ActionPoint, holder: Person, to: Person, *, by: Person, at: datetime) -> None:
    """Let somebody else have it to do. Its owner, who is under the signatures, stays the owner."""
    ActionPoint.objects.filter(pk=point.pk).update(held_by=to)
    ActionPointProgress.objects.create(
        action_point=point, kind=ProgressKind.PASSED_ON, by=by, at=at, body=f"From {holder.name} to {to.name}."
    )
    audit(actor=by, action=AuditAction.CHANGED, kind="action_point", object_id=point.pk, at=at, held_by=to.pk)


def _pass_agenda(old: SupervisionArrangement, new: SupervisionArrangement) -> None:
    """What they shared, and what the practitioner keeps private. The old supervisor's own stays where it is."""
    waiting = AgendaItem.objects.filter(arrangement=old, taken_up_in=None)
    waiting.exclude(is_shared=False, author=old.supervisor_id).update(arrangement=new)


def _pass_planned(old: SupervisionArrangement, new: SupervisionArrangement, on: date, by: Person, at: datetime) -> None:
    """What is booked from the day on. One that the new two have booked for the same time already stays as it is."""
    taken = set(new.planned.filter(state=PlanState.BOOKED).values_list("starts_at", flat=True))
    booked = PlannedSession.objects.filter(arrangement=old, state=PlanState.BOOKED).select_for_update()
    for planned in booked:
        if localdate(planned.starts_at) >= on and planned.starts_at not in taken:
            planned.arrangement, planned.sequence = new, planned.sequence + 1
            planned.save(update_fields=["arrangement", "sequence"])
            PlannedSessionChange.objects.create(
                planned=planned, change=PlanChange.PASSED_ON, starts_at=planned.starts_at, by=by, at=at
            )


def _tell(new: SupervisionArrangement, handover: Handover, at: datetime) -> None:
    notify(
        person_id=new.supervisor_id, kind=NoticeKind.PASSED_ON, about_id=new.pk, at=at, mail_after=at,
        key=f"passed_on:{new.pk}:{handover.pk}:{new.supervisor_id}", about_person_id=new.practitioner_id,
        about_on=handover.on,
    )  # fmt: skip
