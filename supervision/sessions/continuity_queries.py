"""What passes to whom when somebody leaves or hands over? Names, days, states and counts, never a word of a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from accounts.models import Person
from supervision.casenotes.queries import led_by
from supervision.rules.record_states import EDITABLE
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind, Party, PlanState, RecordState

from .absence_queries import left_behind
from .acting_queries import routed_to
from .leaving_queries import facilitated, first_day_after
from .models import (
    ActionPoint,
    AgendaItem,
    Departure,
    Handover,
    PlannedSession,
    SupervisionArrangement,
    SupervisionSession,
)

DAY = timedelta(days=1)
UNFINISHED = [RecordState.DRAFT, RecordState.SENT, RecordState.RETURNED]
GONE = [RecordState.DISCARDED, RecordState.STRUCK]


def led_after(person: Person, last_on: date) -> QuerySet[SupervisionArrangement]:
    """The lead arrangements of a supervisor that would go on after that day."""
    return (
        SupervisionArrangement.objects.lead()
        .filter(Q(ends_on=None) | Q(ends_on__gt=last_on), supervisor=person, handed_over_to=None)
        .select_related("practitioner", "supervisor")
        .order_by("practitioner__name", "pk")
    )


def unfinished(person: Person) -> QuerySet[SupervisionSession]:
    """Records that are not finished and have to do with this person, the oldest first."""
    theirs = Q(practitioner=person) | Q(supervisor=person) | Q(writer=person) | Q(routed_to_now=person.pk)
    return (
        SupervisionSession.objects.annotate(routed_to_now=routed_to())
        .filter(theirs, state__in=UNFINISHED)
        .select_related("practitioner", "supervisor", "writer")
        .annotate(signed_for_supervisor=_signed(Party.SUPERVISOR), signed_for_practitioner=_signed(Party.PRACTITIONER))
        .order_by("held_on", "pk")
    )


def _signed(party: Party) -> Count:
    return Count("signatures", filter=Q(signatures__voided_at=None, signatures__party=party), distinct=True)


def needs_successor(person: Person) -> bool:
    """Whether records, action points or groups wait for this person as a supervisor or facilitator."""
    as_supervisor = unfinished(person).exclude(practitioner=person)
    points = held_points(person).exclude(practitioner=person)
    return as_supervisor.exists() or points.exists() or facilitated(person).exists()


def held_points(person: Person) -> QuerySet[ActionPoint]:
    """Open action points that this person has to do."""
    known = ActionPoint.objects.exclude(supervision_session__state__in=GONE)
    return known.filter(held_by=person, closed_at=None).select_related("supervision_session", "practitioner")


def next_holder(point: ActionPoint, departure: Departure) -> Person | None:
    """Who has it to do after a leaver: the lead supervisor there, else the successor, else the other of the two."""
    session, leaver = point.supervision_session, departure.person_id
    if session.practitioner_id is None:  # agreed in a group: whoever supervises the leaver does not read it
        facilitator = [session.supervisor, departure.successor]
        return next((one for one in facilitator if one and one.is_active and one.pk != leaver), None)
    for day in (departure.last_on + DAY, departure.last_on):
        leads = SupervisionArrangement.objects.current(day).lead().filter(practitioner=point.practitioner_id)
        lead = leads.exclude(supervisor=leaver).filter(supervisor__is_active=True).first()
        if lead:
            return lead.supervisor
    others = [departure.successor, session.supervisor, session.practitioner]
    return next((one for one in others if one and one.is_active and one.pk != leaver), None)


def handovers_ahead() -> QuerySet[Handover]:
    """Handovers that are planned for themselves, the next first."""
    return Handover.objects.filter(applied_at=None, departure=None).select_related(
        "from_arrangement__practitioner", "from_arrangement__supervisor", "to_arrangement__supervisor", "planned_by"
    )


def departures_ahead() -> QuerySet[Departure]:
    """Departures that are planned, with how many people pass on, and how many came to the leaver since."""
    led = "person__supervising"
    come_since = Q(**{f"{led}__kind": ArrangementKind.LEAD, f"{led}__handed_over_to": None})
    come_since &= Q(**{f"{led}__ends_on": None}) | Q(**{f"{led}__ends_on__gt": F("last_on")})
    return (
        Departure.objects.filter(applied_at=None)
        .select_related("person", "successor", "cases_to", "planned_by")
        .annotate(people=Count("handovers", distinct=True), come_since=Count(led, filter=come_since, distinct=True))
    )


def covers_now_and_ahead(on: date) -> QuerySet[SupervisionArrangement]:
    return (
        SupervisionArrangement.objects.filter(kind=ArrangementKind.COVER, ends_on__gte=on)
        .select_related("practitioner", "supervisor", "covers__supervisor")
        .order_by("starts_on", "supervisor__name", "practitioner__name")
    )


@dataclass(frozen=True)
class Effect:
    """One line of a preview: what it is about, and what will happen."""

    about: str
    what: str


def when_handed_over(arrangement: SupervisionArrangement, to: Person, on: date) -> Effect:
    """What one handover takes along, in counts."""
    old = arrangement.supervisor
    points = ActionPoint.objects.exclude(supervision_session__state__in=GONE).filter(
        practitioner=arrangement.practitioner_id, held_by=old, closed_at=None
    )
    agenda = AgendaItem.objects.filter(arrangement=arrangement, taken_up_in=None).exclude(is_shared=False, author=old)
    booked = arrangement.planned.filter(state=PlanState.BOOKED, starts_at__date__gte=on)
    agreement = "the agreement, for both to sign" if arrangement.agreements.exists() else "no agreement yet"
    counts = [
        agreement, _count(points, "open action point"), _count(agenda, "agenda item"), _count(booked, "booked session")
    ]  # fmt: skip
    return Effect(f"{arrangement.practitioner}", f"With {to} from {long_day(on)}: {', '.join(counts)}.")


def signatures_after(arrangement: SupervisionArrangement, to: Person, on: date) -> list[Effect]:
    """Which records pass with a handover for their signature, because whoever was to sign cannot."""
    found = left_behind(on, practitioner_id=arrangement.practitioner_id, lead=to)
    known = found.select_related("practitioner", "supervisor").order_by("held_on", "pk")
    return [
        Effect(
            f"{record.practitioner} with {record.supervisor}, {long_day(record.held_on)}",
            f"{RecordState(record.state).label}. {to} signs in place of {Person.objects.get(pk=record.signer_id)}.",
        )
        for record in known
    ]


def when_brought_forward(handover: Handover, last_on: date) -> Effect:
    """What becomes of a handover that was planned for later than its supervisor stays."""
    old, to = handover.from_arrangement, handover.to_arrangement.supervisor
    on = first_day_after(old, last_on)
    return Effect(
        f"{old.practitioner}", f"With {to} from {long_day(on)} already, not only from {long_day(handover.on)}."
    )


def _count(rows: "QuerySet[Any]", name: str) -> str:
    number = rows.count()
    return f"{number} {name}" if number == 1 else f"{number} {name}s"


def records_after(
    person: Person, *, last_on: date, successor: Person | None, each: Mapping[int, Person]
) -> list[Effect]:
    """What will happen to each record of a leaver that is not finished."""
    led = {a.practitioner_id: each.get(a.pk, successor) for a in led_after(person, last_on)}
    return [
        Effect(
            f"{record.practitioner} with {record.supervisor}, {long_day(record.held_on)}",
            f"{RecordState(record.state).label}. {_fate(record, person, led.get(record.practitioner.pk) or successor)}",
        )
        for record in unfinished(person)
    ] + [
        Effect(
            f"{record.kind}, {long_day(record.held_on)}",
            f"{RecordState(record.state).label}. {successor} facilitates it and writes its record.",
        )
        for record in facilitated(person).select_related("kind").order_by("held_on", "pk")
    ]


def _fate(record: SupervisionSession, person: Person, successor: Person | None) -> str:
    mine = record.practitioner_id == person.pk
    said = []
    if record.state in EDITABLE and record.writer_id == person.pk:
        other = record.supervisor if mine else record.practitioner
        said.append(f"{other if other.is_active else successor} writes it to its end.")
    if mine:
        signed = record.signed_for_supervisor  # type: ignore[attr-defined]
        said.append("It is locked then." if signed else f"It is locked when {record.supervisor} has signed.")
    elif not record.signed_for_supervisor:  # type: ignore[attr-defined]
        said.append(f"{successor} signs in place of {record.supervisor}.")
    return " ".join(said)


def cases_after(person: Person, *, last_on: date, cases_to: Person | None) -> list[Effect]:
    """Who will lead each case of a leaver: by its reference alone."""
    return [
        Effect(case.reference, f"{case.passes_to or cases_to} leads it from {long_day(last_on + DAY)} at the latest.")
        for case in led_by(person)
    ]


def in_their_own_supervision(person: Person, last_on: date) -> list[str]:
    """What ends with somebody who leaves, in a sentence each."""
    going_on = SupervisionArrangement.objects.exclude(ends_on__lte=last_on)
    said = [
        f"Their own supervision with {one.supervisor} ends on {long_day(last_on)}."
        for one in going_on.lead().filter(practitioner=person).select_related("supervisor")
    ]
    ending = going_on.exclude(kind=ArrangementKind.LEAD).filter(Q(supervisor=person) | Q(covers__supervisor=person))
    if ends := ending.count():
        said.append(f"{ends} covers and specialist arrangements end.")
    if points := held_points(person).count():
        said.append(f"Open action points they have to do pass to whoever supervises: {points}.")
    theirs = PlannedSession.objects.filter(state=PlanState.BOOKED, starts_at__date__gt=last_on)
    if booked := theirs.filter(arrangement__practitioner=person).count():
        said.append(f"Booked sessions of their own that are cancelled: {booked}.")
    return said


def leads(person: Person, on: date) -> QuerySet[SupervisionArrangement]:
    """The lead arrangements of a supervisor that run on that day or later, and are not handed over yet."""
    return led_after(person, on - DAY)


def people_who_lead(on: date) -> QuerySet[Person]:
    """Supervisors with somebody to supervise, with how many, by name."""
    leading = SupervisionArrangement.objects.current(on).lead().values("supervisor")
    running = Q(supervising__kind=ArrangementKind.LEAD, supervising__starts_on__lte=on)
    running &= Q(supervising__ends_on=None) | Q(supervising__ends_on__gte=on)
    counted = Count("supervising", filter=running, distinct=True)
    return Person.objects.filter(pk__in=leading).annotate(leads=counted).order_by("name")


def gets_stuck(person: Person) -> list[str]:
    """What would wait for somebody if the account were just closed, in counts."""
    led = SupervisionArrangement.objects.lead().filter(supervisor=person, handed_over_to=None)
    counts = {
        "people they supervise": led.exclude(ends_on__lt=timezone.localdate()).count(),
        "records that are not finished": unfinished(person).count(),
        "groups they facilitate whose record is being written": facilitated(person).count(),
        "open action points": held_points(person).count(),
        "cases they lead": led_by(person).count(),
    }
    return [f"{number} {name}" for name, number in counts.items() if number]
