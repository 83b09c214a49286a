"""How does a supervision arrangement begin and end, and what keeps its due date right?"""

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record
from supervision.outbox.notices import notify, settle
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind, AuditAction, NoticeKind, RecordState, Role

from ..leaving_queries import last_day_before
from ..models import SupervisionArrangement, SupervisionSession
from . import left_alone
from .due_dates import Reckoned, Reckoner, put

DUE = ["policy", "last_held_on", "next_due_on", "remind_on"]


@transaction.atomic
def begin(
    *,
    practitioner: Person,
    supervisor: Person,
    kind: ArrangementKind,
    starts_on: date,
    interval_days: int | None = None,
    is_less_often: bool = False,
    ends_on: date | None = None,
    covers: SupervisionArrangement | None = None,
    by: Person,
    at: datetime,
) -> SupervisionArrangement:
    """Start an arrangement, and tell the people in it.

    Raises ValidationError when another lead supervisor's period overlaps, or this supervisor cannot be named.
    """
    _check_supervisor(supervisor, starts_on, by)
    arrangement = SupervisionArrangement(
        practitioner=practitioner,
        supervisor=supervisor,
        kind=kind,
        starts_on=starts_on,
        interval_days=interval_days,
        is_less_often=is_less_often,
        ends_on=ends_on,
        covers=covers,
        next_due_on=starts_on,  # worked out below
        remind_on=starts_on,
    )
    _save(arrangement)
    if kind is ArrangementKind.LEAD:
        left_alone.is_led_again(practitioner, at=at)
    refresh_due(practitioner_id=practitioner.pk)
    arrangement.refresh_from_db()
    record(actor=by, action=AuditAction.CREATED, kind="arrangement", object_id=arrangement.pk, at=at)
    _tell(arrangement, by, at)
    return arrangement


def _check_supervisor(supervisor: Person, starts_on: date, by: Person) -> None:
    if last_on := last_day_before(supervisor, starts_on):
        raise ValidationError({"supervisor": f"{supervisor} leaves after {long_day(last_on)}. Choose somebody else."})
    if by.pk == supervisor.pk and Role.ADMINISTRATOR in roles_of(by):
        raise ValidationError("You cannot name yourself as a supervisor. Ask another administrator to do it.")


BEGUN = (NoticeKind.ARRANGEMENT_BEGUN, NoticeKind.COVER_BEGUN)


def _tell(arrangement: SupervisionArrangement, by: Person, at: datetime) -> None:
    """Both people, and of a cover whom it stands in for: who reads what follows from it."""
    kind = NoticeKind.COVER_BEGUN if arrangement.covers else NoticeKind.ARRANGEMENT_BEGUN
    people = {arrangement.practitioner_id, arrangement.supervisor_id}
    for person_id in (people | ({arrangement.covers.supervisor_id} if arrangement.covers else set())) - {by.pk}:
        notify(
            person_id=person_id, kind=kind, about_id=arrangement.pk, about_person_id=arrangement.practitioner_id,
            about_on=arrangement.starts_on, key=f"{kind}:{arrangement.pk}:{person_id}", at=at,
        )  # fmt: skip


@transaction.atomic
def end(*, arrangement: SupervisionArrangement, ends_on: date, by: Person, at: datetime) -> None:
    """Set the last day of an arrangement. Raises ValidationError when it is before the first."""
    arrangement.refresh_from_db(from_queryset=SupervisionArrangement.objects.select_for_update(no_key=True))
    if ends_on < arrangement.starts_on:
        raise ValidationError({"ends_on": "Enter a last day that is not before the first day."})
    arrangement.ends_on = ends_on
    _save(arrangement)
    for cover in arrangement.covered_by.all():
        cut_cover(cover=cover, last_on=ends_on, by=by, at=at)
    record(actor=by, action=AuditAction.CHANGED, kind="arrangement", object_id=arrangement.pk, at=at)


def cut_cover(*, cover: SupervisionArrangement, last_on: date, by: Person, at: datetime) -> None:
    """Let a cover end on this day if it would go on longer."""
    if cover.ends_on is None or cover.ends_on <= last_on:
        return
    record(actor=by, action=AuditAction.CHANGED, kind="arrangement", object_id=cover.pk, at=at, ended_early=True)
    if cover.starts_on > last_on and not _has_a_trace(cover):
        settle(kinds=BEGUN, about_id=cover.pk, at=at)
        cover.delete()
        return
    cover.ends_on = max(last_on, cover.starts_on)
    cover.save(update_fields=["ends_on"])


def _has_a_trace(cover: SupervisionArrangement) -> bool:
    return (
        cover.supervision_sessions.exists()
        or cover.planned.exists()
        or cover.agreements.exists()
        or cover.agenda_items.exists()
    )


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
    """Set the policy, the last day held and the due dates of a practitioner's arrangements.

    With `refresh_all_due` the one place that writes them. Called in the transaction of whatever they follow from.
    """
    _refresh({practitioner_id})


def refresh_all_due() -> int:
    """The same for everybody, when a policy or a closed day has changed. How many arrangements said something else."""
    return _refresh(None)


def drifted() -> list[SupervisionArrangement]:
    """Arrangements that do not say what they should, with what they should say put onto them."""
    reckoner = Reckoner(None)
    return [one for one in SupervisionArrangement.objects.lead() if put(one, reckoner.of(one))]


@transaction.atomic
def _refresh(practitioner_ids: Collection[int] | None) -> int:
    found = SupervisionArrangement.objects.lead()
    if practitioner_ids is not None:
        found = found.filter(practitioner__in=practitioner_ids)
    # Locked before anything else is read: of two changes at once the later one then sees what the earlier one did.
    arrangements = list(found.select_for_update(no_key=True).order_by("pk"))
    if not arrangements:
        return 0
    reckoner = Reckoner(practitioner_ids)
    changed = []
    for arrangement in arrangements:
        reckoned = reckoner.of(arrangement)
        _note_what_was_due(arrangement, reckoned)
        if put(arrangement, reckoned):
            changed.append(arrangement)
    SupervisionArrangement.objects.bulk_update(changed, DUE, batch_size=1000)
    return len(changed)


def _note_what_was_due(arrangement: SupervisionArrangement, reckoned: Reckoned) -> None:
    """On a session that was just begun and moves the date: what the arrangement says until now, and never again.

    One entered behind a later session moves nothing: of that nobody can say any more what was due.
    """
    held_on = reckoned.last_held_on
    if not held_on or held_on <= (arrangement.last_held_on or date.min):
        return
    if held_on < arrangement.starts_on or (arrangement.ends_on and held_on > arrangement.ends_on):
        return
    policy = arrangement.policy
    if not policy:  # it was set up this moment, and says nothing yet
        return
    begun = SupervisionSession.objects.filter(practitioner=arrangement.practitioner_id, state=RecordState.DRAFT)
    moves_it = begun.filter(held_on=held_on, kind__counts_towards_due=True, due_on_then=None)
    moves_it.update(due_on_then=arrangement.next_due_on, grace_days_then=policy.tolerance_days)
