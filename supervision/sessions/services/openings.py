"""How is a signed record opened for a manager for an hour, and who decides or looks at it afterwards?

Each step is on the trail. The two of the session are told as soon as it is open.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.opening_policy import (
    OPEN_FOR,
    REVIEW_DAYS,
    SHORTEST_REASON,
    check_ask_to_open,
    check_decide,
    check_open,
    check_review,
)
from supervision.opening_vocabulary import OpeningDecision, OpeningFinding
from supervision.outbox.notices import notify, settle
from supervision.policy import Denied
from supervision.sessions import opening_queries, queries
from supervision.sessions.limits import working_days_after
from supervision.sessions.models import RecordOpening, RecordOpeningReason, SupervisionSession
from supervision.vocabulary import AuditAction, NoticeKind

KIND = "opening"


@transaction.atomic
def ask(
    *, supervision_session: SupervisionSession, reason: str, is_at_risk: bool, key: UUID, by: Person, at: datetime
) -> RecordOpening:
    """Ask for a record to be opened; where a child may be at risk it opens at once. Raises Denied, ValidationError."""
    check_ask_to_open(queries.standing_of(by, supervision_session, on=localdate(at)))
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError({"reason": f"Say why in {SHORTEST_REASON} characters or more"})
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if stored := RecordOpening.objects.filter(asked_by=by, key=key).first():
        return stored
    practitioner = supervision_session.practitioner
    review_on = working_days_after(localdate(at), REVIEW_DAYS, practitioner=practitioner) if is_at_risk else None
    opening = RecordOpening.objects.create(
        supervision_session=supervision_session, asked_by=by, asked_at=at, is_at_risk=is_at_risk, review_on=review_on,
        key=key,
    )  # fmt: skip
    RecordOpeningReason.objects.create(opening=opening, body=reason)
    audit(
        actor=by, action=AuditAction.CREATED, kind=KIND, object_id=opening.pk, at=at,
        record=str(supervision_session.pk), is_at_risk=is_at_risk,
    )  # fmt: skip
    seconds = opening_queries.second_managers(supervision_session, asked_by=by)
    _tell(opening, NoticeKind.OPENING_TO_REVIEW if is_at_risk else NoticeKind.OPENING_ASKED, seconds, at)
    return _opened(opening, by, at) if is_at_risk else opening


@transaction.atomic
def decide(*, opening: RecordOpening, decision: OpeningDecision, by: Person, at: datetime) -> RecordOpening:
    """Agree that it is opened, or refuse. Raises Denied."""
    stored = _locked(opening, by)
    check_decide(opening_queries.standing_to(by, stored))
    stored.decision, stored.decided_by, stored.decided_at = decision, by, at
    _step(stored, by, at, decision=decision)
    settle(kinds=NoticeKind.OPENING_ASKED, about_id=stored.pk, at=at)
    _tell(stored, NoticeKind.OPENING_DECIDED, [stored.asked_by_id], at)
    return stored


@transaction.atomic
def open_now(*, opening: RecordOpening, by: Person, at: datetime) -> RecordOpening:
    """The hour begins. Raises Denied."""
    stored = _locked(opening, by)
    check_open(opening_queries.standing_to(by, stored), at)
    settle(kinds=NoticeKind.OPENING_DECIDED, about_id=stored.pk, at=at)
    return _opened(stored, by, at)


@transaction.atomic
def review(*, opening: RecordOpening, finding: OpeningFinding, by: Person, at: datetime) -> RecordOpening:
    """Say whether it was right to open it at once. Raises Denied."""
    stored = _locked(opening, by)
    check_review(opening_queries.standing_to(by, stored))
    stored.finding, stored.reviewed_by, stored.reviewed_at = finding, by, at
    _step(stored, by, at, finding=finding)
    settle(kinds=NoticeKind.OPENING_TO_REVIEW, about_id=stored.pk, at=at)
    return stored


def _locked(opening: RecordOpening, by: Person) -> RecordOpening:
    RecordOpening.objects.select_for_update().get(pk=opening.pk)
    try:
        return opening_queries.get_opening(by, opening.pk)
    except RecordOpening.DoesNotExist:
        raise Denied("This record is no longer within your reach.") from None


def _opened(opening: RecordOpening, by: Person, at: datetime) -> RecordOpening:
    opening.opened_at, opening.closes_at = at, at + OPEN_FOR
    _step(opening, by, at, opened=True)
    record = opening.supervision_session
    for person in (record.practitioner, record.supervisor):
        notify(
            person_id=person.pk, kind=NoticeKind.RECORD_OPENED, key=f"record_opened:{opening.pk}:{person.pk}",
            about_id=record.pk, about_person_id=by.pk, about_on=localdate(at), at=at, mail_after=at,
        )  # fmt: skip
    return opening


def _step(opening: RecordOpening, by: Person, at: datetime, **detail: str | bool) -> None:
    opening.save()
    audit(actor=by, action=AuditAction.STEPPED, kind=KIND, object_id=opening.pk, at=at, **detail)


def _tell(opening: RecordOpening, kind: NoticeKind, people: Iterable[int], at: datetime) -> None:
    for person_id in people:
        notify(
            person_id=person_id, kind=kind, key=f"{kind}:{opening.pk}:{person_id}", about_id=opening.pk,
            about_person_id=opening.asked_by_id, about_on=opening.review_on or localdate(at), at=at, mail_after=at,
        )  # fmt: skip
