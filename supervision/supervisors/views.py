"""What does a supervisor find in their room? Their people, what is due, and what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.policy import check_see_team
from supervision.vocabulary import AuditAction

from . import queries


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
        "waiting": queries.waiting(person).count(),
        "aged": queries.aged_action_points(person, on=today).count(),
    }
    return render(request, "supervisors/team.html", context)


@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    person = _supervisor(request)
    rows = queries.waiting(person).select_related("practitioner", "supervisor", "kind")
    return render(request, "supervisors/waiting.html", {"records": rows})


@require_safe
def action_points(request: HttpRequest) -> HttpResponse:
    person, today = _supervisor(request), timezone.localdate()
    points = list(queries.aged_action_points(person, on=today))
    if points:
        audit(actor=person, action=AuditAction.READ, kind="action_points", ids=[str(p.pk) for p in points])
    return render(request, "supervisors/action_points.html", {"points": points, "today": today})
