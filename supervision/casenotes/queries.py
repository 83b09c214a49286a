"""Who stands how to which case, and what do they read of it? The one door to cases for every page.

Whom a person supervises is asked above, where arrangements are known, and handed in.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from accounts.models import Person
from supervision.policy import CaseRelation, reads_only_recent
from supervision.vocabulary import Role

from .models import Case, CaseAccess, CaseHandover, CaseNote, CaseNoteAddendum, PartnerAgency, PathwayStep

M = TypeVar("M", CaseNote, PathwayStep)
RECENT = timedelta(days=365)


@dataclass(frozen=True)
class Supervised:
    """Whom a person supervises today: everybody, those whom they lead, and of these who leaves or has left."""

    ids: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()
    leaving: frozenset[int] = frozenset()


def standing_access(on: date) -> QuerySet[CaseAccess]:
    return CaseAccess.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, taken_at=None)


def visible_to(person: Person, *, on: date, supervised: Supervised) -> QuerySet[Any]:
    """Cases this person may know of; `given` says of each whether they were given access to it."""
    return _known_to(person, on=on).filter(Q(lead=person) | Q(given=True) | Q(lead__in=supervised.ids))


def open_to(person: Person, *, on: date, led_by: QuerySet[Any], besides: Q) -> QuerySet[Any]:
    """The same as one question, with those whom the person supervises asked for inside it; and some `besides`."""
    return _known_to(person, on=on).filter(Q(lead=person) | Q(given=True) | Q(lead__in=led_by) | besides)


def _known_to(person: Person, *, on: date) -> QuerySet[Any]:
    given = Exists(standing_access(on).filter(person=person, case=OuterRef("pk")))
    return Case.objects.annotate(given=given).select_related("lead")


def relations_of(person: Person, case: Any, *, supervised: Supervised) -> frozenset[CaseRelation]:
    """Of a case that `visible_to` gave for this person."""
    said = {
        CaseRelation.LEAD: case.lead_id == person.pk,
        CaseRelation.GIVEN_ACCESS: case.given,
        CaseRelation.LEAD_SUPERVISOR: case.lead_id in supervised.led,
        CaseRelation.SUPERVISOR: case.lead_id in supervised.ids,
    }
    return frozenset(relation for relation, holds in said.items() if holds)


def get_case(
    person: Person, case_id: UUID, *, on: date, supervised: Supervised
) -> tuple[Case, frozenset[CaseRelation]]:
    """The case with the names of its agencies, how far it is on each way to a diagnosis, as `reached`, a list of
    step, need, stage and day, who has access, as `shared_with`, and who is to lead it next. Raises Case.DoesNotExist.

    That is so when it is not visible, as if it never was.
    """
    joined = Case.agencies.through.objects.filter(case=OuterRef("pk")).order_by("partneragency__name")
    steps = PathwayStep.objects.filter(case=OuterRef("pk")).order_by("need", "-dated_on", "-written_at")
    latest = steps.distinct("need").values(told=JSONObject(id="id", need="need", stage="stage", dated_on="dated_on"))
    shared = access_to(OuterRef("pk"), on=on)
    known = visible_to(person, on=on, supervised=supervised)
    ahead = handovers_ahead().filter(case=OuterRef("pk"))
    case: Case = known.annotate(
        agency_names=ArraySubquery(joined.values("partneragency__name")),
        reached=ArraySubquery(latest),
        shared_with=ArraySubquery(shared.values(told=JSONObject(name="person__name", ends_on="ends_on"))),
        next_lead=Subquery(ahead.values("to_lead__name")),
        next_lead_from=Subquery(ahead.values("on")),
    ).get(pk=case_id)
    return case, relations_of(person, case, supervised=supervised)


def find(person: Person, reference: str, *, on: date, supervised: Supervised) -> QuerySet[Any]:
    """The cases under this reference that are open to the person: nearly always one, or none."""
    return visible_to(person, on=on, supervised=supervised).filter(reference=reference)


def told_apart(cases: Iterable[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """Choices of id, reference and lead practitioner: who leads it is said where a reference is there twice."""
    known = list(cases)
    times = Counter(reference for _, reference, _ in known)
    return [(id, f"{reference}, led by {lead}" if times[reference] > 1 else reference) for id, reference, lead in known]


def with_last_note(cases: QuerySet[Case]) -> QuerySet[Any]:
    """Open cases first; `last_note_on` says when the latest note is of."""
    last = CaseNote.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(last=Max("dated_on"))
    return cases.annotate(last_note_on=Subquery(last.values("last"))).order_by(
        F("closed_on").desc(nulls_first=True), "reference"
    )


def notes_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> QuerySet[CaseNote]:
    """What this person reads of the notes; the door to each of them."""
    return _open_to(relations, CaseNote.objects.filter(case=case).select_related("author"), on)


def _open_to(relations: frozenset[CaseRelation], written: QuerySet[M], on: date) -> QuerySet[M]:
    return written.filter(dated_on__gte=on - RECENT) if reads_only_recent(relations) else written


def note_to_correct(case: Case, relations: frozenset[CaseRelation], note_id: UUID, *, on: date) -> CaseNote:
    """Raises CaseNote.DoesNotExist."""
    return notes_of(case, relations, on=on).get(pk=note_id)


NOTE, STEP = "note", "step"


@dataclass(frozen=True)
class Entry:
    """One line of a timeline before its text is read: what kind it is, and when."""

    day: date
    at: datetime
    id: UUID
    kind: str


def lines_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> list[Entry]:
    """Notes and pathway steps as lines of a timeline; no text is read for it."""
    notes = _lines(notes_of(case, relations, on=on), NOTE)
    steps = _lines(_open_to(relations, PathwayStep.objects.filter(case=case), on), STEP)
    return [Entry(*line) for line in notes.union(steps, all=True)]


def latest_steps(case: Any, relations: frozenset[CaseRelation], *, on: date) -> dict[str, UUID]:
    """Of a case that `get_case` gave: the latest step on each way to a diagnosis, if this person reads it, by need."""
    oldest = on - RECENT if reads_only_recent(relations) else date.min
    read = [one for one in case.reached if date.fromisoformat(one["dated_on"]) >= oldest]
    return {one["need"]: UUID(one["id"]) for one in read}


def _lines(rows: QuerySet[Any], kind: str) -> Any:
    return rows.order_by().annotate(kind_of=Value(kind)).values_list("dated_on", "written_at", "id", "kind_of")


def rows_of(ids: Collection[UUID]) -> dict[UUID, CaseNote | PathwayStep]:
    """Some notes, with their addenda, and steps."""
    notes = _whole(CaseNote.objects.filter(pk__in=ids))
    steps = PathwayStep.objects.filter(pk__in=ids).select_related("author")
    return {note.pk: note for note in notes} | {step.pk: step for step in steps}


def _whole(notes: QuerySet[CaseNote]) -> QuerySet[CaseNote]:
    """With what was added to each, and the session it follows from."""
    addenda = Prefetch("addenda", CaseNoteAddendum.objects.select_related("author"))
    return notes.select_related("author", "discussion__supervision_session").prefetch_related(addenda)


def notes_after(discussion_id: UUID | OuterRef) -> QuerySet[CaseNote]:
    """Notes that follow from a discussion, the newest first; `discussion_queries.discussed_with` says for whom."""
    return _whole(CaseNote.objects.filter(discussion=discussion_id))


def access_to(case: Case | OuterRef, *, on: date) -> QuerySet[CaseAccess]:
    """Who has access today, or will have."""
    return (
        CaseAccess.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), case=case, taken_at=None)
        .select_related("person", "given_by")
        .order_by("person__name")
    )


def may_be_given_access(case: Case, by: Person) -> QuerySet[Person]:
    """Nobody gives it to themselves: a supervisor would read on beyond their twelve months."""
    return Person.objects.filter(is_active=True).exclude(pk__in=[case.lead_id, by.pk]).order_by("name")


def handovers_ahead() -> QuerySet[CaseHandover]:
    """Cases that are to pass to another lead practitioner."""
    return CaseHandover.objects.filter(applied_at=None, taken_back_at=None)


def may_lead(case: Case) -> QuerySet[Person]:
    return practitioners().exclude(pk=case.lead_id)


def practitioners() -> QuerySet[Person]:
    return Person.objects.filter(is_active=True, role_grants__role=Role.PRACTITIONER).distinct().order_by("name")


def led_by(person: Person) -> QuerySet[Any]:
    """The cases somebody leads, open ones first; `passes_to` names who was named to lead each after them."""
    named = handovers_ahead().filter(case=OuterRef("pk"), to_lead__is_active=True).values("to_lead__name")
    return (
        Case.objects.filter(lead=person)
        .annotate(passes_to=Subquery(named))
        .order_by(F("closed_on").desc(nulls_first=True), "reference")
    )


def left_behind() -> QuerySet[Person]:
    """People who have left and still lead cases, with how many."""
    return (
        Person.objects.filter(is_active=False).annotate(cases=Count("cases_led")).filter(cases__gt=0).order_by("name")
    )


def agencies() -> QuerySet[Any]:
    """Every partner agency, those that are offered first, and in how many cases it is named."""
    return PartnerAgency.objects.annotate(in_cases=Count("cases")).order_by("is_retired", "name")


def agencies_for(case: Case | None) -> QuerySet[PartnerAgency]:
    """Those that can be chosen for a case: what is offered, and what it has already."""
    offered = Q(is_retired=False)
    return PartnerAgency.objects.filter(offered | Q(cases=case) if case else offered).distinct()
