"""What came of which case of a clinic, and who reads it? Being there for one case does not open another's."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Person
from supervision.casenotes.models import PartnerAgency
from supervision.gathering_policy import GatheringRelation, GatheringStanding
from supervision.gathering_vocabulary import AttendanceState
from supervision.vocabulary import RecordState

from .clinic_queries import slots_in
from .models import ActionPoint, CaseDiscussion, ClinicSlot, GuestInvitation, SlotPresence, SupervisionSession


def slots_read_by(person: Person, record: SupervisionSession, standing: GatheringStanding) -> QuerySet[ClinicSlot]:
    """`gathering_policy.check_read_outcome` in SQL, for somebody who reads the record."""
    slots = slots_in(record)
    if GatheringRelation.FACILITATOR in standing.relations:
        return slots
    return slots.filter(Exists(SlotPresence.objects.filter(slot=OuterRef("pk"), person=person)))


def outcomes_of(slots: Collection[ClinicSlot], record: SupervisionSession) -> dict[Any, CaseDiscussion]:
    """What came of these slots, by their cases."""
    found = CaseDiscussion.objects.filter(supervision_session=record, case__in=[slot.case_id for slot in slots])
    found = found.select_related("case")
    return {one.case_id: one for one in found}


def outcome_of(slot: ClinicSlot) -> CaseDiscussion | None:
    found = CaseDiscussion.objects.filter(supervision_session=slot.supervision_session_id, case=slot.case_id)
    return found.select_related("case", "supervision_session").first()


def presences_in(record: SupervisionSession) -> list[SlotPresence]:
    """Who was there for which case; a page shows no more of it than of the slots themselves."""
    found = SlotPresence.objects.filter(supervision_session=record)
    return list(found.select_related("person", "guest__agency"))


def presences_at(slot: ClinicSlot) -> list[SlotPresence]:
    return list(SlotPresence.objects.filter(slot=slot))


def people_who_came(record: SupervisionSession) -> QuerySet[Person]:
    came = record.attendances.filter(state=AttendanceState.ATTENDED).values("person")
    return Person.objects.filter(pk__in=came)


def guests_asked_to(slot: ClinicSlot) -> QuerySet[GuestInvitation]:
    """Guests who may have been there: asked to it, also when their access has ended since."""
    return GuestInvitation.objects.filter(slots=slot).select_related("agency")


def points_for(points: Collection[ActionPoint], slots: Collection[ClinicSlot], person: Person) -> list[ActionPoint]:
    """Of a clinic's action points those for no case in particular, for these slots, or for this person to do."""
    cases = {slot.case_id for slot in slots}
    return [one for one in points if one.case_id is None or one.case_id in cases or one.owner_id == person.pk]


def unfinished(record: SupervisionSession) -> list[str]:
    """What is missing of the cases and who was there for each, in words for the facilitator."""
    slots, there = list(slots_in(record)), presences_in(record)
    written, kept = outcomes_of(slots, record), {one.slot_id for one in there}
    at_some = {one.person_id for one in there}
    nowhere = [one for one in people_who_came(record).exclude(pk=record.supervisor_id) if one.pk not in at_some]
    return [
        *(["Add a case."] if not slots else []),
        *(f"Write what came of {one.case.reference}." for one in slots if one.case_id not in written),
        *(f"Say who was there for {one.case.reference}." for one in slots if one.pk not in kept),
        *(f"Say for which case {one.name} was there." for one in nowhere if slots),
    ]


def points_agreed_by(guest: GuestInvitation) -> QuerySet[ActionPoint]:
    """What a guest agreed to do, once the facilitator has signed it."""
    signed = [RecordState.SENT, RecordState.LOCKED]
    found = ActionPoint.objects.filter(guest=guest, supervision_session__state__in=signed)
    return found.select_related("case").order_by("due_on", "position")


def agencies_there(record: SupervisionSession) -> QuerySet[PartnerAgency]:
    """The agencies whose people were there for any case."""
    there = SlotPresence.objects.filter(supervision_session=record, guest__isnull=False)
    return PartnerAgency.objects.filter(pk__in=there.values("guest__agency"))


def agreed_with(agency: PartnerAgency, record: SupervisionSession) -> list[tuple[CaseDiscussion, list[ActionPoint]]]:
    """What came of each case this agency was there for, with what its own people agreed to do for it."""
    there = SlotPresence.objects.filter(slot=OuterRef("pk"), guest__agency=agency)
    slots = list(slots_in(record).filter(Exists(there)))
    points = list(
        ActionPoint.objects.filter(supervision_session=record, guest__agency=agency)
        .select_related("guest__agency")
        .order_by("position")
    )
    found = outcomes_of(slots, record)
    return [
        (found[slot.case_id], [one for one in points if one.case_id == slot.case_id])
        for slot in slots
        if slot.case_id in found
    ]
