"""How often do the invented people have supervision, and who of them is away?"""

from dataclasses import replace
from datetime import date, datetime, timedelta

from accounts.models import JobRole, Person
from supervision.rules.intervals import Interval, Stage
from supervision.sessions.models import ClosedDay
from supervision.sessions.services import pauses, policies
from supervision.sessions.services.policies import Definition
from supervision.vocabulary import PauseReason, Span, WorkingPattern

NEWLY_QUALIFIED, MANAGERS = "Newly qualified social workers", "Team managers"
STAGES = {
    NEWLY_QUALIFIED: (
        Stage(Interval(0, Span.WEEKS), Interval(1, Span.WEEKS)),
        Stage(Interval(6, Span.WEEKS), Interval(2, Span.WEEKS)),
        Stage(Interval(6, Span.MONTHS), Interval(1, Span.MONTHS)),
    ),
    MANAGERS: (Stage(Interval(0, Span.WEEKS), Interval(6, Span.WEEKS)),),
}
SOME = Definition(
    name="", job_role=None, team=None, working_pattern=WorkingPattern.ANY, minutes=90, tolerance_days=3,
    sign_off_days=10, rebook_days=10, short_notice_hours=24, stages=(),
)  # fmt: skip
AT_FIRST = (Stage(Interval(0, Span.WEEKS), Interval(8, Span.WEEKS)),)  # of the managers, until they asked for more
FOR = {NEWLY_QUALIFIED: "Social worker (newly qualified)", MANAGERS: "Team manager"}
AWAY = "Nadia Goldcrest"


def make_policies(by: Person, began: datetime) -> None:
    """Beside the one for everybody, with which an installation begins; one of them was changed soon."""
    wanted = {
        name: replace(SOME, name=name, job_role=JobRole.objects.get(name=job), stages=STAGES[name])
        for name, job in FOR.items()
    }
    policies.put_in_force(policy=None, definition=wanted[NEWLY_QUALIFIED], by=by, at=began)
    first = policies.put_in_force(
        policy=None, definition=replace(wanted[MANAGERS], stages=AT_FIRST), by=by, at=began
    )  # fmt: skip
    policies.put_in_force(policy=first, definition=wanted[MANAGERS], by=by, at=began + timedelta(days=30))


def make_pauses(people: dict[str, Person], today: date, by: Person, at: datetime) -> None:
    """Somebody is on leave today, and everybody has the day before Christmas off."""
    pauses.pause(
        person=people[AWAY],
        starts_on=today - timedelta(days=3),
        ends_on=today + timedelta(days=8),
        reason=PauseReason.LEAVE,
        by=by,
        at=at,
    )
    ClosedDay.objects.create(day=date(today.year, 12, 24), name="Offices closed")
