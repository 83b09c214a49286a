"""What does a practitioner find in their room?"""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.queries import roles_of
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.measures import charts
from supervision.measures.confidence import confidence_of
from supervision.navigation import first_page
from supervision.sessions import queries as hub
from supervision.sessions.gathering_queries import credit_of, is_mine, visible_to
from supervision.sessions.models import SupervisionSession
from supervision.sessions.planned_queries import booked, with_bookings, with_rebooking
from supervision.support.queries import open_of as support_open_of
from supervision.vocabulary import AuditAction, RecordState, Role

from . import queries
from .forms import SHORT_NOTICE, SessionFilter

RECENT = 4
PAGE = 20
NOT_HELD = RecordState.NOT_HELD


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    person, now, today = person_of(request), timezone.now(), timezone.localdate()
    if Role.PRACTITIONER not in roles_of(person):
        return redirect(first_page(person))
    arrangements = list(with_bookings(hub.arrangements_of(person, on=today), at=now))
    confidence = confidence_of(person, until=today)
    points = list(hub.action_points_for(person, on=today).filter(held_by=person, closed_at=None).order_by("due_on")[:5])
    unsigned = list(hub.waiting_for_signature(person, on=today).select_related("practitioner", "supervisor", "kind"))
    context = {
        "today": today,
        "lead": next((a for a in arrangements if a.kind == "lead"), None),
        "arrangements": arrangements,
        "recent": queries.sessions_of(person).filter(held_on__lte=today)[:RECENT],
        "unsigned": unsigned,
        "to_sign": [record for record in unsigned if record.practitioner_id == person.pk],
        "points": points,
        "support": list(support_open_of(person)[:RECENT]),
        "confidence": confidence,
        "chart": charts.overall(confidence, charts.Names.of(person, person)),
    }
    if points or confidence.months:
        audit(actor=person, action=AuditAction.READ, kind="home", ids=[str(point.pk) for point in points])
    return render(request, "practitioners/home.html", context)


@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    form = SessionFilter(request.GET or None)
    found = with_rebooking(queries.sessions_of(person))
    if form.is_valid():
        found = _filtered(found, form)
    page, older = _page(found, request.GET.get("before", ""))
    context = {"form": form, "records": page, "older": older, "today": today, "now": timezone.now()}
    if not request.GET:
        context["booked"] = list(booked(person, on=today))
        context["credit"] = credit_of(person, since=date(today.year, 1, 1), until=today)
        context["groups"] = list(
            visible_to(person).filter(is_mine(person)).select_related("kind", "supervisor")[:RECENT]
        )
    return render(request, "practitioners/sessions.html", context)


def _filtered(found: QuerySet[SupervisionSession], form: SessionFilter) -> QuerySet[SupervisionSession]:
    asked = form.cleaned_data
    wanted = {
        "held_on__gte": asked["since"],
        "held_on__lte": asked["until"],
        "kind": asked["kind"],
        "state": NOT_HELD if asked["state"] == SHORT_NOTICE else asked["state"],
        "is_short_notice": asked["state"] == SHORT_NOTICE,
    }
    return found.filter(**{name: value for name, value in wanted.items() if value})


def _page(
    found: QuerySet[SupervisionSession], before: str
) -> tuple[list[SupervisionSession], SupervisionSession | None]:
    """One page after the record named by `before`, and the record the next page starts after."""
    last = found.filter(pk=before).first() if _is_id(before) else None
    if last:
        found = found.filter(Q(held_on__lt=last.held_on) | Q(held_on=last.held_on, pk__lt=last.pk))
    rows = list(found[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1] if len(rows) > PAGE else None


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_safe
def action_points(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    visible = hub.action_points_for(person, on=today).filter(held_by=person)
    still_open = list(visible.filter(closed_at=None).order_by("due_on"))
    closed = list(visible.exclude(closed_at=None).order_by("-closed_at")[:PAGE])
    _read(person, "action_points", [str(point.pk) for point in [*still_open, *closed]])
    context = {"today": today, "open": still_open, "closed": closed}
    return render(request, "practitioners/action_points.html", context)


def _read(person: Person, page: str, ids: list[str]) -> None:
    """One row for a page that shows content, listing what it showed."""
    if ids:
        audit(actor=person, action=AuditAction.READ, kind=page, ids=ids)
