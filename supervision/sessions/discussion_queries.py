"""Which cases may be discussed in a record, and who reads what was said of a case without the session around it?"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.casenotes.queries import notes_after, open_to, told_apart
from supervision.policy import CaseRelation, reads_only_recent
from supervision.vocabulary import RecordState

from .models import ActionPoint, CaseDiscussion, Placement, SupervisionSession
from .supervised_queries import practitioners_of

RECENT = timedelta(days=365)


def cases_for(person: Person, record: UUID | OuterRef, *, on: date) -> QuerySet[Any]:
    """The cases the writer of a record may name in it: those open to them, and those it names already."""
    rows = (CaseDiscussion.objects, ActionPoint.objects)
    discussed, pointed = (Exists(own.filter(supervision_session=record, case=OuterRef("pk"))) for own in rows)
    found = open_to(person, on=on, led_by=practitioners_of(person, on=on), besides=Q(discussed) | Q(pointed))
    return found.order_by("reference")


def cases_along(person: Person, *, on: date) -> ArraySubquery:
    """The same, to be asked along with the record."""
    found = cases_for(person, OuterRef(OuterRef("pk")), on=on)
    return ArraySubquery(found.values(json=JSONObject(id="pk", reference="reference", lead="lead__name")))


def may_all_be_named(case_ids: set[UUID], person: Person, record: SupervisionSession, *, on: date) -> bool:
    return cases_for(person, record.pk, on=on).filter(pk__in=case_ids).count() == len(case_ids)


def choices_for(person: Person, record: SupervisionSession, *, on: date) -> list[tuple[str, str]]:
    """The same as choices of a form; `get_record` may have asked for them already."""
    known = getattr(record, "open_cases", None)
    if known is not None:
        return told_apart((case["id"], case["reference"], case["lead"]) for case in known)
    return told_apart(named(cases_for(person, record.pk, on=on)))


def named(cases: Iterable[Case]) -> Iterator[tuple[str, str, str]]:
    return ((str(case.pk), case.reference, case.lead.name) for case in cases)


def discussions_in(record: SupervisionSession) -> QuerySet[CaseDiscussion]:
    """For the record's own readers, in the order of the form."""
    return with_notes(CaseDiscussion.objects.filter(supervision_session=record).select_related("case"))


def with_notes(discussions: QuerySet[CaseDiscussion]) -> QuerySet[Any]:
    """`has_notes` says whether a note of the case follows from it."""
    return discussions.annotate(has_notes=Exists(notes_after(OuterRef("pk"))))


def discussed_with(person: Person) -> QuerySet[CaseDiscussion]:
    """What was said of cases in signed sessions that this person supervised or facilitated, whoever supervises now.

    They read the notes that follow from it, and of the case no more than was said there.
    """
    mine = {"supervision_session__supervisor": person, "supervision_session__state": RecordState.LOCKED}
    return CaseDiscussion.objects.filter(**mine).select_related("case", "supervision_session")


def discussions_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> QuerySet[CaseDiscussion]:
    """What this person reads of a case from signed records; `policy.check_read_discussion` in SQL."""
    signed = CaseDiscussion.objects.filter(case=case, supervision_session__state=RecordState.LOCKED)
    return _readable(signed, relations, on).select_related(
        "supervision_session__practitioner", "supervision_session__supervisor"
    )


def struck_discussions_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> QuerySet[CaseDiscussion]:
    """What was on the file when its record turned out to be entered in error: to be taken off, no longer to be read."""
    placed = Exists(Placement.objects.filter(discussion=OuterRef("pk")))
    struck = CaseDiscussion.objects.filter(placed, case=case, supervision_session__state=RecordState.STRUCK)
    return _readable(struck, relations, on).select_related("supervision_session__supervisor")


def points_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> QuerySet[ActionPoint]:
    """The action points agreed for a case in the records that `discussions_of` reads from."""
    signed = ActionPoint.objects.filter(case=case, supervision_session__state=RecordState.LOCKED)
    return _readable(signed, relations, on).select_related("owner", "held_by", "guest__agency")


def open_points_of(case: Case, relations: frozenset[CaseRelation], *, on: date) -> QuerySet[ActionPoint]:
    return points_of(case, relations, on=on).filter(closed_at=None).order_by("due_on", "position")


def _readable(rows: QuerySet[Any], relations: frozenset[CaseRelation], on: date) -> QuerySet[Any]:
    if not relations:
        return rows.none()
    recent = rows.filter(supervision_session__held_on__gte=on - RECENT)
    return recent if reads_only_recent(relations) else rows
