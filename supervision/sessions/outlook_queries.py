"""What is booked next in a supervision, and what would be a good next session?"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from accounts.models import Person
from supervision.rules.booking import proposed_day, start_of
from supervision.rules.intervals import Pause, due
from supervision.rules.working_days import next_open_day
from supervision.vocabulary import ArrangementKind, BankHolidays, Place, PlanState

from .agreement_queries import in_force
from .closed_days import ClosedDays
from .models import (
    ClosedDay,
    FrequencyPolicy,
    IntervalPause,
    PolicyStage,
    SupervisionArrangement,
    SupervisionSession,
)
from .planned_queries import of_arrangement, to_rebook
from .services.due_dates import WITHOUT, agreed_in, as_stage

USUAL_TIME = time(10)
USUAL_KIND = "one_to_one"
STAGE = {name: name for name in ("after_count", "after_unit", "every_count", "every_unit")}


@dataclass(frozen=True)
class Proposal:
    """A next session that one press of a button books."""

    starts_at: datetime
    minutes: int
    place: str
    kind_id: str = USUAL_KIND


@dataclass(frozen=True)
class Outlook:
    """What comes next in one supervision. `rebook_by` when a session that did not happen has not been made up for."""

    booked: UUID | None
    booked_at: datetime | None
    proposal: Proposal | None
    rebook_by: date | None


def with_outlook(rows: QuerySet[Any], *, at: datetime, arrangement: str = "arrangement") -> QuerySet[Any]:
    """Rows that belong to an arrangement, with all that their outlook is made from, so that it asks nothing more."""
    planned = of_arrangement(arrangement)
    to_come = planned.filter(state=PlanState.BOOKED, starts_at__gt=at)
    path = "" if arrangement == "pk" else f"{arrangement}__"
    agreement = in_force().filter(arrangement=Coalesce(OuterRef(f"{path}covers"), OuterRef(arrangement)))
    said = JSONObject(day="day", bank_holidays="bank_holidays", is_open="is_open")
    away = JSONObject(starts_on="starts_on", ends_on="ends_on")
    policy = Coalesce(OuterRef(f"{path}covers__policy"), OuterRef(f"{path}policy"))
    led = SupervisionArrangement.objects.lead().filter(practitioner=OuterRef(f"{path}practitioner"))
    ready: QuerySet[Any] = rows.annotate(
        next_booked=Subquery(to_come.order_by("starts_at").values("pk")[:1]),
        next_booked_at=Subquery(to_come.order_by("starts_at").values("starts_at")[:1]),
        last_booked_at=Subquery(to_come.order_by("-starts_at").values("starts_at")[:1]),
        last_start=Subquery(planned.order_by("-starts_at").values("starts_at")[:1]),
        agreed_minutes=Subquery(agreement.values("minutes")[:1]),
        agreed_place=Subquery(agreement.values("place")[:1]),
        said_of_days=ArraySubquery(ClosedDay.objects.values(said=said)),
        stages=ArraySubquery(PolicyStage.objects.filter(policy=policy).values(said=JSONObject(**STAGE))),
        away=ArraySubquery(IntervalPause.objects.filter(person=OuterRef(f"{path}practitioner")).values(said=away)),
        first_lead_on=Subquery(led.order_by("starts_on").values("starts_on")[:1]),
    )
    return ready


def outlook_of(arrangement_id: int, *, at: datetime, not_held: SupervisionSession | None = None) -> Outlook:
    """What is booked next in a supervision, and what would be a good next session after that.

    `not_held` is the record of a session that did not happen, and has perhaps to be made up for.
    """
    rows = SupervisionArrangement.objects.select_related(
        "policy", "covers__policy", "practitioner__team__service__agency"
    )
    arrangement = with_outlook(rows, at=at, arrangement="pk").get(pk=arrangement_id)
    wanted = to_rebook(arrangement.practitioner_id).filter(pk=not_held.pk).first() if not_held else None
    return _outlook(arrangement, arrangement, wanted.rebook_by if wanted else None, at)


def outlook_after(record: Any, *, at: datetime) -> Outlook:
    """The same, after a record from `with_outlook` and `with_rebooking`."""
    return _outlook(record, record.arrangement, record.rebook_by if record.wants_rebooking else None, at)


def _outlook(row: Any, arrangement: SupervisionArrangement, rebook_by: date | None, at: datetime) -> Outlook:
    return Outlook(row.next_booked, row.next_booked_at, _proposal(row, arrangement, rebook_by, at), rebook_by)


def _proposal(row: Any, arrangement: SupervisionArrangement, rebook_by: date | None, at: datetime) -> Proposal | None:
    """As long and where it was agreed, at the usual time, on a day that is worked: during a cover as with the lead.

    None when the supervision comes to its end before.
    """
    day = proposed_day(due_on=rebook_by or _due_on(row, arrangement, at), today=timezone.localdate(at))
    said = [ClosedDay(**one | {"day": date.fromisoformat(one["day"])}) for one in row.said_of_days]
    day = next_open_day(day, ClosedDays(said).around(_bank_holidays(arrangement.practitioner), day))
    if arrangement.ends_on and day > arrangement.ends_on:
        return None
    usual = timezone.localtime(row.last_start).time() if row.last_start else USUAL_TIME
    return Proposal(
        starts_at=start_of(day, usual, timezone.get_default_timezone()),
        minutes=row.agreed_minutes or (_led(arrangement).policy or FrequencyPolicy()).minutes,
        place=row.agreed_place or Place.IN_PERSON.value,
    )


def _led(arrangement: SupervisionArrangement) -> SupervisionArrangement:
    """What says how often and how long: of a cover, the arrangement it covers."""
    return arrangement.covers or arrangement


def _bank_holidays(practitioner: Person) -> str:
    """Those of the practitioner's own agency."""
    team = practitioner.team
    return team.service.agency.bank_holidays if team else BankHolidays.ENGLAND_AND_WALES


def _due_on(row: Any, arrangement: SupervisionArrangement, at: datetime) -> date:
    """When the next one is due; after the last one that is booked already, by the rule that governs then."""
    if _led(arrangement).kind == ArrangementKind.LEAD and not row.last_booked_at:
        return _led(arrangement).next_due_on
    return due(
        anchor=timezone.localdate(row.last_booked_at or at),
        started_on=arrangement.practitioner.started_on or row.first_lead_on or arrangement.starts_on,
        stages=[as_stage(PolicyStage(**one)) for one in row.stages] or WITHOUT.stages,
        agreed=agreed_in(_led(arrangement)),
        pauses=[Pause(*map(date.fromisoformat, (one["starts_on"], one["ends_on"]))) for one in row.away],
    ).on
