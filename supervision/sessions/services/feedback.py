"""How does somebody who came say how it was? Once each; they may change it while it is open."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.gathering_policy import check_give_feedback, check_keep_guests
from supervision.gathering_vocabulary import Usefulness
from supervision.policy import Denied
from supervision.vocabulary import AuditAction

from ..feedback_queries import guests_to_ask, is_open, is_open_to_guest
from ..gathering_queries import standing_of
from ..models import Feedback, GuestInvitation, SupervisionSession
from . import guests
from .history import lock_row


@dataclass(frozen=True)
class Said:
    """How useful it was, what its writer will do differently, and what would make it better."""

    useful: Usefulness
    will_do: str = ""
    better: str = ""


@transaction.atomic
def give(*, supervision_session: SupervisionSession, said: Said, by: Person, at: datetime) -> Feedback:
    """Somebody with an account says how it was; a second time, it takes the place of the first."""
    record = lock_row(supervision_session)
    check_give_feedback(standing_of(by, record, on=localdate(at)), is_open=is_open(record, on=localdate(at)))
    return _keep(record, said, at, by, person=by)


@transaction.atomic
def give_as_guest(*, guest: GuestInvitation, said: Said, at: datetime) -> Feedback:
    """The same for a guest, whose access the caller has asked for on this request."""
    record = lock_row(guest.supervision_session)
    if not is_open_to_guest(guest, on=localdate(at)):
        raise Denied("It can be said how it was from the day of the clinic on, by those who were there.")
    return _keep(record, said, at, None, guest=guest)


def _keep(record: SupervisionSession, said: Said, at: datetime, by: Person | None, **whose: Any) -> Feedback:
    given, created = Feedback.objects.update_or_create(
        supervision_session=record, **whose, defaults={**asdict(said), "given_at": at}
    )
    action = AuditAction.CREATED if created else AuditAction.CHANGED
    audit(actor=by, action=action, kind="feedback", object_id=given.pk, at=at)
    return given


@transaction.atomic
def ask_guests(*, supervision_session: SupervisionSession, by: Person, at: datetime) -> int:
    """Mail a new link to the guests who have not said how it was; gives how many. Theirs was used up by coming."""
    record = lock_row(supervision_session)
    check_keep_guests(standing_of(by, record, on=localdate(at)))
    if not is_open(record, on=localdate(at)):
        raise Denied("Guests are asked how it was after the clinic, for four weeks.")
    asked = [guest for guest in guests_to_ask(record) if guest.expires_at > at]
    for guest in asked:
        guests.ask_how_it_was(guest, at=at)
        audit(actor=by, action=AuditAction.CHANGED, kind="guest", object_id=guest.pk, at=at, sent_again=True)
    return len(asked)
