"""Which discussions are on the child's file, since when, and which are not yet?"""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import Person
from supervision.casenotes.queries import standing_access
from supervision.vocabulary import RecordState

from .discussion_queries import RECENT
from .models import CaseDiscussion, Placement
from .supervised_queries import practitioners_of


def with_placement(discussions: QuerySet[CaseDiscussion]) -> QuerySet[Any]:
    """`placed_on` is the day that was said last; empty when nobody has placed it, or when it was taken back."""
    last = Placement.objects.filter(discussion=OuterRef("pk")).order_by("-pk")
    return discussions.annotate(placed_on=Subquery(last.values("placed_on")[:1]))


def placements_of(discussion: CaseDiscussion) -> QuerySet[Placement]:
    return Placement.objects.filter(discussion=discussion).select_related("by")


def not_yet_placed(person: Person, *, on: date) -> QuerySet[Any]:
    """Of the cases open to this person: what is signed and not on the child's file, the longest first."""
    given = standing_access(on).filter(person=person, case=OuterRef("case"))
    writes = Q(case__lead=person) | Q(Exists(given))
    supervises = Q(case__lead__in=practitioners_of(person, on=on), supervision_session__held_on__gte=on - RECENT)
    signed = CaseDiscussion.objects.filter(writes | supervises, supervision_session__state=RecordState.LOCKED)
    return (
        with_placement(signed)
        .filter(placed_on=None)
        .select_related("case__lead", "supervision_session")
        .order_by("supervision_session__locked_at", "position")
    )
