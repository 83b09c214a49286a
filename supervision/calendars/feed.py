"""What does a calendar get to see? When, and that it is supervision; not with whom, where or about what."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.utils.timezone import get_default_timezone
from icalendar import Calendar, Event

from accounts.models import Person
from supervision.rules.booking import start_of
from supervision.sessions import gathering_queries
from supervision.sessions.planned_queries import in_calendar
from supervision.vocabulary import PlanState, RecordState

TITLE = "Supervision"
ASKED_AGAIN = timedelta(hours=1)
USUAL = 90  # minutes, of a gathering whose cases and steps are not there yet


@dataclass(frozen=True)
class Shown:
    """What a calendar is told of one meeting of two, or of a gathering."""

    key: UUID
    starts_at: datetime
    minutes: int
    changed_at: datetime
    sequence: int
    is_cancelled: bool


def drawn(person: Person, *, at: datetime) -> bytes:
    """The sessions of a person's own supervision, on whichever side, and their gatherings, as an iCalendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Reflect//Supervision log//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", TITLE)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    found = [*map(_of_two, in_calendar(person, at=at)), *map(_gathering, gathering_queries.in_calendar(person, at=at))]
    for shown in sorted(found, key=lambda one: (one.starts_at, one.key)):
        calendar.add_component(_event(shown))
    return bytes(calendar.to_ical())


def _of_two(planned: Any) -> Shown:
    is_cancelled = planned.state == PlanState.NOT_HELD
    return Shown(
        planned.pk, planned.starts_at, planned.minutes, planned.changed_at, planned.sequence, is_cancelled
    )  # fmt: skip


def _gathering(meeting: Any) -> Shown:
    record = meeting.supervision_session
    starts_at = start_of(record.held_on, meeting.starts, get_default_timezone())
    minutes = record.minutes or meeting.planned or meeting.usual or USUAL
    is_cancelled = record.state == RecordState.DISCARDED
    return Shown(record.pk, starts_at, minutes, meeting.changed_at, meeting.sequence, is_cancelled)


def _event(shown: Shown) -> Event:
    """Stamped with its last change, so that a calendar in which nothing has changed is the same file.

    Times are in UTC: whoever reads them needs no table of clock changes to get them right.
    """
    event, starts_at = Event(), shown.starts_at.astimezone(UTC)
    event.add("uid", f"{shown.key}@{urlsplit(settings.REFLECT_ADDRESS).hostname}")
    event.add("summary", TITLE)
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=shown.minutes))
    event.add("dtstamp", shown.changed_at.astimezone(UTC))
    event.add("last-modified", shown.changed_at.astimezone(UTC))
    event.add("sequence", shown.sequence)
    event.add("status", "CANCELLED" if shown.is_cancelled else "CONFIRMED")
    return event
