"""Who opened, searched or downloaded what, within a manager's reach? Whose, what and when; never what was written."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from accounts.models import Person
from accounts.queries import scopes_of, teams_within
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case
from supervision.dips.queries import sampled_about, samples_about
from supervision.keyset import Keyset
from supervision.reports.queries import runs_about
from supervision.sessions.models import ActionPoint, SupervisionAgreement, SupervisionArrangement, SupervisionSession
from supervision.sessions.queries import manages

from .access_words import KINDS, LOGGED

IN_ORDER = Keyset("at")
OF_PEOPLE = ("person", "confidence")
OF_SESSIONS = ("record", "gathering")


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for."""

    since: date
    until: date
    action: str = ""
    kind: str = ""
    object_id: str = ""
    actor_id: int | None = None


def log_of(manager: Person, wanted: Wanted) -> QuerySet[AuditEvent]:
    """The latest first: what people of the manager's teams did, and what anybody did to what belongs to these teams."""
    found = AuditEvent.objects.filter(_within(manager), action__in=[wanted.action] if wanted.action else LOGGED)
    found = found.filter(at__gte=_midnight(wanted.since), at__lt=_midnight(wanted.until + timedelta(days=1)))
    if wanted.actor_id:
        found = found.filter(actor=wanted.actor_id)
    if wanted.object_id:
        found = found.filter(kind__in=[wanted.kind] if wanted.kind else list(KINDS), object_id=wanted.object_id)
    elif wanted.kind:
        found = found.filter(kind=wanted.kind)
    return found.select_related("actor")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _within(manager: Person) -> Q:
    if scopes_of(manager).organisation:
        return Q()
    teams = teams_within(manager).values("pk")
    of_teams: list[tuple[Collection[str], QuerySet[Any]]] = [
        (OF_SESSIONS, SupervisionSession.every.filter(manages(manager))),
        (OF_PEOPLE, Person.objects.filter(team__in=teams)),
        (["agenda"], SupervisionArrangement.objects.filter(practitioner__team__in=teams)),
        (["agreement"], SupervisionAgreement.objects.filter(arrangement__practitioner__team__in=teams)),
        (["action_point"], ActionPoint.objects.filter(practitioner__team__in=teams)),
        (["case", "case_access"], Case.objects.filter(lead__team__in=teams)),
        (["report"], runs_about(manager)),
        (["dip_sample"], samples_about(manager)),
        (["dip_review"], sampled_about(manager)),
    ]
    within = Q(actor__team__in=teams)
    for kinds, rows in of_teams:
        ids = rows.order_by().annotate(mark=Cast("pk", CharField())).values("mark")
        within |= Q(kind__in=kinds, object_id__in=ids)
    return within


@dataclass(frozen=True)
class Known:
    """What may be said of the things on a page, beside their kind: of those within the manager's reach."""

    sessions: dict[str, str]
    people: dict[str, str]

    def about(self, event: AuditEvent) -> str:
        if event.kind in OF_SESSIONS:
            return self.sessions.get(event.object_id, "")
        return self.people.get(event.object_id, "") if event.kind in OF_PEOPLE else ""


def known_of(manager: Person, events: Iterable[AuditEvent]) -> Known:
    """Two questions, however many rows: the days of sessions with whose they are, and people's names."""
    ids: dict[tuple[str, ...], set[str]] = {OF_SESSIONS: set(), OF_PEOPLE: set()}
    for event in events:
        for kinds, found in ids.items():
            if event.kind in kinds and event.object_id:
                found.add(event.object_id)
    sessions = SupervisionSession.every.filter(manages(manager), pk__in=ids[OF_SESSIONS])
    people = Person.objects.filter(pk__in=ids[OF_PEOPLE])
    if not scopes_of(manager).organisation:
        people = people.filter(team__in=teams_within(manager))
    said = sessions.order_by().values_list("pk", "kind__name", "held_on", "practitioner__name", "supervisor__name")
    return Known(
        {str(pk): _session(kind, held_on, whose or f"facilitated by {by}") for pk, kind, held_on, whose, by in said},
        {str(pk): name for pk, name in people.values_list("pk", "name")},
    )


def _session(kind: str, held_on: date, whose: str) -> str:
    return f"{kind} of {held_on.day} {held_on:%B %Y}, {whose}"


def name_within(manager: Person, person_id: int, events: Iterable[AuditEvent]) -> str | None:
    """The name of whom a log is about: somebody who is in it, or works within the manager's reach."""
    for event in events:
        if event.actor_id == person_id and event.actor:
            return event.actor.name
    found = Person.objects.filter(pk=person_id)
    if not scopes_of(manager).organisation:
        found = found.filter(team__in=teams_within(manager))
    return found.values_list("name", flat=True).first()
