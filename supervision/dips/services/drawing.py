"""How is a sample drawn, its reviewers named, and closed again? The system draws; the seed says that it did."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person, Team
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.dip_policy import LONGEST_OPEN, MOST, check_close
from supervision.dip_vocabulary import SecondReviews
from supervision.dips import queries, telling
from supervision.dips.models import DipSample, DipStratum, RecordReview, SampledRecord
from supervision.policy import check_manage
from supervision.rules.sampling import NobodyLeft, digest_of, draw, reviewers
from supervision.times import long_day
from supervision.vocabulary import AuditAction

KIND = "dip_sample"
Frame = dict[queries.Stratum, list[UUID]]


@dataclass(frozen=True)
class Wanted:
    """A checked form. No team is all that the manager reaches."""

    first_on: date
    last_on: date
    teams: Collection[Team]
    size: int
    auditors: Collection[Person]
    second: SecondReviews
    ends_on: date


@transaction.atomic
def draw_sample(*, wanted: Wanted, seed: int, key: UUID, by: Person, at: datetime) -> DipSample:
    """Draw the records and name who reviews which, once for each `key`. Raises Denied, ValidationError."""
    check_manage(roles_of(by))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if stored := DipSample.objects.filter(drawn_by=by, key=key).first():
        return stored
    frame = queries.frame_of(by, first_on=wanted.first_on, last_on=wanted.last_on, teams=wanted.teams, at=at)
    _check(wanted, frame, by, localdate(at))
    drawn = draw(frame, wanted.size, seed)
    named = _named(wanted, [one for _, one in drawn], seed)
    ids = [one for found in frame.values() for one in found]
    sample = DipSample.objects.create(
        key=key, drawn_by=by, drawn_at=at, drawn_on=localdate(at), first_on=wanted.first_on, last_on=wanted.last_on,
        size=wanted.size, seed=seed, frame_size=len(ids), frame_digest=digest_of(ids), second=wanted.second,
        ends_on=wanted.ends_on,
    )  # fmt: skip
    sample.criteria.set(queries.criteria_in_force())
    _keep(sample, frame, drawn, named)
    audit(
        actor=by, action=AuditAction.CREATED, kind=KIND, object_id=sample.pk, at=at, seed=seed, size=sample.size,
        frame=sample.frame_size,
    )  # fmt: skip
    telling.drawn(sample, at=at)
    return sample


def _check(wanted: Wanted, frame: Frame, by: Person, today: date) -> None:
    if not today <= wanted.ends_on <= today + LONGEST_OPEN:
        raise ValidationError({"ends_on": f"Enter a day from today to {long_day(today + LONGEST_OPEN)}"})
    may = set(queries.may_review(without=by).values_list("pk", flat=True))
    if not wanted.auditors or any(person.pk not in may for person in wanted.auditors):
        raise ValidationError({"auditors": "Choose who reviews the records: managers or supervisors, and not yourself"})
    records = sum(map(len, frame.values()))
    most = min(MOST, records // 2)
    if not frame or most < len(frame):
        raise ValidationError(
            {"last_on": f"There are {records} signed records in this period: too few to leave it to chance. "
                        "Choose a longer one"}
        )  # fmt: skip
    if not len(frame) <= wanted.size <= most:
        raise ValidationError(
            {"size": f"Enter a number from {len(frame)} to {most}: one at least of each team with records, and at "
                     f"most half of the {records} signed records"}
        )  # fmt: skip


def _named(wanted: Wanted, records: Sequence[UUID], seed: int) -> dict[UUID, list[int]]:
    parties = queries.parties_of(records)
    named = {person.pk for person in wanted.auditors}
    seconds = {SecondReviews.NONE: 0, SecondReviews.HALF: 2, SecondReviews.ALL: 1}[wanted.second]
    try:
        return reviewers(
            records, {one: named - parties[one] for one in records}, records[::seconds] if seconds else [], seed
        )
    except NobodyLeft as left:
        need = "two people" if left.is_second else "somebody"
        raise ValidationError(
            {"auditors": f"One of the records needs {need} who had no part in it. Choose somebody else as well"}
        ) from None


def _keep(
    sample: DipSample, frame: Frame, drawn: Sequence[tuple[queries.Stratum, UUID]], named: dict[UUID, list[int]]
) -> None:
    of_each = [stratum for stratum, _ in drawn]
    DipStratum.objects.bulk_create(
        DipStratum(
            sample=sample, team_id=stratum[0], service_id=stratum[1], frame_size=len(ids), drawn=of_each.count(stratum)
        )
        for stratum, ids in frame.items()
    )
    records = SampledRecord.objects.bulk_create(
        SampledRecord(sample=sample, number=number, supervision_session_id=one)
        for number, (_, one) in enumerate(drawn, start=1)
    )
    RecordReview.objects.bulk_create(
        RecordReview(sampled=record, auditor_id=person, place=place)
        for record in records
        for place, person in enumerate(named[record.supervision_session_id], start=1)
    )


@transaction.atomic
def close(*, sample: DipSample, by: Person, at: datetime) -> DipSample:
    """Its records are closed to their reviewers, and what was found is counted. Raises Denied."""
    stored = DipSample.objects.select_for_update().get(pk=sample.pk)
    is_manager = queries.managed_by(by).filter(pk=sample.pk).exists()
    check_close(is_manager=is_manager, is_closed=stored.closed_at is not None)
    stored.closed_at, stored.closed_by = at, by
    stored.save()
    audit(actor=by, action=AuditAction.STEPPED, kind=KIND, object_id=stored.pk, at=at, closed=True)
    telling.closed(stored, at=at)
    return stored
