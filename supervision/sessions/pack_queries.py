"""What is in the pack of a slot, and from which notes and discussions of its case may somebody fill it?"""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from accounts.models import Person
from supervision.casenotes import queries as cases
from supervision.casenotes.models import Case, CaseNote
from supervision.casenotes.queries import Supervised

from .discussion_queries import discussions_of
from .models import CaseDiscussion, ClinicSlot, PackItem
from .supervised_queries import supervised_by

MOST_OFFERED = 10


def pack_of(slot: ClinicSlot) -> QuerySet[PackItem]:
    return PackItem.objects.filter(slot=slot).select_related("added_by", "discussion__supervision_session")


class Sources:
    """What of a slot's case somebody may open, and so give to read: nobody hands out what they cannot read."""

    def __init__(self, person: Person, slot: ClinicSlot, *, on: date) -> None:
        known = supervised_by(person, on=on)
        supervised = Supervised(
            ids=frozenset(one.practitioner_id for one in known),
            led=frozenset(one.practitioner_id for one in known if one.is_lead),
        )
        self.on, self.opened = on, True
        try:
            self.case, self.relations = cases.get_case(person, slot.case_id, on=on, supervised=supervised)
        except Case.DoesNotExist:
            self.opened = False

    def notes(self) -> list[CaseNote]:
        if not self.opened:
            return []
        found = cases.notes_of(self.case, self.relations, on=self.on)
        return list(found.order_by("-dated_on", "-written_at")[:MOST_OFFERED])

    def discussions(self) -> QuerySet[CaseDiscussion]:
        """Signed ones, the latest first."""
        if not self.opened:
            return CaseDiscussion.objects.none()
        found = discussions_of(self.case, self.relations, on=self.on)
        return found.order_by("-supervision_session__held_on")


def discussion_to_quote(person: Person, slot: ClinicSlot, discussion_id: UUID, *, on: date) -> CaseDiscussion:
    """Raises CaseDiscussion.DoesNotExist: also for one of another case, and for one that this person cannot read."""
    return Sources(person, slot, on=on).discussions().select_related("case").get(pk=discussion_id)
