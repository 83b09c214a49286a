"""What does a supervisor find about one of their people? Sessions, what is still to do, and how confidence changed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.measures import charts
from supervision.measures.confidence import confidence_of
from supervision.policy import check_see_confidence
from supervision.sessions.planned_queries import with_rebooking
from supervision.vocabulary import AuditAction, Timeliness

from . import queries
from .team import supervisor_of

LATEST = 24


def _row_of(supervisor: Person, person_id: int) -> queries.Row:
    """How they supervise this person: as lead or cover, before as a specialist."""
    rows = [row for row in queries.people(supervisor, on=timezone.localdate()) if _is_about(row, person_id)]
    if not rows:
        raise Http404
    return min(rows, key=lambda one: not one.answers)


def _is_about(row: queries.Row, person_id: int) -> bool:
    return row.arrangement.practitioner_id == person_id


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One of the supervisor's people: their sessions, what is still to do, and how confidence has changed."""
    supervisor, today = supervisor_of(request), timezone.localdate()
    row = _row_of(supervisor, person_id)
    practitioner = row.arrangement.practitioner
    late_only = request.GET.get("points") == queries.LATE
    points = list(queries.open_points_of(supervisor, practitioner, on=today, late_only=late_only))
    confidence = confidence_of(practitioner, until=today) if row.answers else None
    ids = [str(point.pk) for point in points]
    audit(actor=supervisor, action=AuditAction.READ, kind="person", object_id=practitioner.pk, ids=ids)
    found = with_rebooking(queries.sessions_of(supervisor, practitioner, on=today))
    shown = request.GET.get("shown", "")
    context = {
        "today": today,
        "now": timezone.now(),
        "row": row,
        "practitioner": practitioner,
        "records": queries.shown_of(found, shown, on=today) if shown in queries.SHOWN else found[:LATEST],
        "shown": shown,
        "shown_held": next((when.label for when in Timeliness if when.value == shown), ""),
        "not_held": queries.count_not_held(found, on=today),
        "held": [] if row.is_beside else queries.count_held(found, on=today),
        "points": points,
        "late_only": late_only,
        "confidence": confidence,
        "chart": charts.overall(confidence, charts.Names.of(practitioner, supervisor)) if confidence else None,
    }
    return render(request, "supervisors/person.html", context)


@require_safe
def confidence(request: HttpRequest, person_id: int) -> HttpResponse:
    supervisor, today = supervisor_of(request), timezone.localdate()
    row = _row_of(supervisor, person_id)
    check_see_confidence(answers=row.answers)
    practitioner = row.arrangement.practitioner
    story = charts.story_of(practitioner, reader=supervisor, until=today)
    audit(actor=supervisor, action=AuditAction.READ, kind="confidence", object_id=practitioner.pk)
    return render(request, "supervisors/confidence.html", {"practitioner": practitioner, "story": story})
