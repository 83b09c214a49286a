"""Who hears that they are asked to a gathering, that it was moved, or that it will not take place? Each of them, once.

Only of a day that is still to come: a record that is begun afterwards invites nobody to anything.
"""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record_edit
from supervision.gathering_policy import check_write_gathering
from supervision.outbox.notices import notify, settle, told_of
from supervision.vocabulary import NoticeKind

from ..gathering_queries import meeting_of, standing_of
from ..models import Attendance, Meeting, SupervisionSession
from . import guests
from .history import lock_row

STANDING = (NoticeKind.GROUP_INVITED, NoticeKind.GROUP_MOVED)
OPEN = (*STANDING, NoticeKind.GROUP_PASSED_ON)  # until its record is signed, or it is given up


def invite(record: SupervisionSession, people: Iterable[Person], *, at: datetime) -> None:
    """Give each of them a place, and tell those who had none."""
    asked = {person.pk: person for person in people if person.pk != record.supervisor_id}
    known = set(record.attendances.filter(person__in=asked).values_list("person", flat=True))
    Attendance.objects.bulk_create(
        Attendance(supervision_session=record, person=person) for pk, person in asked.items() if pk not in known
    )
    if record.held_on >= localdate(at):
        _tell(record, record.attendances.filter(person__in=asked.keys() - known), NoticeKind.GROUP_INVITED, at)


def known_in(record: SupervisionSession) -> set[int]:
    """Everybody who has a part in it already."""
    return {record.supervisor_id, *record.attendances.values_list("person", flat=True)}


def moved(record: SupervisionSession, *, at: datetime) -> None:
    """Another day, time or place. Whoever was never told, as the day was past, hears now that they are invited."""
    settle(kinds=STANDING, about_id=record.pk, at=at)
    told = told_of(kind=NoticeKind.GROUP_INVITED, about_id=record.pk)
    places = record.attendances.exclude(person=record.supervisor_id)
    _tell(record, places.filter(person__in=told), NoticeKind.GROUP_MOVED, at, f":{at.isoformat()}")
    _tell(record, places.exclude(person__in=told), NoticeKind.GROUP_INVITED, at)
    guests.tell_moved(record, at=at)


def taken_off(record: SupervisionSession, place: Attendance, *, at: datetime) -> None:
    """Somebody is not expected any more; before their place goes."""
    settle(kinds=STANDING, about_id=record.pk, at=at, person_id=place.person_id)
    if record.held_on >= localdate(at):
        _tell(record, [place], NoticeKind.GROUP_LEFT_OUT, at)


def called_off(record: SupervisionSession, *, at: datetime) -> None:
    """It will not take place: for those who were to come on a day that is not over, and its guests."""
    settle(kinds=OPEN, about_id=record.pk, at=at)
    if record.held_on >= localdate(at):
        _tell(record, record.attendances.exclude(person=record.supervisor_id), NoticeKind.GROUP_CALLED_OFF, at)
        guests.tell_called_off(record, at=at)


def held(record: SupervisionSession, *, at: datetime) -> None:
    """Its record is signed: nobody need come any more, or write it."""
    settle(kinds=OPEN, about_id=record.pk, at=at)


def _tell(
    record: SupervisionSession, places: Iterable[Attendance], kind: NoticeKind, at: datetime, change: str = ""
) -> None:
    for place in places:
        notify(
            person_id=place.person_id, kind=kind, key=f"{kind}:{place.pk}{change}", about_id=record.pk,
            about_on=record.held_on, at=at, mail_after=at,
        )  # fmt: skip


@transaction.atomic
def arrange(
    *, supervision_session: SupervisionSession, held_on: date, starts: time, venue: str, by: Person, at: datetime
) -> None:
    """Say when and where it is. Those who were asked hear of what has changed."""
    record = lock_row(supervision_session)
    check_write_gathering(standing_of(by, record, on=localdate(at)))
    known = meeting_of(record)
    if known and (record.held_on, known.starts, known.venue) == (held_on, starts, venue):
        return
    record.held_on = held_on
    record.save(update_fields=["held_on"])
    Meeting.objects.update_or_create(
        supervision_session=record,
        defaults={"starts": starts, "venue": venue, "changed_at": at, "sequence": known.sequence + 1 if known else 0},
    )
    guests.move_end(record, at=at)
    if held_on >= localdate(at):
        moved(record, at=at)
    record_edit(actor=by, kind="gathering", object_id=record.pk, at=at)


def plan_meeting(record: SupervisionSession, starts: time | None, venue: str, *, at: datetime) -> None:
    """Of one that is planned now, before anybody is asked to it."""
    if starts is not None:
        Meeting.objects.create(supervision_session=record, starts=starts, venue=venue, changed_at=at)


def forget_venue(record: SupervisionSession, *, at: datetime) -> None:
    """Of one that is called off: when it was to be stays, so that calendars take it out."""
    Meeting.objects.filter(supervision_session=record).update(venue="")
    in_calendars(record, at=at)


def in_calendars(record: SupervisionSession, *, at: datetime) -> None:
    """Calendars that have seen it take up another day or length."""
    meetings = Meeting.objects.filter(supervision_session=record)
    meetings.update(changed_at=at, sequence=F("sequence") + 1)
