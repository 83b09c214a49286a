"""What came of which case of a clinic, and who reads it? Being there for one case does not open another's."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject

from accounts.models import Person
from supervision.casenotes.models import PartnerAgency
from supervision.gathering_policy import GatheringRelation, GatheringStanding, check_read_gathering, reads_words_of
from supervision.gathering_vocabulary import AttendanceState
from supervision.policy import Part, allowed
from supervision.vocabulary import RecordState

from .clinic_queries import slots_in, with_agencies
from .discussion_queries import with_notes
from .models import (
    ActionPoint,
    Attendance,
    CaseDiscussion,
    ClinicSlot,
    GuestInvitation,
    SlotPresence,
    SupervisionSession,
)


@dataclass(frozen=True)
class Cases:
    """Slots as somebody knows of them, and what came of those that they read."""

    slots: list[Any]
    said: dict[UUID, CaseDiscussion]

    @property
    def read(self) -> list[Any]:
        return [slot for slot in self.slots if slot.is_read]


def cases_known_to(person: Person, record: SupervisionSession, standing: GatheringStanding) -> Cases:
    """The slots somebody leads or reads: the same question whether they facilitate or were there for some."""
    slots = with_agencies(slots_in(record)).annotate(there=_there(), is_read=_is_read(person, standing))
    return _with_outcomes(list(slots.filter(Q(case__lead=person) | Q(is_read=True))), record)


def writers_read_by(person: Person, record: SupervisionSession, cases: Cases) -> set[int] | None:
    """Whose differences, additions and reasons the reader of a clinic's record reads; None for everybody's."""
    if person.pk == record.supervisor_id:
        return None
    there: dict[int, set[UUID]] = {}
    for one in SlotPresence.objects.filter(supervision_session=record, person__isnull=False):
        there.setdefault(one.person_id, set()).add(one.slot_id)  # type: ignore[arg-type]
        there.setdefault(record.supervisor_id, set()).add(one.slot_id)  # of what they add, everything is needed
    read = {slot.pk for slot in cases.read}
    return {writer for writer, slots in there.items() if reads_words_of(slots, read)} | {person.pk}


def cases_in(record: SupervisionSession) -> Cases:
    return _with_outcomes(list(slots_in(record).annotate(there=_there(), is_read=Value(True))), record)


def _with_outcomes(slots: list[Any], record: SupervisionSession) -> Cases:
    read = [slot for slot in slots if slot.is_read]
    return Cases(slots, outcomes_of(read, record) if read else {})


def _is_read(person: Person, standing: GatheringStanding) -> Any:
    """`gathering_policy.check_read_outcome` in SQL."""
    if not allowed(check_read_gathering, Part.CONTENT, standing):
        return Value(False)
    if GatheringRelation.FACILITATOR in standing.relations:
        return Value(True)
    return Exists(SlotPresence.objects.filter(slot=OuterRef("pk"), person=person))


def _there() -> ArraySubquery:
    """Who was there for a slot, along with it: people by name, guests with their agency."""
    rows = SlotPresence.objects.filter(slot=OuterRef("pk")).order_by("pk")
    told = JSONObject(
        person="person", name=Coalesce("person__name", "guest__name"), agency="guest__agency__name",
        agency_id="guest__agency",
    )  # fmt: skip
    return ArraySubquery(rows.values(told=told))


def outcomes_of(slots: Collection[ClinicSlot], record: SupervisionSession) -> dict[UUID, CaseDiscussion]:
    """What came of these slots, by their cases."""
    cases = [slot.case_id for slot in slots]
    found = with_notes(CaseDiscussion.objects.filter(supervision_session=record, case__in=cases))
    return {one.case_id: one for one in found.select_related("case", "supervision_session")}


def outcome_of(slot: ClinicSlot) -> CaseDiscussion | None:
    found = CaseDiscussion.objects.filter(supervision_session=slot.supervision_session_id, case=slot.case_id)
    return found.select_related("case", "supervision_session").first()


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


def unfinished(cases: Cases, places: Collection[Attendance]) -> list[str]:
    """What is missing of the cases and who was there for each, in words for the facilitator."""
    came = [one.person for one in places if one.state == AttendanceState.ATTENDED]
    at_some = {there["person"] for slot in cases.slots for there in slot.there}
    return [
        *(["Add a case."] if not cases.slots else []),
        *(f"Write what came of {one.case.reference}." for one in cases.slots if not _has_substance(cases, one)),
        *(f"Write why {one.case.reference} was decided so." for one in cases.slots if _lacks_why(cases, one)),
        *(f"Say who was there for {one.case.reference}." for one in cases.slots if not one.there),
        *(f"Say for which case {one.name} was there." for one in came if cases.slots and one.pk not in at_some),
    ]


def _has_substance(cases: Cases, slot: ClinicSlot) -> bool:
    return slot.case_id in cases.said and bool(cases.said[slot.case_id].analysed)


def _lacks_why(cases: Cases, slot: ClinicSlot) -> bool:
    said = cases.said.get(slot.case_id)
    return said is not None and bool(said.decision) and not said.why


def points_agreed_by(guest: GuestInvitation) -> QuerySet[ActionPoint]:
    """What a guest agreed to do, once the facilitator has signed it."""
    signed = [RecordState.SENT, RecordState.LOCKED]
    found = ActionPoint.objects.filter(guest=guest, supervision_session__state__in=signed)
    return found.select_related("case").order_by("due_on", "position")


def agencies_there(record: SupervisionSession) -> QuerySet[PartnerAgency]:
    """The agencies whose people were there for any case."""
    there = SlotPresence.objects.filter(supervision_session=record, guest__isnull=False)
    return PartnerAgency.objects.filter(pk__in=there.values("guest__agency"))


@dataclass(frozen=True)
class Agreed:
    """What came of each case an agency was there for, what its own people agreed to do for it, and what besides."""

    cases: list[tuple[CaseDiscussion, list[ActionPoint]]]
    besides: list[ActionPoint]


def agreed_with(agency: PartnerAgency, record: SupervisionSession) -> Agreed:
    there = SlotPresence.objects.filter(slot=OuterRef("pk"), guest__agency=agency)
    slots = list(slots_in(record).filter(Exists(there)))
    points = list(
        ActionPoint.objects.filter(supervision_session=record, guest__agency=agency)
        .select_related("guest__agency")
        .order_by("position")
    )
    found = outcomes_of(slots, record)
    cases = [
        (found[slot.case_id], [one for one in points if one.case_id == slot.case_id])
        for slot in slots
        if slot.case_id in found
    ]
    return Agreed(cases, [one for one in points if one.case_id not in found])
