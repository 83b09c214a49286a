"""How is a case clinic planned? A day, the people of the organisation, and a slot for each case with its pack."""

from collections.abc import Collection
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.casenotes.models import Case, PartnerAgency
from supervision.gathering_policy import check_prepare_slot, check_start_gathering, check_write_gathering
from supervision.gathering_vocabulary import GatheringKind
from supervision.policy import Denied
from supervision.vocabulary import AuditAction, RecordStep

from ..clinic_queries import cases_for_a_slot, leads
from ..gathering_queries import meeting_of, standing_of
from ..models import CaseDiscussion, ClinicSlot, PackItem, SupervisionSession
from ..pack_queries import Sources
from ..typed_queries import unsaved_pages
from . import inviting
from .history import add_event, lock_row
from .sent_before import check_same


@transaction.atomic
def plan(
    *,
    held_on: date,
    invited: Collection[Person],
    start_key: UUID,
    by: Person,
    at: datetime,
    starts: time | None = None,
    venue: str = "",
) -> SupervisionSession:
    """Plan a clinic, facilitated by whoever plans it. The same `start_key` again gives the same one, or SentBefore."""
    check_start_gathering(roles_of(by), GatheringKind.CLINIC)
    record, created = SupervisionSession.every.get_or_create(
        start_key=start_key,
        defaults={
            "kind_id": GatheringKind.CLINIC, "held_on": held_on, "supervisor": by, "writer": by, "team": by.team,
            "service_id": by.team.service_id if by.team else None, "started_at": at,
        },
    )  # fmt: skip
    if not created:
        check_write_gathering(standing_of(by, record, on=localdate(at)))
        meeting = meeting_of(record)
        check_same((record.held_on, meeting and (meeting.starts, meeting.venue)), (held_on, starts and (starts, venue)))
        check_same({one.pk for one in invited} - inviting.known_in(record), set())
        return record
    inviting.plan_meeting(record, starts, venue, at=at)
    inviting.invite(record, invited, at=at)
    add_event(record, RecordStep.START, by=by, at=at)
    return record


@transaction.atomic
def add_slot(
    *,
    supervision_session: SupervisionSession,
    case: Case,
    question: str,
    minutes: int,
    agencies: Collection[PartnerAgency],
    by: Person,
    at: datetime,
) -> ClinicSlot:
    """Give a case a slot; its lead practitioner is invited with it. A second time for one case: the same slot."""
    record = lock_row(supervision_session)
    check_write_gathering(standing_of(by, record, on=localdate(at)))
    if known := record.slots.filter(case=case).first():
        return known
    if not cases_for_a_slot(by, record, on=localdate(at)).filter(pk=case.pk).exists():
        raise Denied("This case is not open to you.")
    last = record.slots.aggregate(last=Max("position"))["last"] or 0
    slot = ClinicSlot.objects.create(
        supervision_session=record, case=case, lead=case.lead, position=last + 1, minutes=minutes, question=question
    )
    slot.agencies.set(agencies)
    inviting.invite(record, [case.lead], at=at)
    inviting.in_calendars(record, at=at)
    audit(actor=by, action=AuditAction.CREATED, kind="clinic_slot", object_id=slot.pk, at=at)
    return slot


@transaction.atomic
def remove_slot(*, slot: ClinicSlot, by: Person, at: datetime) -> None:
    """Take a case out of a clinic, with its pack. Raises ValidationError when guests were asked to it."""
    record = lock_row(slot.supervision_session)
    check_write_gathering(standing_of(by, record, on=localdate(at)))
    if slot.guests.filter(revoked_at=None).exists():
        raise ValidationError("Guests were invited to this slot. Take their access away first.")
    if record.discussions.filter(case=slot.case_id).exists():
        raise ValidationError("What came of this case is written. Empty that first.")
    if record.action_points.filter(case=slot.case_id).exists():
        raise ValidationError("Action points were agreed for this case. Take them out first.")
    if str(slot.pk) in unsaved_pages(record):
        raise ValidationError("Something is typed about what came of this case. Save it, or empty it, first.")
    record.draft_answers.filter(control__startswith=str(slot.pk)).delete()
    slot.presences.all().delete()
    slot.guests.clear()
    slot.pack.all().delete()
    audit(actor=by, action=AuditAction.CHANGED, kind="clinic_slot", object_id=slot.pk, at=at, removed=True)
    slot.delete()
    inviting.in_calendars(record, at=at)


@transaction.atomic
def add_to_pack(
    *, slot: ClinicSlot, body: str, key: UUID, by: Person, at: datetime, discussion: CaseDiscussion | None = None
) -> PackItem:
    """Let those who come to a slot read an extract, from now on. The same `key` again: the same, or SentBefore.

    One that is taken from a `discussion` says so for as long as it stands; whoever adds it has to be able to read that.
    """
    record = lock_row(slot.supervision_session)
    check_prepare_slot(standing_of(by, record, on=localdate(at)), is_lead=leads(by, slot))
    _check_quoted(discussion, slot, by, localdate(at))
    source = discussion.pk if discussion else None
    item, created = PackItem.objects.get_or_create(
        key=key, defaults={"slot": slot, "added_by": by, "added_at": at, "body": body, "discussion_id": source}
    )
    if not created:
        check_same((item.slot_id, item.body, item.discussion_id), (slot.pk, body, source))
        return item
    audit(actor=by, action=AuditAction.CREATED, kind="pack_item", object_id=item.pk, at=at)
    return item


def _check_quoted(discussion: CaseDiscussion | None, slot: ClinicSlot, by: Person, on: date) -> None:
    if discussion and not Sources(by, slot, on=on).discussions().filter(pk=discussion.pk).exists():
        raise Denied("An extract is taken from a signed discussion of this case that you may read.")


@transaction.atomic
def take_from_pack(*, slot: ClinicSlot, item_id: UUID, by: Person, at: datetime) -> None:
    """Nobody reads this extract from now on. A second time: nothing."""
    record = lock_row(slot.supervision_session)
    check_prepare_slot(standing_of(by, record, on=localdate(at)), is_lead=leads(by, slot))
    if slot.pack.filter(pk=item_id).delete()[0]:
        audit(actor=by, action=AuditAction.CHANGED, kind="pack_item", object_id=item_id, at=at, removed=True)
