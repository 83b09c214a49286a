"""How often do the invented people have supervision, and who of them is away?"""

from datetime import date, datetime, timedelta

from accounts.models import JobRole, Person
from supervision.sessions.models import ClosedDay, FrequencyPolicy, PolicyStage
from supervision.sessions.services import pauses
from supervision.vocabulary import PauseReason, Span

NEWLY_QUALIFIED, MANAGERS = "Newly qualified social workers", "Team managers"
STAGES = {
    NEWLY_QUALIFIED: [(0, Span.WEEKS, 1, Span.WEEKS), (6, Span.WEEKS, 2, Span.WEEKS), (6, Span.MONTHS, 1, Span.MONTHS)],
    MANAGERS: [(0, Span.WEEKS, 6, Span.WEEKS)],
}
FOR = {NEWLY_QUALIFIED: "Social worker (newly qualified)", MANAGERS: "Team manager"}
AWAY = "Nadia Goldcrest"


def make_policies() -> None:
    """Beside the one for everybody, with which an installation begins."""
    for name, job in FOR.items():
        policy = FrequencyPolicy.objects.create(
            name=name, job_role=JobRole.objects.get(name=job), minutes=90, tolerance_days=3
        )
        PolicyStage.objects.bulk_create(
            PolicyStage(
                policy=policy, after_count=after, after_unit=after_unit, every_count=every, every_unit=every_unit
            )
            for after, after_unit, every, every_unit in STAGES[name]
        )


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
