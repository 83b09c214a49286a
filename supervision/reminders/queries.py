"""What has come up to the managers, and what do they have in hand? Metadata only: whose, what, which day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import CharField, Count, Func, Max, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast

from accounts.models import Person
from accounts.queries import scopes_of
from supervision.outbox.models import Notice
from supervision.vocabulary import Audience, Matter

from .models import Acknowledgement, NoticePreference, ReminderStep

Row = dict[str, Any]
Known = dict[tuple[str, str, date], Acknowledgement]


@dataclass(frozen=True)
class Escalation:
    """One matter that has come up to managers: since when, whom it reached last and when, and who has it in hand."""

    matter: Matter
    about_id: str
    about_on: date
    practitioner_id: int
    practitioner: str
    team: str
    since: datetime
    reached: str
    reached_at: datetime
    people: list[str]
    acknowledgement: Acknowledgement | None

    def days_past(self, on: date) -> int:
        return (on - self.about_on).days

    def in_hand(self, on: date) -> bool:
        return self.acknowledgement is not None and self.acknowledgement.until >= on


def _open() -> QuerySet[Notice]:
    return Notice.objects.filter(is_escalation=True, settled_at=None, kind__in=[matter.value for matter in Matter])


def _within_reach(person: Person) -> Q:
    """Whose supervision a manager answers for: by where people are now. Never one's own."""
    scopes = scopes_of(person)
    reach = Q(about_person__team__in=scopes.team_ids) | Q(about_person__team__service__in=scopes.service_ids)
    return (Q(pk__isnull=False) if scopes.organisation else reach) & ~Q(about_person=person)


@dataclass(frozen=True)
class HowMany:
    """Matters that have come up within a manager's reach, and those of them that nobody has in hand."""

    come_up: int
    not_in_hand: int


def how_many_escalations(person: Person, *, on: date) -> HowMany:
    """As many as `escalation_rows` has, counted in one question."""
    about = {"matter": OuterRef("kind"), "about_id": OuterRef("about_id"), "about_on": OuterRef("about_on")}
    until = Subquery(Acknowledgement.objects.filter(**about).order_by("-at").values("until")[:1])
    one: Any = _open().filter(_within_reach(person)).order_by().values("kind", "about_id", "about_on", "about_person")
    nobody = Q(until=None) | Q(until__lt=on)
    counted = one.annotate(until=until).distinct().aggregate(all=Count("kind"), open=Count("kind", filter=nobody))
    return HowMany(counted["all"], counted["open"])


def _audience() -> Subquery:
    """Whom the step of a notice is for; the step stands in its key."""
    step = Func(OuterRef("key"), Value(":"), Value(4), function="split_part", output_field=CharField())
    known = ReminderStep.objects.annotate(mark=Cast("pk", CharField())).filter(mark=step)
    return Subquery(known.order_by().values("audience"))


def _grouped(notices: QuerySet[Notice]) -> "QuerySet[Notice, Row]":
    """One row for each matter, the longest past first."""
    rows: Any = (
        notices.order_by()
        .values("kind", "about_id", "about_on", "about_person", "about_person__name", "about_person__team__name")
        .annotate(
            since=Min("made_at"),
            reached_at=Max("made_at"),
            reached=ArrayAgg(_audience(), order_by=["-made_at", "-pk"]),
            people=ArrayAgg("person__name", distinct=True),
        )
        .order_by("about_on", "about_person__name", "about_id")
    )
    return cast("QuerySet[Notice, Row]", rows)


def escalation_rows(person: Person) -> "QuerySet[Notice, Row]":
    """What has come up within a manager's reach, to be cut into pages and handed to `escalations`."""
    return _grouped(_open().filter(_within_reach(person)))


def escalations(rows: Iterable[Row]) -> list[Escalation]:
    """The same with who has them in hand: one question, however many."""
    rows = list(rows)
    known = _acknowledgements({row["about_id"] for row in rows}) if rows else {}
    return [_read(row, known) for row in rows]


def _read(row: Row, known: Known) -> Escalation:
    matter, about_id, about_on = Matter(row["kind"]), row["about_id"], row["about_on"]
    return Escalation(
        matter=matter,
        about_id=about_id,
        about_on=about_on,
        practitioner_id=row["about_person"],
        practitioner=row["about_person__name"],
        team=row["about_person__team__name"] or "No team",
        since=row["since"],
        reached=Audience(row["reached"][0]).label if row["reached"][0] else "",
        reached_at=row["reached_at"],
        people=row["people"],
        acknowledgement=known.get((matter, about_id, about_on)),
    )


def _acknowledgements(about_ids: Collection[str]) -> Known:
    """The latest one of each."""
    found = Acknowledgement.objects.filter(about_id__in=about_ids).select_related("by").order_by("at")
    return {(one.matter, one.about_id, one.about_on): one for one in found}


def escalation(person: Person, matter: Matter, about_id: str, about_on: date) -> Escalation | None:
    """One of those within a manager's reach."""
    one = _open().filter(_within_reach(person), kind=matter, about_id=about_id, about_on=about_on)
    return next(iter(escalations(_grouped(one))), None)


def escalations_about(practitioner_ids: Collection[int]) -> dict[int, list[Escalation]]:
    """What has come up about each of these people."""
    found: dict[int, list[Escalation]] = {}
    for one in escalations(_grouped(_open().filter(about_person__in=practitioner_ids))):
        found.setdefault(one.practitioner_id, []).append(one)
    return found


def wishes_of(person: Person) -> NoticePreference:
    """How somebody wants their mail; what it is without a word from them, if they never said."""
    return NoticePreference.objects.filter(person=person).first() or NoticePreference(person=person)


def steps() -> QuerySet[ReminderStep]:
    return ReminderStep.objects.filter(is_in_force=True).order_by("matter", "days", "audience")


def acknowledgements_of(one: Escalation) -> QuerySet[Acknowledgement]:
    """All that were made of it, the latest first."""
    known = Acknowledgement.objects.filter(matter=one.matter, about_id=one.about_id, about_on=one.about_on)
    return known.select_related("by")
