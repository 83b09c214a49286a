"""How is a pulse started, answered, noted, reminded of and closed?

An answer is written with no person, no time and no line on the trail. With it all answers of its cell are written
anew, and at each tick those of all cells: shuffled question by question and in the order of new random keys, so
neither a row nor its place nor the transaction that wrote it says whose it is or when it came. Who has answered is
found out later from the tickets that are gone, for several people of one cell together: what is noted is never about
fewer people than the answers beside it may be of.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import SystemRandom
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, QuerySet, Value, When
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.quarters.models import threshold
from supervision.rules.disclosure import coarsened, cut_by, showable
from supervision.sessions.models import ConfidenceDomain
from supervision.vocabulary import AuditAction

from .links import forget_mails, hash_of, mail_links, mark_of, secret_for
from .models import Answer, Asked, Cell, Pulse, Ticket
from .queries import asked_in, closed, to_be_asked
from .words import Matters

BETWEEN_REMINDERS = timedelta(days=3)
LONGEST = timedelta(days=60)
logger = logging.getLogger(__name__)


class LinkGone(Exception):
    """The link is unknown, was used, or belongs to a pulse that is closed; which of them is nobody's business."""


class OtherKey(Exception):
    """The links of this pulse were made with another secret key than the server has now."""


@dataclass(frozen=True)
class Said:
    """Scores from 1 to 5, by area, and how the work felt; nothing where nothing was said."""

    scores: dict[int, int]
    worried: int | None = None
    anxious: int | None = None


@transaction.atomic
def start(*, closes_on: date, first: Matters, key: UUID, by: Person, at: datetime) -> Pulse:
    """Ask every practitioner, and mail each a link. Once for each `key`. Raises ValidationError."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if known := Pulse.objects.filter(key=key).first():
        return known
    if Pulse.objects.filter(closed_at=None).exists():
        raise ValidationError("A pulse is open already. Another one can start when it is closed.")
    if not localdate(at) < closes_on <= localdate(at) + LONGEST:
        raise ValidationError({"closes_on": "Choose a day from tomorrow on, at most 60 days ahead"})
    people = list(to_be_asked().select_related("team__service").distinct())
    if len(people) < threshold():
        raise ValidationError(f"There are fewer than {threshold()} practitioners to ask, so no figure could be shown.")
    pulse = Pulse.objects.create(
        started_by=by, started_at=at, closes_on=closes_on, least=threshold(), first=first, key=key,
        domains=list(ConfidenceDomain.objects.filter(is_asked=True).values_list("pk", flat=True)),
    )  # fmt: skip
    _ask(pulse, people)
    _keep_back(pulse)
    mail_links(pulse, people, at=at)
    audit(actor=by, action=AuditAction.CREATED, kind="pulse", object_id=pulse.pk, at=at, asked=len(people))
    return pulse


def _ask(pulse: Pulse, people: Sequence[Person]) -> None:
    """Tickets are written in the order of their hashes: people stand in another one."""
    kept = coarsened({person: _attributes(person, pulse.first) for person in people}, pulse.least)
    names = ["agency_id", *(["team_id", "job_role_id"] if pulse.first == Matters.TEAM else ["job_role_id", "team_id"])]
    alike: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
    for person, values in kept.items():
        alike[values].append(mark_of(person.pk))
    cells = {
        values: Cell.objects.create(
            pulse=pulse, asked=len(marks), marks=sorted(marks), **dict(zip(names, values, strict=True))
        )
        for values, marks in alike.items()
    }
    Asked.objects.bulk_create(Asked(pulse=pulse, person=person, cell=cells[kept[person]]) for person in people)
    tickets = [Ticket(secret_hash=hash_of(secret_for(pulse, person.pk)), cell=cells[kept[person]]) for person in people]
    Ticket.objects.bulk_create(sorted(tickets, key=lambda ticket: ticket.secret_hash))


def _keep_back(pulse: Pulse) -> None:
    """What would tell what a few said, beside any pulse that can be read. Raises ValidationError if that is all."""
    groups = asked_in(pulse)
    earlier = [cut_by(asked_in(one).values()) for one in closed()]
    told = showable(groups, pulse.least, earlier=earlier)
    if not told:
        raise ValidationError(
            f"Fewer than {pulse.least} people have come or left since an earlier pulse. To compare the two "
            "would tell what these few said, so no figure of this one could be shown."
        )
    pulse.kept_back = sorted(groups.keys() - told)
    pulse.save(update_fields=["kept_back"])


def _attributes(person: Person, first: str) -> tuple[int | None, int | None, int | None]:
    agency = person.team.service.agency_id if person.team else None
    if first == Matters.TEAM:
        return agency, person.team_id, person.job_role_id
    return agency, person.job_role_id, person.team_id


def find(secret: str, *, at: datetime) -> Ticket:
    """The ticket of a link that still works. Raises LinkGone."""
    found = Ticket.objects.select_related("cell__pulse").filter(
        pk=hash_of(secret), cell__pulse__closed_at=None, cell__pulse__closes_on__gte=localdate(at)
    )
    if ticket := found.first():
        return ticket
    raise LinkGone


@transaction.atomic
def answer(*, secret: str, said: Said, at: datetime) -> None:
    """Say it once; the one write without an actor, of which the trail knows nothing. Raises LinkGone."""
    ticket = find(secret, at=at)
    if not Ticket.objects.filter(pk=ticket.pk).delete()[0]:
        raise LinkGone  # somebody who pressed twice: the first press was faster
    scores = [said.scores.get(domain) for domain in ticket.cell.pulse.domains]
    one = Answer(cell=ticket.cell, scores=scores, worried=said.worried, anxious=said.anxious)
    _mix(Cell.objects.filter(pk=ticket.cell_id), one)  # alone it would be that of whoever is not noted yet


@transaction.atomic
def remind(*, pulse: Pulse, by: Person, at: datetime) -> int:
    """Mail those who are not noted as having answered, and say how many. Raises ValidationError."""
    pulse = Pulse.objects.select_for_update().get(pk=pulse.pk)
    today = localdate(at)
    if pulse.closed_at or pulse.closes_on < today:
        raise ValidationError("This pulse is closed.")
    if pulse.reminded_on and today < pulse.reminded_on + BETWEEN_REMINDERS:
        raise ValidationError("A reminder went out less than three days ago.")
    try:
        _whose_ticket_is_gone(pulse, list(Asked.objects.filter(pulse=pulse)))
    except OtherKey:
        raise ValidationError("The server’s secret key was changed, so no link can be sent again.") from None
    pulse.reminded_on = today
    pulse.save(update_fields=["reminded_on"])
    waiting = Asked.objects.filter(pulse=pulse, has_answered=False, person__is_active=True).select_related("person")
    people = [asked.person for asked in waiting]
    mail_links(pulse, people, at=at, again=True)
    audit(actor=by, action=AuditAction.CHANGED, kind="pulse", object_id=pulse.pk, at=at, reminded=len(people))
    return len(people)


def settle_due(*, at: datetime) -> int:
    """Close what is over, and note who has answered, a few at a time. Says how many people were noted."""
    noted = 0
    for pulse in Pulse.objects.filter(closed_at=None):
        if pulse.closes_on < localdate(at):
            close(pulse=pulse, at=at)
        else:
            noted += note_answered(pulse=pulse)
    return noted


def note_answered(*, pulse: Pulse) -> int:
    """Mix the answers anew, however few they are. Then note those of a cell in which enough are not noted yet."""
    with transaction.atomic():
        Pulse.objects.select_for_update().get(pk=pulse.pk)
        _mix(Cell.objects.filter(pulse=pulse))
    with transaction.atomic():
        return _note(pulse)


def _mix(cells: QuerySet[Cell], *more: Answer) -> None:
    """Write every answer of these cells anew, and what is said now, under new keys and in the order of the keys."""
    locked = list(cells.select_for_update(no_key=True).order_by("pk"))
    answers = list(Answer.objects.filter(cell__in=locked))  # once they are locked: nobody else writes any now
    Answer.objects.filter(pk__in=[one.pk for one in answers]).delete()
    Answer.objects.bulk_create(sorted(_anew([*answers, *more]), key=lambda one: one.pk))


def _anew(answers: Iterable[Answer]) -> Iterator[Answer]:
    """Cell by cell, what was said to each question in an order of its own: nobody's scores stay beside each other.

    Ten scores are as good as a name for whoever has rated the same areas in a session.
    """
    said: dict[int, list[Sequence[int | None]]] = defaultdict(list)
    for one in answers:
        said[one.cell_id].append((*one.scores, one.worried, one.anxious))
    for cell, rows in said.items():
        shuffled = [SystemRandom().sample(column, len(column)) for column in zip(*rows, strict=True)]
        for *scores, worried, anxious in zip(*shuffled, strict=True):
            yield Answer(cell_id=cell, scores=scores, worried=worried, anxious=anxious)


def _note(pulse: Pulse) -> int:
    """Every row of those who were asked is written, changed or not: which was changed does not show."""
    asked = list(Asked.objects.select_for_update().filter(pulse=pulse).order_by("pk"))
    try:
        gone = _whose_ticket_is_gone(pulse, asked)
    except OtherKey:
        logger.error("Pulse %s: its links were made with another secret key, so nobody can be noted", pulse.pk)
        return 0
    if together := _enough_of_a_cell(gone, pulse.least):
        says = Case(When(pk__in=together, then=Value(True)), default=F("has_answered"))
        Asked.objects.filter(pulse=pulse).update(has_answered=says)
    return len(together)


def _enough_of_a_cell(gone: Sequence[Asked], least: int) -> list[int]:
    """Those not noted yet, where the others of their cell make them enough: an answer says of which cell it is."""
    new = [one for one in gone if not one.has_answered and one.cell_id]
    many = Counter(one.cell_id for one in new)
    return [one.pk for one in new if many[one.cell_id] >= least]


def _whose_ticket_is_gone(pulse: Pulse, asked: Sequence[Asked]) -> list[Asked]:
    """Raises OtherKey when more tickets seem to be gone than there are answers."""
    tickets = set(Ticket.objects.filter(cell__pulse=pulse).values_list("pk", flat=True))
    gone = [one for one in asked if hash_of(secret_for(pulse, one.person_id)) not in tickets]
    if len(gone) > Answer.objects.filter(cell__pulse=pulse).count():
        raise OtherKey
    return gone


@transaction.atomic
def close(*, pulse: Pulse, at: datetime) -> None:
    """Nobody answers any more. The answers are mixed a last time; who has answered and who was mailed is forgotten."""
    pulse = Pulse.objects.select_for_update().get(pk=pulse.pk)
    if pulse.closed_at is None:
        Ticket.objects.filter(cell__pulse=pulse).delete()  # first: it waits for whoever is answering
        _mix(Cell.objects.filter(pulse=pulse))
        Asked.objects.filter(pulse=pulse).update(has_answered=False, cell=None)
        forget_mails(pulse)
        pulse.closed_at = at
        pulse.save(update_fields=["closed_at"])
