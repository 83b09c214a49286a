"""What does a calendar get to see? When, and that it is supervision; not with whom, where or about what."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from icalendar import Calendar, Event

from accounts.models import Person
from supervision.sessions.planned_queries import in_calendar
from supervision.vocabulary import PlanState

TITLE = "Supervision"
ASKED_AGAIN = timedelta(hours=1)


def drawn(person: Person, *, at: datetime) -> bytes:
    """The sessions of a person's own supervision, on whichever side they are, as an iCalendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//Reflect//Supervision log//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", TITLE)
    calendar.add("refresh-interval", ASKED_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for planned in in_calendar(person, at=at):
        calendar.add_component(_event(planned))
    return bytes(calendar.to_ical())


def _event(planned: Any) -> Event:
    """Stamped with its last change, so that a calendar in which nothing has changed is the same file.

    Times are in UTC: whoever reads them needs no table of clock changes to get them right.
    """
    event = Event()
    event.add("uid", f"{planned.pk}@{urlsplit(settings.REFLECT_ADDRESS).hostname}")
    event.add("summary", TITLE)
    event.add("dtstart", planned.starts_at.astimezone(UTC))
    event.add("dtend", (planned.starts_at.astimezone(UTC) + timedelta(minutes=planned.minutes)))
    event.add("dtstamp", planned.changed_at.astimezone(UTC))
    event.add("last-modified", planned.changed_at.astimezone(UTC))
    event.add("sequence", planned.sequence)
    event.add("status", "CANCELLED" if planned.state == PlanState.NOT_HELD else "CONFIRMED")
    return event
