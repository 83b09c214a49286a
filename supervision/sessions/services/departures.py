"""How does somebody leave, so that nothing of theirs is left waiting for them?"""

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.services import deactivate
from accounts.services.roles import keep_an_administrator
from supervision.audit.services import record as audit
from supervision.casenotes.queries import led_by, practitioners
from supervision.times import long_day
from supervision.vocabulary import AuditAction, NotHeldBy, NotHeldReason, PlanState

from .. import continuity_queries as queries
from .. import leaving_queries as leaving
from ..models import Departure, Handover, PlannedSession, SupervisionArrangement
from . import arrangements as services
from . import case_leading, handovers, left_alone, passing_groups, passing_on, records, sign_off
from .history import lock_row

DAY = timedelta(days=1)


@transaction.atomic
def plan(
    *,
    person: Person,
    last_on: date,
    successor: Person | None,
    each: Mapping[int, Person],
    cases_to: Person | None = None,
    by: Person,
    at: datetime,
) -> Departure:
    """Plan that somebody leaves after `last_on`. Whom they lead passes to `successor`, or to the one in `each`.

    `each` is by the arrangement's id. The cases they lead pass to whoever was named for each, else to `cases_to`.
    Raises ValidationError when somebody would be left without a supervisor, or a case without a lead.
    """
    keep_an_administrator(without=person)
    if problem := why_not(person, successor, cases_to, last_on):
        raise ValidationError(problem)
    try:
        with transaction.atomic():
            departure = Departure.objects.create(
                person=person, last_on=last_on, successor=successor, cases_to=cases_to, planned_by=by, planned_at=at
            )
    except IntegrityError as error:
        raise ValidationError(f"It is planned already that {person} leaves. Cancel that first.") from error
    for handover in leaving.too_late(person, last_on):
        on = leaving.first_day_after(handover.from_arrangement, last_on)
        handovers.bring_forward(handover=handover, on=on, by=by, at=at)
    for led in queries.led_after(person, last_on):
        _plan_one(led, each.get(led.pk, successor), departure, at=at)
    audit(actor=by, action=AuditAction.CREATED, kind="departure", object_id=departure.pk, at=at, person=person.pk)
    return departure


def _plan_one(led: SupervisionArrangement, to: Person | None, departure: Departure, *, at: datetime) -> None:
    """Whom they lead passes the day after; what has not begun by then begins with the other supervisor."""
    by, last_on = departure.planned_by, departure.last_on
    if to is None:
        raise ValidationError(f"Choose who supervises {led.practitioner} from {long_day(last_on + DAY)}.")
    if led.starts_on > last_on and not led.agreements.exists():
        handovers.redirect(arrangement=led, to=to, by=by, at=at)
        return
    on = leaving.first_day_after(led, last_on)
    handovers.plan(arrangements=[led], to=to, on=on, by=by, at=at, departure=departure)


def why_not(person: Person, successor: Person | None, cases_to: Person | None, last_on: date) -> str:
    """Why it cannot be planned like this; empty when it can."""
    if not person.is_active:
        return f"The account of {person} is closed."
    if person.pk in {successor.pk if successor else None, cases_to.pk if cases_to else None}:
        return "Choose somebody else: nobody is their own successor."
    if successor and (leaves := leaving.last_day_before(successor, last_on + DAY)):
        return f"{successor} leaves after {long_day(leaves)}. Choose somebody else to take over."
    if successor is None and queries.needs_successor(person):
        return "Choose a successor: records and people are waiting for one."
    if cases_to is None and led_by(person).filter(passes_to=None).exists():
        return "Choose who leads their cases: for some of them nobody is named yet."
    return ""


@transaction.atomic
def cancel(*, departure: Departure, by: Person, at: datetime) -> None:
    """Take back a departure whose last day is not over, with its handovers. Raises ValidationError."""
    locked = Departure.objects.select_for_update().get(pk=departure.pk)
    if locked.applied_at:
        raise ValidationError("They have left. Open the account again to bring them back.")
    for handover in locked.handovers.all():
        handovers.cancel(handover=handover, by=by, at=at)
    locked.delete()
    audit(actor=by, action=AuditAction.CHANGED, kind="departure", object_id=departure.pk, at=at, cancelled=True)


@transaction.atomic
def apply(*, departure_id: int, at: datetime) -> bool:
    """Close what is open and the account, if the last day is over and that has not been done."""
    waiting = Departure.objects.select_for_update(skip_locked=True, of=("self",)).filter(applied_at=None)
    departure = waiting.select_related("person", "planned_by").filter(pk=departure_id).first()
    if departure is None or departure.last_on >= localdate(at):
        return False
    person, by, last_on = departure.person, departure.planned_by, departure.last_on
    departure.applied_at = at
    departure.save(update_fields=["applied_at"])
    for handover in departure.handovers.filter(applied_at=None):
        handovers.apply(handover_id=handover.pk, at=at)
    alone = _hand_on_whom_they_came_to_lead(departure, at=at)
    _cancel_planned(person, last_on, at=at)
    _end_arrangements(person, last_on, by=by, at=at)
    _pass_points(departure, at=at)
    _pass_cases(departure, at=at)
    close_account(departure=departure, at=at)
    settle_records(person=person, by=by, at=at)
    for practitioner in alone:
        left_alone.tell(practitioner, from_on=last_on + DAY, at=at)
    audit(actor=by, action=AuditAction.STEPPED, kind="departure", object_id=departure.pk, at=at, person=person.pk)
    return True


def close_account(*, departure: Departure, at: datetime) -> None:
    """Close the account of somebody whose last day is over. Raises ValidationError for the last administrator."""
    if departure.person.is_active:
        deactivate(person=departure.person, by=departure.planned_by, at=at)


def _hand_on_whom_they_came_to_lead(departure: Departure, *, at: datetime) -> list[Person]:
    """People who came to a leaver after it was planned pass to the successor too; gives those who cannot."""
    to, by, alone = departure.successor, departure.planned_by, []
    for led in queries.led_after(departure.person, departure.last_on):
        on = leaving.first_day_after(led, departure.last_on)
        if to is None or handovers.why_not(led, to, on):
            alone.append(led.practitioner)
            continue
        for one in handovers.plan(arrangements=[led], to=to, on=on, by=by, at=at, departure=departure):
            handovers.apply(handover_id=one.pk, at=at)
    return [one for one in alone if one.is_active]


def _cancel_planned(person: Person, last_on: date, *, at: datetime) -> None:
    """What is booked for them after their last day and did not pass on. The record of it is in their name."""
    theirs = Q(arrangement__practitioner=person) | Q(arrangement__supervisor=person)
    booked = PlannedSession.objects.filter(theirs, state=PlanState.BOOKED).select_for_update(of=("self",))
    for planned in booked.select_related("arrangement__practitioner"):
        if localdate(planned.starts_at) > last_on:
            _cancel_one(planned, person, last_on, at=at)


def _cancel_one(planned: PlannedSession, person: Person, last_on: date, *, at: datetime) -> None:
    mine = planned.arrangement.practitioner_id == person.pk
    records.record_not_held(
        arrangement=planned.arrangement, kind_id=planned.kind_id, planned_on=localdate(planned.starts_at),
        not_held_by=NotHeldBy.PRACTITIONER if mine else NotHeldBy.SUPERVISOR, reason=NotHeldReason.OTHER,
        explanation=f"{person.name} left on {long_day(last_on)}.", start_key=uuid.uuid5(planned.pk, "left"),
        planned=planned, is_rebooked=False, by=person, at=at,
    )  # fmt: skip


def _end_arrangements(person: Person, last_on: date, *, by: Person, at: datetime) -> None:
    """Their own supervision, their covers and what they gave beside a lead: all end with the last day."""
    for handover in Handover.objects.filter(applied_at=None, from_arrangement__practitioner=person):
        handovers.call_off(handover=handover, last_on=last_on, by=by, at=at)
    theirs = Q(practitioner=person) | Q(supervisor=person)
    for arrangement in SupervisionArrangement.objects.filter(theirs).exclude(ends_on__lte=last_on).order_by("pk"):
        if arrangement.covers_id:
            services.cut_cover(cover=arrangement, last_on=last_on, by=by, at=at)
        else:
            services.end(arrangement=arrangement, ends_on=max(last_on, arrangement.starts_on), by=by, at=at)


def _pass_points(departure: Departure, *, at: datetime) -> None:
    """What they had to do passes to whoever supervises there, or takes on the rest."""
    person, by = departure.person, departure.planned_by
    for point in queries.held_points(person):
        to = queries.next_holder(point, departure)
        if to is not None:
            handovers.pass_point(point, person, to, by=by, at=at)


def _pass_cases(departure: Departure, *, at: datetime) -> None:
    """What cannot pass, because whoever was named has left too, waits on the page of cover and changes."""
    to = practitioners().filter(pk=departure.cases_to_id or 0).first()
    case_leading.pass_all(lead=departure.person, to=to, by=departure.planned_by, at=at)


@transaction.atomic
def settle_records(*, person: Person, by: Person, at: datetime) -> None:
    """Let every record that is not finished go on without somebody whose account is closed."""
    for found in queries.unfinished(person):
        record = lock_row(found)
        passing_on.settle(record, by=by, at=at)
        if record.state == "sent":
            sign_off.lock_if_complete(record, by=by, at=at)
    passing_groups.settle(person=person, by=by, at=at)
