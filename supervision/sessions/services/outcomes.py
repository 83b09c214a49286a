"""How is it written what came of a case in a clinic, and who was there for it?"""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime
from uuid import uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record_edit
from supervision.gathering_policy import check_write_gathering

from ..content import DiscussedCase
from ..gathering_queries import standing_of
from ..models import CaseDiscussion, ClinicSlot, GuestInvitation, SlotPresence
from ..outcome_queries import guests_asked_to, outcome_of, people_who_came, presences_at
from .gatherings import check_settled, check_unchanged, mark_of
from .history import lock_row
from .typed import Typed, settle

NO_WORDS = {"id", "case_id"}


def said_of(slot: ClinicSlot, **words: str) -> DiscussedCase:
    """What was said of a slot's case; with the same id for as long as the slot stands, as it is in the hash."""
    return DiscussedCase(id=uuid5(slot.pk, "outcome"), case_id=slot.case_id, **words)


def outcome_mark(slot: ClinicSlot) -> str:
    """Tells whether what the form showed is still what is stored."""
    stored = outcome_of(slot)
    words = [getattr(stored, name) for name in _words()] if stored else []
    there = sorted((one.person_id or 0, str(one.guest_id or "")) for one in presences_at(slot))
    return mark_of(words, there)


def _words() -> list[str]:
    return [name for name in DiscussedCase.__dataclass_fields__ if name not in NO_WORDS]


@transaction.atomic
def write(
    *,
    slot: ClinicSlot,
    said: DiscussedCase,
    people: Collection[Person],
    guests: Collection[GuestInvitation],
    shown: str,
    typed: Typed | None = None,
    by: Person,
    at: datetime,
) -> None:
    """Keep what came of a slot's case, and who was there; `typed` is what the form holds.

    Raises Changed, or ValidationError for who cannot have been there. Without a word of what was said there is no
    outcome; a decision without its why raises ValidationError too.
    """
    record = lock_row(slot.supervision_session)
    check_write_gathering(standing_of(by, record, on=localdate(at)))
    check_unchanged(shown, outcome_mark(slot))
    check_settled(settle(record, typed, by=by, at=at))
    if said.decision and not said.why:
        raise ValidationError("Write why this was decided.")
    known = {one.pk for one in people_who_came(record)}, {one.pk for one in guests_asked_to(slot)}
    if not ({one.pk for one in people} <= known[0] and {one.pk for one in guests} <= known[1]):
        raise ValidationError("Choose people who came, and guests who were asked to this case.")
    record.discussions.filter(case=slot.case_id).delete()
    if any(getattr(said, name) for name in _words()):
        CaseDiscussion.objects.create(supervision_session=record, position=slot.position, **asdict(said))
    slot.presences.all().delete()
    rows = [SlotPresence(supervision_session=record, slot=slot, person=one) for one in people]
    rows += [SlotPresence(supervision_session=record, slot=slot, guest=one) for one in guests]
    SlotPresence.objects.bulk_create(rows)
    record_edit(actor=by, kind="gathering", object_id=record.pk, at=at)
