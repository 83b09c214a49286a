"""Which discussions are on the child's file, since when, and what of them is to be looked at: not there, or changed?"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from accounts.models import Person
from supervision.casenotes import models as casenotes
from supervision.casenotes.queries import standing_access
from supervision.policy import CaseRelation
from supervision.vocabulary import RecordState, RecordStep

from .discussion_queries import RECENT, discussions_of, struck_discussions_of
from .models import Addendum, CaseDiscussion, Placement, RecordEvent, SlotPresence
from .supervised_queries import practitioners_of

LOCKED = Q(supervision_session__state=RecordState.LOCKED)
STRUCK = Q(supervision_session__state=RecordState.STRUCK)
ADDED_TO = Q(placed_on__isnull=False, added_at__gt=F("placed_at"))


def with_placement(discussions: QuerySet[CaseDiscussion]) -> QuerySet[Any]:
    """`placed_on` is the day that was said last, `placed_at` when; `added_at` when the record was last added to.

    The day is empty when nobody has placed it, or when it was taken back.
    """
    last = Placement.objects.filter(discussion=OuterRef("pk")).order_by("-pk")
    return discussions.annotate(
        placed_on=Subquery(last.values("placed_on")[:1]),
        placed_at=Subquery(last.values("at")[:1]),
        added_at=Subquery(_additions().order_by("-written_at").values("written_at")[:1]),
    )


def _additions() -> QuerySet[Addendum]:
    """What was added to the record of a discussion: of a clinic by its facilitator, or who was there for the case."""
    found = Addendum.objects.filter(supervision_session=OuterRef("supervision_session"))
    there = SlotPresence.objects.filter(
        supervision_session=OuterRef("supervision_session"), slot__case=OuterRef(OuterRef("case")),
        person=OuterRef("author"),
    )  # fmt: skip
    of_two = Q(supervision_session__practitioner__isnull=False)
    return found.filter(of_two | Q(author=F("supervision_session__supervisor")) | Exists(there))


def placements_of(discussion: CaseDiscussion) -> QuerySet[Placement]:
    return Placement.objects.filter(discussion=discussion).select_related("by")


def discussion_to_place(
    case: casenotes.Case, relations: frozenset[CaseRelation], discussion_id: UUID, *, on: date
) -> CaseDiscussion:
    """Also one that was entered in error after it was placed. Raises CaseDiscussion.DoesNotExist."""
    ways = (discussions_of, struck_discussions_of)
    found = (with_placement(way(case, relations, on=on)).filter(pk=discussion_id).first() for way in ways)
    if one := next((one for one in found if one), None):
        return one  # type: ignore[no-any-return]
    raise CaseDiscussion.DoesNotExist


def not_yet_placed(person: Person, *, on: date) -> QuerySet[Any]:
    """Of the cases open to this person: what is signed and not on the child's file as it stands, the longest first.

    What was placed comes back when its record was added to, or turned out to be entered in error; `since` when.
    """
    given = standing_access(on).filter(person=person, case=OuterRef("case"))
    writes = Q(case__lead=person) | Q(Exists(given))
    supervises = Q(case__lead__in=practitioners_of(person, on=on), supervision_session__held_on__gte=on - RECENT)
    struck = RecordEvent.objects.filter(supervision_session=OuterRef("supervision_session"), step=RecordStep.STRIKE)
    since = Case(
        When(STRUCK, then=Subquery(struck.values("at")[:1])),
        When(ADDED_TO, then=F("added_at")),
        default=F("supervision_session__locked_at"),
    )
    found: QuerySet[Any] = (
        with_placement(CaseDiscussion.objects.filter(LOCKED | STRUCK, writes | supervises))
        .filter((LOCKED & (Q(placed_on=None) | ADDED_TO)) | (STRUCK & Q(placed_on__isnull=False)))
        .annotate(since=since)
        .select_related("case__lead", "supervision_session")
        .order_by("since", "position")
    )
    return found
