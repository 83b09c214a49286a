"""What does a list behind a number show of its rows? Names, days and states; never what was written."""

from collections.abc import Callable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q

from supervision.gathering_vocabulary import AttendanceState
from supervision.measures.figures import Rows, Subject
from supervision.sessions.models import SlotPresence


def _gatherings(found: Rows) -> Rows:
    came = Count("attendances", filter=Q(attendances__state=AttendanceState.ATTENDED))
    outside = SlotPresence.objects.filter(supervision_session=OuterRef("pk"), guest__isnull=False)
    agencies = outside.order_by("guest__agency__name").values("guest__agency__name").distinct()
    named = found.select_related("supervisor", "kind", "team")
    said: Rows = named.annotate(came=came, agencies=ArraySubquery(agencies))
    return said


WITH: dict[Subject, Callable[[Rows], Rows]] = {
    Subject.SESSIONS: lambda found: found.select_related("practitioner", "supervisor", "kind", "team"),
    Subject.PEOPLE: lambda found: found.select_related("practitioner__team", "supervisor"),
    Subject.POINTS: lambda found: found.select_related("practitioner__team", "owner"),
    Subject.DISCUSSIONS: lambda found: found.select_related(
        "supervision_session__practitioner", "supervision_session__supervisor", "supervision_session__kind"
    ).defer("analysed", "child_needs", "others_safety", "decision", "why", "child_voice"),
    Subject.GATHERINGS: _gatherings,
    Subject.SUPPORT: lambda found: found.select_related("requester__team", "to_person"),
}
