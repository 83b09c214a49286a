"""Who is told of a sample? Its reviewers, the two of each session, and the supervisor when there is more to read."""

from datetime import datetime

from accounts.models import Person
from supervision.outbox.notices import notify, settle
from supervision.vocabulary import NoticeKind

from . import queries
from .models import DipSample, SampledRecord

K = NoticeKind


def drawn(sample: DipSample, *, at: datetime) -> None:
    """The two of each session hear that it was drawn, before anybody reads it; not by mail."""
    for person in queries.auditors_of(sample):
        notify(
            person_id=person.pk, kind=K.DIP_NAMED, key=f"{K.DIP_NAMED}:{sample.pk}:{person.pk}", about_id=sample.pk,
            about_on=sample.ends_on, at=at, mail_after=at,
        )  # fmt: skip
    for one in queries.records_of(sample):
        record = one.supervision_session
        for person_id in (record.practitioner_id, record.supervisor_id):
            notify(
                person_id=person_id, kind=K.RECORD_SAMPLED, key=f"{K.RECORD_SAMPLED}:{one.pk}:{person_id}",
                about_id=record.pk, about_person_id=record.practitioner_id, about_on=sample.ends_on, at=at,
            )  # fmt: skip


def given(sampled: SampledRecord, *, by: Person, is_last: bool, at: datetime) -> None:
    """A reviewer has nothing left to do with their last one; the supervisor is told once all of a record are given."""
    if not queries.reviews_of(by).filter(sampled__sample=sampled.sample_id, given_at=None).exists():
        settle(kinds=K.DIP_NAMED, about_id=sampled.sample_id, person_id=by.pk, at=at)
    if is_last:
        _feedback(sampled, at)


def closed(sample: DipSample, *, at: datetime) -> None:
    settle(kinds=K.DIP_NAMED, about_id=sample.pk, at=at)
    for one in queries.records_of(sample):
        if 0 < one.given < one.asked:  # else there is nothing, or they were told
            _feedback(one, at)


def _feedback(sampled: SampledRecord, at: datetime) -> None:
    record = sampled.supervision_session
    notify(
        person_id=record.supervisor_id, kind=K.DIP_FEEDBACK, key=f"{K.DIP_FEEDBACK}:{sampled.pk}", about_id=sampled.pk,
        about_person_id=record.practitioner_id, about_on=record.held_on, at=at, mail_after=at,
    )  # fmt: skip
