"""What does a supervisor find in their room? Their people, what is due, and what waits for them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.measures import charts
from supervision.measures.confidence import confidence_of
from supervision.policy import check_see_team
from supervision.sessions.planned_queries import with_rebooking
from supervision.vocabulary import AuditAction

from . import queries

LATEST = 24


def _supervisor(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    check_see_team(roles_of(request.user))
    return request.user


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    person, today = _supervisor(request), timezone.localdate()
    shown = request.GET.get("due", "")
    rows = queries.people(person, on=today)
    context = {
        "today": today,
        "rows": [row for row in rows if shown in ("", row.due)],
        "shown": shown,
        "overdue": sum(row.due == "overdue" for row in rows),
        "soon": sum(row.due == "soon" for row in rows),
        "of_people": f"of {len(rows)}",
        "waiting": queries.waiting(person, on=today).count(),
        "aged": queries.aged_action_points(person, on=today).count(),
    }
    return render(request, "supervisors/team.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    person = _supervisor(request)
    rows = queries.waiting(person, on=timezone.localdate()).select_related("practitioner", "supervisor", "kind")
    return render(request, "supervisors/waiting.html", {"records": rows})


@require_safe
def action_points(request: HttpRequest) -> HttpResponse:
    person, today = _supervisor(request), timezone.localdate()
    points = list(queries.aged_action_points(person, on=today))
    if points:
        audit(actor=person, action=AuditAction.READ, kind="action_points", ids=[str(p.pk) for p in points])
    return render(request, "supervisors/action_points.html", {"points": points, "today": today})


@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One of the supervisor's people: their sessions, what is still to do, and how confidence has changed."""
    supervisor, today = _supervisor(request), timezone.localdate()
    rows = [row for row in queries.people(supervisor, on=today) if row.arrangement.practitioner_id == person_id]
    row = min(rows, key=lambda one: one.is_beside, default=None)
    if row is None:
        raise Http404
    practitioner = row.arrangement.practitioner
    points = list(queries.open_points_of(supervisor, practitioner, on=today))
    confidence = None if row.is_beside else confidence_of(practitioner, until=today)
    ids = [str(point.pk) for point in points]
    audit(actor=supervisor, action=AuditAction.READ, kind="person", object_id=practitioner.pk, ids=ids)
    found = with_rebooking(queries.sessions_of(supervisor, practitioner, on=today))
    shown = request.GET.get("shown", "")
    context = {
        "today": today,
        "now": timezone.now(),
        "row": row,
        "practitioner": practitioner,
        "records": queries.not_held(found, shown, on=today) if shown in queries.NOT_HELD else found[:LATEST],
        "shown": shown,
        "not_held": queries.count_not_held(found, on=today),
        "points": points,
        "confidence": confidence,
        "chart": charts.overall(confidence) if confidence else None,
    }
    return render(request, "supervisors/person.html", context)
