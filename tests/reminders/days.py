"""Which days and people do the tests of reminders use, and who was told of what?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import Person, RoleGrant
from supervision.outbox.models import Notice
from supervision.reminders.sweep import sweep
from supervision.sessions.models import IntervalPause, PlannedSession, SupervisionAgreement, SupervisionArrangement
from supervision.vocabulary import PauseReason, Place, Role
from tests.people import NOW, make_person

LONDON = ZoneInfo("Europe/London")
DUE = date(2026, 6, 15)  # a Monday
LATER = date(2030, 1, 1)


def on(days: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment so many days after the due date, at that local time."""
    day = DUE + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def told(at: datetime) -> set[str]:
    """The first names of those whom a sweep at that moment tells something, for the first time or again."""
    before = set(Notice.objects.values_list("pk", "made_at"))
    sweep(at=at)
    now = Notice.objects.select_related("person")
    return {notice.person.first_name for notice in now if (notice.pk, notice.made_at) not in before}


def sign_both(agreement: SupervisionAgreement) -> None:
    arrangement = agreement.arrangement
    for party, person in (("practitioner", arrangement.practitioner), ("supervisor", arrangement.supervisor)):
        agreement.signatures.create(person=person, party=party, signed_at=NOW)


def pause(person: Person, first: date, last: date) -> IntervalPause:
    return IntervalPause.objects.create(
        person=person, starts_on=first, ends_on=last, reason=PauseReason.LEAVE, recorded_by=person, recorded_at=NOW
    )


def manager_of(name: str, **reach: object) -> Person:
    person = make_person(name)
    RoleGrant.objects.create(person=person, role=Role.MANAGER, **reach)
    return person


def book(arrangement: SupervisionArrangement, day: int, hour: int = 10) -> PlannedSession:
    return PlannedSession.objects.create(
        arrangement=arrangement, kind_id="one_to_one", starts_at=on(day, hour), minutes=90, place=Place.VIDEO
    )
