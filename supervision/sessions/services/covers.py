"""How does somebody stand in for a supervisor who is away, and how does that end early?"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind

from ..leaving_queries import last_day_before
from ..models import SupervisionArrangement
from . import arrangements as services


@transaction.atomic
def begin(
    *,
    arrangements: Iterable[SupervisionArrangement],
    cover: Person,
    starts_on: date,
    ends_on: date,
    by: Person,
    at: datetime,
) -> list[SupervisionArrangement]:
    """Let `cover` stand in, from the first to the last day, in each of these lead arrangements: all or none.

    The same cover again, as from a double click, is the same. Raises ValidationError.
    """
    if ends_on < max(starts_on, localdate(at)):
        raise ValidationError({"ends_on": "Enter a last day that is not before the first day, and not in the past."})
    return [_begin_one(lead, cover, starts_on, ends_on, by, at) for lead in arrangements]


def _begin_one(
    lead: SupervisionArrangement, cover: Person, starts_on: date, ends_on: date, by: Person, at: datetime
) -> SupervisionArrangement:
    SupervisionArrangement.objects.select_for_update(no_key=True).get(pk=lead.pk)
    if problem := why_not(lead, cover, starts_on, ends_on):
        raise ValidationError(problem)
    known = lead.covered_by.filter(supervisor=cover, starts_on__lte=ends_on, ends_on__gte=starts_on).first()
    if known and (known.starts_on, known.ends_on) == (starts_on, ends_on):
        return known
    if known:
        raise ValidationError(f"{cover} already covers for {lead.supervisor} with {lead.practitioner} in these days.")
    return services.begin(
        practitioner=lead.practitioner, supervisor=cover, kind=ArrangementKind.COVER, starts_on=starts_on,
        ends_on=ends_on, covers=lead, by=by, at=at,
    )  # fmt: skip


def why_not(lead: SupervisionArrangement, cover: Person, starts_on: date, ends_on: date) -> str:
    """Why this person cannot cover this arrangement in these days; empty when they can."""
    if not cover.is_active:
        return f"The account of {cover} is closed."
    if cover.pk == lead.practitioner_id:
        return f"{cover} cannot cover their own supervision. Leave it out, and choose somebody else for it."
    if cover.pk == lead.supervisor_id:
        return f"{cover} supervises {lead.practitioner} already."
    if last_on := last_day_before(cover, ends_on):
        return f"{cover} leaves after {long_day(last_on)}. Choose somebody else, or an earlier last day."
    if lead.kind != ArrangementKind.LEAD or starts_on < lead.starts_on:
        return f"{lead.supervisor} does not lead the supervision of {lead.practitioner} on the first day."
    if lead.ends_on and lead.ends_on < ends_on:
        return f"The supervision of {lead.practitioner} with {lead.supervisor} ends before the last day."
    return ""


@transaction.atomic
def end_now(*, cover: SupervisionArrangement, by: Person, at: datetime) -> None:
    """End a cover at once. One that has left no trace goes altogether; else yesterday was its last day."""
    yesterday = localdate(at) - timedelta(days=1)
    services.cut_cover(cover=cover, last_on=yesterday, by=by, at=at)
