"""What happens to whom, and when? The two years of each invented person, before anything is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .cast import Member

INTERVAL = 28  # days
LATEST = {"overdue": INTERVAL + 9, "gaps": 24, "unsigned": 12, "cancelled": 26, "carried": 19, "disputed": 15}


@dataclass(frozen=True)
class Plan:
    """One session to be recorded. `end` says how far its record has come."""

    held_on: date
    end: str = "locked"  # or not_held, sent, signed_by_one, returned, draft, disputed, commented, struck
    kind: str = "one_to_one"
    by_supervisor: bool = False
    returned_once: bool = False
    late_by: int = 0  # days that its record took longer than usual


def sessions_of(member: Member, starts_on: date, today: date) -> list[Plan]:
    """The sessions of one person, the first one first. The same person always has the same two years."""
    if member.story == "new":
        return []
    random = Random(member.name)  # noqa: S311 - invented data
    days = list(_days(member, starts_on, today, random))
    plans = [_ordinary(day, number, random) for number, day in enumerate(days)]
    return _with_story(member, plans, today)


def _days(member: Member, starts_on: date, today: date, random: Random) -> Iterator[date]:
    """Days about four weeks apart, none at a weekend, the last one where the story wants it."""
    last = today - timedelta(days=LATEST.get(member.story, random.randint(8, 21)))
    day, days = last, []
    while day > starts_on + timedelta(days=7):
        days.append(_weekday(day))
        gap = random.choice((70, 91)) if member.story == "gaps" and random.random() < 0.2 else 0
        day -= timedelta(days=INTERVAL + random.choice((-3, -1, 0, 0, 2, 5)) + gap)
    return reversed(days)


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _ordinary(day: date, number: int, random: Random) -> Plan:
    return Plan(
        held_on=day,
        kind="unplanned" if number % 9 == 7 else "observation" if number % 13 == 11 else "one_to_one",
        end="commented" if number % 6 == 3 else "locked",
        by_supervisor=number % 5 == 4,
        returned_once=random.random() < 0.12,
        late_by=9 if number % 10 == 6 else 0,
    )


def _with_story(member: Member, plans: list[Plan], today: date) -> list[Plan]:
    last = plans[-1].held_on
    endings: dict[str, list[Plan]] = {
        "overdue": [Plan(last, "sent", by_supervisor=True)],
        "unsigned": [Plan(plans[-2].held_on, "signed_by_one"), Plan(last, "sent")],
        "disputed": [Plan(plans[-2].held_on, "disputed", by_supervisor=True), Plan(last, "locked")],
        "cancelled": [Plan(last, "locked"), Plan(_weekday(today - timedelta(days=3)), "not_held")],
        "carried": [Plan(last, "returned")],
        "gaps": [Plan(plans[-2].held_on, "struck"), Plan(last, "locked")],
        "steady": [Plan(last, "locked")],
        "moved": [Plan(last, "locked")],
        "supervisor": [Plan(last, "sent")],
        "senior": [Plan(last, "locked")],
    }
    ending = endings[member.story]
    new = sum(plan.end == "not_held" for plan in ending)
    kept = plans[: len(plans) - len(ending) + new]
    if member.story == "cancelled":
        kept = [Plan(plan.held_on, "not_held") if number % 4 == 2 else plan for number, plan in enumerate(kept)]
    return [*kept, *ending]
