"""How is a record signed, and what may still be added when it is locked?"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.policy import Denied, check_rate_beside, check_step
from supervision.rules.record_states import after
from supervision.vocabulary import Party, RecordState, RecordStep, SignatureResponse

from .. import write_content
from ..content import as_locked, as_sent, hash_of
from ..models import ActionPointProgress, Addendum, Signature, SupervisionSession
from ..queries import standing_of
from . import telling
from .history import add_event, lock_row
from .passing_on import is_here, left_at


class Changed(Exception):
    """The record is no longer the version that was shown to the person who signs."""


def party_of(record: SupervisionSession, person: Person) -> Party:
    return Party.PRACTITIONER if record.practitioner_id == person.pk else Party.SUPERVISOR


@transaction.atomic
def sign(
    *,
    supervision_session: SupervisionSession,
    response: SignatureResponse,
    statement: str,
    shown_version: int,
    by: Person,
    at: datetime,
) -> SupervisionSession:
    """Sign the version that was shown; the last signature locks. Raises Changed or Denied.

    The same answer again, as from a double click, is the same signature.
    """
    record = lock_row(supervision_session)
    if has_signed(record, by, version=shown_version, response=response, statement=statement):
        return record
    check_step(RecordStep.SIGN, standing_of(by, record, on=localdate(at)))
    if record.content_version != shown_version:
        raise Changed("This record has changed since you opened it. Read it again before you sign.")
    if response != SignatureResponse.AGREE and not statement.strip():
        raise ValidationError({"statement": "Write what you want to add to the record."})
    standing = record.signatures.filter(voided_at=None)
    party = party_of(record, by)
    if standing.filter(party=party).exists():
        raise Denied("This record has been signed for your side already.")
    content_hash = hash_of(as_sent(record))
    if standing.exclude(content_hash=content_hash).exists():
        raise Changed("This record is not what the other person signed. It has to be taken back and sent again.")
    Signature.objects.create(
        supervision_session=record,
        person=by,
        party=party,
        response=response,
        statement=statement,
        content_version=record.content_version,
        content_hash=content_hash,
        signed_at=at,
    )
    add_event(record, RecordStep.SIGN, by=by, at=at)
    telling.signed(record, by=by, at=at)
    lock_if_complete(record, by=by, at=at)
    return record


def has_signed(
    record: SupervisionSession, person: Person, *, version: int, response: SignatureResponse, statement: str
) -> bool:
    """Whether this is what the person has signed already."""
    given = record.signatures.filter(person=person, voided_at=None, content_version=version, response=response)
    return any(signature.statement == statement for signature in given)


def lock_if_complete(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    """Lock when it is signed for each side that has somebody here to sign, and by one at least."""
    signed = set(record.signatures.filter(voided_at=None).values_list("party", flat=True))
    unsigned = [party for party in Party if party not in signed]
    if signed and not any(is_here(record, party) for party in unsigned):
        for party in unsigned:
            leaver = record.practitioner if party is Party.PRACTITIONER else record.supervisor
            add_event(record, RecordStep.LEAVE, by=leaver, at=left_at(leaver, at))
        _lock(record, by=by, at=at)


def _lock(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    record.draft_answers.all().delete()  # what was sent is in rows of its own; texts kept beside stay their writer's
    record.state = after(record.state, RecordStep.LOCK)
    record.locked_at = at
    record.content_hash = hash_of(as_locked(record))
    record.save(update_fields=["content_hash", "state", "locked_at"])
    add_event(record, RecordStep.LOCK, by=by, at=at)
    telling.ended(record, at=at)


@transaction.atomic
def rate_beside(
    *,
    supervision_session: SupervisionSession,
    ratings: Mapping[int, int | None],
    feelings: Mapping[str, int],
    by: Person,
    at: datetime,
) -> None:
    """Let the person who did not write the record put their own ratings beside the writer's."""
    record = lock_row(supervision_session)
    check_rate_beside(standing_of(by, record, on=localdate(at)))
    if record.signatures.filter(voided_at=None, party=party_of(record, by)).exists():
        raise Denied("You have already signed this record.")
    if by.pk != record.practitioner_id:
        _check_one_view(record, by)
    write_content.write_ratings(record, by, ratings, feelings)
    add_event(record, RecordStep.COMMENT, by=by, at=at)


def _check_one_view(record: SupervisionSession, by: Person) -> None:
    """A supervisor and whoever stands in for them have one view between them."""
    others = record.ratings.exclude(rater__in=[by.pk, record.practitioner_id])
    if others.exists():
        raise Denied("There are ratings from the supervisor's side already.")


@transaction.atomic
def add_addendum(
    *, supervision_session: SupervisionSession, reason: str, body: str, by: Person, at: datetime
) -> Addendum:
    """Add to a locked record, with the reason. The original does not change."""
    record = lock_row(supervision_session)
    check_step(RecordStep.ADDENDUM, standing_of(by, record, on=localdate(at)))
    mine = record.addenda.filter(author=by)
    if same := next((added for added in mine if (added.reason, added.body) == (reason, body)), None):
        return same  # a double click
    addendum = Addendum.objects.create(supervision_session=record, author=by, written_at=at, reason=reason, body=body)
    add_event(record, RecordStep.ADDENDUM, by=by, at=at)
    return addendum


def is_intact(record: SupervisionSession) -> bool:
    """Whether a record that was locked still says what was signed. Raises Tampered for a text that does not open."""
    if record.locked_at is None:
        return True
    texts_beside(record)
    return record.content_hash == hash_of(as_locked(record))


def texts_beside(record: SupervisionSession) -> list[str]:
    """What is not under the hash, because it came before or after it. Opening it shows whether it was changed."""
    progress = ActionPointProgress.objects.filter(action_point__supervision_session=record)
    addenda = list(record.addenda.all())
    return [
        *(signature.statement for signature in record.signatures.all()),
        *(event.comment for event in record.events.all()),
        *(addendum.reason for addendum in addenda),
        *(addendum.body for addendum in addenda),
        *(step.body for step in progress),
    ]


def locked_records() -> "Iterator[SupervisionSession]":
    """In the order in which they were locked, a few at a time however many there are."""
    locked = SupervisionSession.every.filter(state__in=[RecordState.LOCKED, RecordState.STRUCK])
    return locked.exclude(locked_at=None).order_by("locked_at").iterator(chunk_size=500)
