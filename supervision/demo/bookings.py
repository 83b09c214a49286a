"""What is already in the invented people's calendars? Some next sessions, one moved, one the first of a series."""

import uuid
from datetime import date, timedelta

from accounts.models import Person
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services import planning
from supervision.vocabulary import NotHeldBy, NotHeldReason, Place

from . import moments

# Who has booked, and at which hour. Everybody else still has to, so that the pages show both.
BOOKED = {
    "Ben Marshwiggle": 10,
    "Farah Brightwater": 11,
    "Gareth Pennywhistle": 14,
    "Chloe Thistlewood": 15,
    "Leila Moonraker": 10,
    "Nadia Goldcrest": 14,
    "Rosa Wildwood": 10,
    "Samir Oakenshaw": 14,
    "Will Hollybrook": 15,
}
# Who cancelled on the day itself, how many days ago, and who it was that could not come.
ON_THE_DAY = [("Gareth Pennywhistle", 9, NotHeldBy.PRACTITIONER), ("Quentin Ashgrove", 16, NotHeldBy.SUPERVISOR)]
IN_A_SERIES, MOVED = "Rosa Wildwood", "Nadia Goldcrest"


def make_bookings(people: dict[str, Person], today: date) -> None:
    leads = SupervisionArrangement.objects.current(today).lead().select_related("practitioner", "supervisor")
    for arrangement in leads.filter(practitioner__in=[people[name] for name in BOOKED]):
        _book(arrangement, max(arrangement.remind_on, today + timedelta(days=3)), today)
    for name, days_ago, who in ON_THE_DAY:
        _cancel(leads.get(practitioner=people[name]), today - timedelta(days=days_ago), who)


def _book(arrangement: SupervisionArrangement, day: date, today: date) -> None:
    name, by = arrangement.practitioner.name, arrangement.practitioner
    slot = planning.Slot(moments.at(day, BOOKED[name]), 90, Place.IN_PERSON)
    first = planning.book_series(
        arrangement=arrangement,
        slot=slot,
        kind_id="one_to_one",
        every_weeks=4,
        times=3 if name == IN_A_SERIES else 1,
        booking_key=uuid.uuid4(),
        by=by,
        at=moments.at(today - timedelta(days=5), 16),
    )[0]
    if name == MOVED:
        later = planning.Slot(slot.starts_at + timedelta(hours=2), slot.minutes, Place.VIDEO)
        planning.move(planned=first, slot=later, by=by, at=moments.at(today - timedelta(days=2), 9))


def _cancel(arrangement: SupervisionArrangement, day: date, who: NotHeldBy) -> None:
    """Booked a week before, and cancelled two hours before it would have begun."""
    by = arrangement.practitioner if who == NotHeldBy.PRACTITIONER else arrangement.supervisor
    [planned] = planning.book_series(
        arrangement=arrangement, slot=planning.Slot(moments.at(day, 11), 90, Place.IN_PERSON), kind_id="one_to_one",
        every_weeks=4, times=1, booking_key=uuid.uuid4(), by=by, at=moments.at(day - timedelta(days=7), 16),
    )  # fmt: skip
    planning.cancel(
        planned=planned, not_held_by=who, reason=NotHeldReason.SICKNESS, explanation="", by=by, at=moments.at(day, 9)
    )
