"""How does a supervision arrangement begin and end, and what keeps its due date right?"""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Person
from supervision.audit.services import record
from supervision.rules.intervals import Interval, next_due
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.vocabulary import ArrangementKind, AuditAction, Span

from ..models import SupervisionArrangement, SupervisionSession


@transaction.atomic
def begin(
    *,
    practitioner: Person,
    supervisor: Person,
    kind: ArrangementKind,
    starts_on: date,
    interval_days: int | None = None,
    ends_on: date | None = None,
    covers: SupervisionArrangement | None = None,
    by: Person,
    at: datetime,
) -> SupervisionArrangement:
    """Start an arrangement. Raises ValidationError when another lead supervisor's period overlaps."""
    arrangement = SupervisionArrangement(
        practitioner=practitioner,
        supervisor=supervisor,
        kind=kind,
        starts_on=starts_on,
        interval_days=interval_days,
        ends_on=ends_on,
        covers=covers,
        next_due_on=starts_on,  # worked out below
        remind_on=starts_on,
    )
    _save(arrangement)
    refresh_due(practitioner_id=practitioner.pk)
    arrangement.refresh_from_db()
    record(actor=by, action=AuditAction.CREATED, kind="arrangement", object_id=arrangement.pk, at=at)
    return arrangement


@transaction.atomic
def end(*, arrangement: SupervisionArrangement, ends_on: date, by: Person, at: datetime) -> None:
    """Set the last day of an arrangement. Raises ValidationError when it is before the first."""
    arrangement.refresh_from_db(from_queryset=SupervisionArrangement.objects.select_for_update(no_key=True))
    if ends_on < arrangement.starts_on:
        raise ValidationError({"ends_on": "Enter a last day that is not before the first day."})
    arrangement.ends_on = ends_on
    _save(arrangement)
    record(actor=by, action=AuditAction.CHANGED, kind="arrangement", object_id=arrangement.pk, at=at)


def _save(arrangement: SupervisionArrangement) -> None:
    try:
        with transaction.atomic():
            arrangement.save()
    except IntegrityError as error:
        if "one_lead_supervisor_at_a_time" not in str(error):
            raise
        raise ValidationError(
            f"{arrangement.practitioner} already has a lead supervisor in this period. End that first."
        ) from error


def refresh_due(*, practitioner_id: int) -> None:
    """Set the last day held and the next due date of a practitioner's arrangements.

    The one place that writes them. Called in the transaction of whatever changed a held date. The arrangements are
    locked before the days are read: of two sessions written at once, the second to come here sees both.
    """
    leads = list(
        SupervisionArrangement.objects.filter(practitioner_id=practitioner_id)
        .lead()
        .order_by("pk")
        .select_for_update(no_key=True)
    )
    last_held_on = (
        SupervisionSession.objects.filter(
            practitioner_id=practitioner_id,
            state__in=COUNTED_AS_HELD,
            kind__counts_towards_due=True,
        )
        .order_by("-held_on")
        .values_list("held_on", flat=True)
        .first()
    )
    for arrangement in leads:
        arrangement.last_held_on = last_held_on
        arrangement.next_due_on = next_due(
            anchor=last_held_on or arrangement.starts_on,
            every=Interval(arrangement.interval_days or 28, Span.DAYS),
        )
        arrangement.remind_on = arrangement.next_due_on
        arrangement.save(update_fields=["last_held_on", "next_due_on", "remind_on"])
