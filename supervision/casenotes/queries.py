"""Who stands how to which case, and what do they read of it? The one door to cases for every page.

Whom a person supervises is asked above, where arrangements are known, and handed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value

from accounts.models import Person
from supervision.policy import CaseRelation, reads_only_recent

from .models import Case, CaseAccess, CaseNote, PathwayStep

RECENT = timedelta(days=365)


@dataclass(frozen=True)
class Supervised:
    """Whom a person supervises today: everybody, and those of them whom they supervise as lead."""

    ids: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()


def standing_access(on: date) -> QuerySet[CaseAccess]:
    return CaseAccess.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on, taken_at=None)


def visible_to(person: Person, *, on: date, supervised: Supervised) -> QuerySet[Any]:
    """Cases this person may know of; `given` says of each whether they were given access to it."""
    given = Exists(standing_access(on).filter(person=person, case=OuterRef("pk")))
    known = Case.objects.annotate(given=given).select_related("lead")
    return known.filter(Q(lead=person) | Q(given=True) | Q(lead__in=supervised.ids))


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
    """Raises Case.DoesNotExist when it is not visible to them, as for one that never was."""
    case: Case = visible_to(person, on=on, supervised=supervised).get(pk=case_id)
    return case, relations_of(person, case, supervised=supervised)


def find(person: Person, reference: str, *, on: date, supervised: Supervised) -> Case | None:
    found: Case | None = visible_to(person, on=on, supervised=supervised).filter(reference=reference).first()
    return found


def with_last_note(cases: QuerySet[Case]) -> QuerySet[Any]:
    """Open cases first; `last_note_on` says when the latest note is of."""
    last = CaseNote.objects.filter(case=OuterRef("pk")).order_by().values("case").annotate(last=Max("dated_on"))
    return cases.annotate(last_note_on=Subquery(last.values("last"))).order_by(
        F("closed_on").desc(nulls_first=True), "reference"
    )


def notes_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> QuerySet[CaseNote]:
    """What this person reads of the notes; the door to each of them."""
    notes = CaseNote.objects.filter(case=case).select_related("author")
    return notes.filter(dated_on__gte=on - RECENT) if reads_only_recent(relations) else notes


def note_to_correct(case: Case, relations: frozenset[CaseRelation], note_id: UUID, *, on: date) -> CaseNote:
    """Raises CaseNote.DoesNotExist."""
    return notes_of(case, relations, on=on).get(pk=note_id)


@dataclass(frozen=True)
class Entry:
    """One line of a timeline before its text is read: what it is, and when."""

    day: date
    at: datetime
    id: UUID
    is_note: bool


def timeline_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> list[Entry]:
    """Notes and pathway steps, the newest first; no text is read for it."""
    notes = _lines(notes_of(case, relations, on=on), is_note=True)
    steps = _lines(PathwayStep.objects.filter(case=case), is_note=False)
    entries = [Entry(*line) for line in notes.union(steps, all=True)]
    return sorted(entries, key=lambda entry: (entry.day, entry.at), reverse=True)


def _lines(rows: QuerySet[Any], *, is_note: bool) -> Any:
    return rows.order_by().annotate(is_note=Value(is_note)).values_list("dated_on", "written_at", "id", "is_note")


def rows_of(entries: Iterable[Entry]) -> list[CaseNote | PathwayStep]:
    """The notes, with their addenda, and steps of some lines of a timeline, in its order."""
    wanted = list(entries)
    ids = [entry.id for entry in wanted]
    notes = CaseNote.objects.filter(pk__in=ids).select_related("author").prefetch_related("addenda__author")
    steps = PathwayStep.objects.filter(pk__in=ids).select_related("author")
    found: dict[UUID, CaseNote | PathwayStep] = {note.pk: note for note in notes}
    found |= {step.pk: step for step in steps}
    return [found[entry.id] for entry in wanted]


def access_to(case: Case, *, on: date) -> QuerySet[CaseAccess]:
    """Who has access today, or will have."""
    return (
        CaseAccess.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), case=case, taken_at=None)
        .select_related("person", "given_by")
        .order_by("person__name")
    )


def may_be_given_access(case: Case) -> QuerySet[Person]:
    return Person.objects.filter(is_active=True).exclude(pk=case.lead_id).order_by("name")
