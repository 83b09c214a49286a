"""Which slots has a clinic, and what is open to a guest at this moment?"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.vocabulary import RecordState

from .discussion_queries import cases_for
from .gathering_queries import visible_to
from .models import ClinicSlot, GuestInvitation, SupervisionSession


def slots_in(record: SupervisionSession) -> QuerySet[ClinicSlot]:
    return ClinicSlot.objects.filter(supervision_session=record).select_related("case", "lead")


def get_slot(record: SupervisionSession, slot_id: UUID) -> ClinicSlot:
    """Raises ClinicSlot.DoesNotExist."""
    return slots_in(record).get(pk=slot_id)


def leads(person: Person, slot: ClinicSlot) -> bool:
    """Whether this person leads the slot's case now: who handed it on prepares it no longer."""
    return slot.case.lead_id == person.pk


def slots_not_locked(case: Case, person: Person, *, on: date) -> QuerySet[Any]:
    """Slots of a case in clinics of which nothing is signed by all yet: once it is, there is a discussion instead.

    `is_ahead` says whether the clinic is still to come, `is_known` whether this person knows of it.
    """
    known = visible_to(person).filter(pk=OuterRef("supervision_session"))
    written = {"supervision_session__state__in": [RecordState.DRAFT, RecordState.SENT, RecordState.RETURNED]}
    planned = Q(supervision_session__state=RecordState.DRAFT, supervision_session__held_on__gte=on)
    found = ClinicSlot.objects.filter(case=case, **written).select_related("supervision_session__supervisor")
    return found.annotate(is_known=Exists(known), is_ahead=planned)


def cases_for_a_slot(person: Person, record: SupervisionSession, *, on: date) -> QuerySet[Case]:
    """Open cases that are open to the facilitator and have no slot in this clinic yet."""
    taken = slots_in(record).values("case")
    return cases_for(person, record.pk, on=on).filter(closed_on=None).exclude(pk__in=taken)


def with_agencies(slots: QuerySet[ClinicSlot]) -> QuerySet[Any]:
    """Slots with the names of their agencies, from the same question."""
    joined = ClinicSlot.agencies.through.objects.filter(clinicslot=OuterRef("pk")).order_by("partneragency__name")
    return slots.annotate(agency_names=ArraySubquery(joined.values("partneragency__name")))


def guests_of(record: SupervisionSession) -> QuerySet[Any]:
    """Guests with the references of the cases they were asked to, from the same question."""
    asked = ClinicSlot.objects.filter(guests=OuterRef("pk")).order_by("position").values("case__reference")
    found = GuestInvitation.objects.filter(supervision_session=record).select_related("agency")
    return found.annotate(references=ArraySubquery(asked))


def open_invitations(at: datetime) -> QuerySet[GuestInvitation]:
    """Those that open something at this moment: neither taken away nor at their end, of a clinic that stands.

    Without its facilitator nobody could take the access away: it ends with their account.
    """
    gone = [RecordState.DISCARDED, RecordState.STRUCK]
    here = {"supervision_session__supervisor__is_active": True}
    standing = GuestInvitation.objects.filter(revoked_at=None, expires_at__gt=at, **here)
    return standing.exclude(supervision_session__state__in=gone).select_related(
        "agency", "supervision_session__supervisor", "supervision_session__meeting"
    )


def guest_now(invitation_id: str, *, opened_at: datetime, at: datetime) -> GuestInvitation | None:
    """The guest of a browser's session, asked on every request: of the browser that was let in last."""
    return open_invitations(at).filter(pk=invitation_id, opened_at=opened_at).first()


def slots_open_to(guest: GuestInvitation) -> QuerySet[ClinicSlot]:
    """The slots this guest was asked to, and no others."""
    return ClinicSlot.objects.filter(guests=guest).select_related("case").order_by("position")
