"""What follows from what was said of a case: a note, an extract for the clinic to come, something added later?"""

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from supervision.casenotes.services import notes
from supervision.casenotes.words import CaseNoteKind
from supervision.gathering_vocabulary import GatheringKind
from supervision.sessions.models import CaseDiscussion, ClinicSlot
from supervision.sessions.placement_queries import with_placement
from supervision.sessions.services import clinics, sign_off
from supervision.vocabulary import RecordState

TWO_DAYS = timedelta(days=2)
CASE = "CR-2041"
NOTE = (
    "Told his mother and the school what was decided, and why. She asked for the weekly line to go on. He wanted to "
    "hear it twice, and then went back to his drawing."
)
ADDED = "The class teacher was there for the last ten minutes. What was decided is as it says."
WHY = "Who was there was left out."


def follow_up(today: date) -> None:
    """For one case, after the latest session that spoke of it and the latest that is on the child's file."""
    signed = CaseDiscussion.objects.filter(
        case__reference=CASE, supervision_session__state=RecordState.LOCKED,
        supervision_session__practitioner__isnull=False,
    ).order_by("-supervision_session__held_on")  # fmt: skip
    latest, placed = signed[0], with_placement(signed).filter(placed_on__isnull=False)[0]
    lead, yesterday = latest.case.lead, _afternoon(today - timedelta(days=1))
    clinic = CaseDiscussion.objects.get(case=latest.case, supervision_session__kind=GatheringKind.CLINIC)
    for discussion in (clinic, latest):
        notes.add_note(
            case=latest.case, kind=CaseNoteKind.CONTACT, body=NOTE, key=uuid.uuid4(), by=lead, at=yesterday,
            dated_on=min(discussion.supervision_session.held_on + TWO_DAYS, yesterday.date()), discussion=discussion,
        )  # fmt: skip
    slot = ClinicSlot.objects.get(
        case=latest.case, supervision_session__kind=GatheringKind.CLINIC, supervision_session__held_on__gt=today
    )
    body = f"{latest.decision}\n\n{latest.why}"
    clinics.add_to_pack(slot=slot, body=body, key=uuid.uuid4(), by=lead, at=yesterday, discussion=latest)
    record = placed.supervision_session
    sign_off.add_addendum(supervision_session=record, reason=WHY, body=ADDED, by=record.practitioner, at=yesterday)


def _afternoon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(15)))
