"""What did those who came say of a gathering, and until when may they? The facilitator reads all of it."""

from collections import Counter
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Person
from supervision.gathering_vocabulary import Usefulness
from supervision.vocabulary import RecordState

from .models import ClinicSlot, Feedback, GuestInvitation, SlotPresence, SupervisionSession

OPEN_FOR = timedelta(days=28)  # from the day it was held
SIGNED = (RecordState.SENT, RecordState.LOCKED)  # by then the record says who was there


def is_open(record: SupervisionSession, *, on: date) -> bool:
    """Whether it may be said now how it was: from the day itself, whether the record is locked or not."""
    stands = record.state not in (RecordState.DISCARDED, RecordState.STRUCK)
    return stands and record.held_on <= on <= record.held_on + OPEN_FOR


def is_open_to_guest(guest: GuestInvitation, *, on: date) -> bool:
    """For a guest whose link still opens something, unless the record says that they were not there."""
    record = guest.supervision_session
    return is_open(record, on=on) and _may_have_come(record).filter(pk=guest.pk).exists()


def _may_have_come(record: SupervisionSession) -> QuerySet[GuestInvitation]:
    """Guests who were there; and before it is signed, those of a case for which nobody has been set down yet."""
    came = Exists(SlotPresence.objects.filter(guest=OuterRef("pk")))
    not_said = Exists(ClinicSlot.objects.filter(guests=OuterRef("pk"), presences=None))
    return record.guests.filter(came if record.state in SIGNED else Q(came) | Q(not_said))


def of_person(record: SupervisionSession, person: Person) -> Feedback | None:
    return Feedback.objects.filter(supervision_session=record, person=person).first()


def of_guest(guest: GuestInvitation) -> Feedback | None:
    return Feedback.objects.filter(guest=guest).first()


def given_on(record: SupervisionSession) -> list[Feedback]:
    """All of it, for the facilitator."""
    return list(Feedback.objects.filter(supervision_session=record).select_related("person", "guest__agency"))


def counted(given: list[Feedback]) -> list[tuple[str, int]]:
    """How many found it how useful, the most useful first."""
    found = Counter(one.useful for one in given)
    return [(word.label, found[word.value]) for word in Usefulness]


def guests_to_ask(record: SupervisionSession) -> list[GuestInvitation]:
    """Guests who can still say how it was and have not: those who were there, once the record says who was."""
    return list(_may_have_come(record).filter(revoked_at=None, feedback=None))
