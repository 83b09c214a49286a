"""Who writes the record of a group whose facilitator has left? Whoever takes over from them, as its history says.

What was written for all passes on. What the leaver, or anybody else, keeps to themselves does not.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import Person
from supervision.outbox.notices import notify
from supervision.rules.record_states import after
from supervision.vocabulary import NoticeKind, RecordStep

from ..leaving_queries import facilitated
from ..models import SupervisionSession
from .history import add_event, lock_row
from .passing_on import named_after


def settle(*, person: Person, by: Person, at: datetime) -> None:
    """Pass on what somebody who has left was writing; without a successor it waits for an administrator."""
    if to := named_after(person):
        pass_all(facilitator=person, to=to, by=by, at=at)


@transaction.atomic
def pass_all(*, facilitator: Person, to: Person, by: Person, at: datetime) -> int:
    """Let `to` facilitate every group of somebody who has left whose record is being written; gives how many."""
    records = [lock_row(record) for record in facilitated(facilitator).order_by("pk")]
    for record in records:
        _pass_one(record, to, by=by, at=at)
    return len(records)


def _pass_one(record: SupervisionSession, to: Person, *, by: Person, at: datetime) -> None:
    after(record.state, RecordStep.HAND_OVER)
    leaver, record.supervisor, record.writer = record.supervisor, to, to
    record.save(update_fields=["supervisor", "writer"])
    record.kept_texts.filter(person=leaver).update(person=to)  # all were typed for the record; what is typed is its own
    words = f"{to.name} facilitates it and writes its record in place of {leaver.name}."
    add_event(record, RecordStep.HAND_OVER, by=by, at=at, comment=words)
    notify(
        person_id=to.pk, kind=NoticeKind.GROUP_PASSED_ON, key=f"group_passed_on:{record.pk}:{to.pk}",
        about_id=record.pk, about_on=record.held_on, at=at, mail_after=at,
    )  # fmt: skip
