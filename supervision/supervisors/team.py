"""What does a supervisor's team page show, and which rows does each of its numbers open?"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Person, Team
from accounts.queries import roles_of
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.documents.csv_files import csv_file
from supervision.measures.confidence import LEARNING
from supervision.measures.figures import Subject
from supervision.measures.periods import MONTHS
from supervision.measures.session_figures import first_sent_at
from supervision.measures.team_confidence import heat_map, team_by_month
from supervision.policy import check_see_team
from supervision.rules.confidence import Month, months
from supervision.sessions.templatetags.saying import due_words
from supervision.vocabulary import ArrangementKind, AuditAction

from . import charts, figure_queries, queries
from .addresses import address, rows_of
from .figure_queries import BY_MONTH, FIGURES, IN_PERIOD, NOW, WAITING, Asked, count, count_by_month, in_month
from .forms import TeamFilter

COLUMNS = [
    ("Practitioner", "name"), ("Last session", "last"), ("Next due", "due"), ("Booked for", ""), ("Status", ""),
    ("Open action points", "points"),
]  # fmt: skip
USUAL_ORDER = "due"
DUE = {"overdue": "Overdue", "soon": "Due in the next 7 days", "excused": "Away, excused"}


R = TypeVar("R", bound=queries.Supervised)


@dataclass(frozen=True)
class TeamPage(Generic[R]):
    """Somebody's people, as far as the filter asks for them, and what the figures are about."""

    supervisor: Person
    today: date
    filter: TeamFilter
    rows: list[R]
    asked: Asked
    teams: list[Team]

    @property
    def span(self) -> list[Month]:
        return months(self.asked.since, self.today)


def page_of(request: HttpRequest, listed: Callable[..., list[R]]) -> TeamPage[R]:
    """`listed` is how much is asked about each of their people. Raises Denied for whoever supervises nobody by role."""
    supervisor, today = supervisor_of(request), timezone.localdate()
    everybody = listed(supervisor, on=today)
    teams = {of for row in everybody if (of := row.arrangement.practitioner.team)}
    in_order = sorted(teams, key=lambda of: of.name)
    chosen = TeamFilter(request.GET, teams=in_order)
    team = chosen.chosen_team
    rows = [row for row in everybody if team in (None, row.arrangement.practitioner.team_id)]
    asked = queries.asked_for(supervisor, rows, on=today, since=chosen.since(today), team=team)
    return TeamPage(supervisor, today, chosen, rows, asked, in_order)


def supervisor_of(request: HttpRequest) -> Person:
    person = person_of(request)
    check_see_team(roles_of(person))
    return person


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    page = page_of(request, queries.people)
    shown = request.GET.get("due", "")
    context = _people(page, shown, request.GET.get("sort", "")) | _figures(page) | _confidence(page)
    audit(actor=page.supervisor, action=AuditAction.READ, kind="team", ids=sorted(page.asked.answered))
    return render(request, "supervisors/team.html", context)


def _people(page: TeamPage[queries.Row], shown: str, order: str) -> dict[str, Any]:
    states, kept = Counter(row.due for row in page.rows), page.filter.kept
    in_hand = kept | ({"due": shown} if shown in DUE else {})
    return {
        "today": page.today,
        "rows": _listed(page, shown, order),
        "columns": _columns(order if order in queries.ORDERS else USUAL_ORDER, in_hand),
        "shown": DUE.get(shown),
        "due": [(label, states[key], address("supervisors:team", kept | {"due": key})) for key, label in DUE.items()],
        "of_people": f"of {len(page.rows)}",
        "filter": page.filter,
        "has_teams": len(page.teams) > 1,
        "everybody_url": address("supervisors:team", kept),
        "export_url": address("supervisors:export", in_hand | ({"sort": order} if order in queries.ORDERS else {})),
    }


def _listed(page: TeamPage[queries.Row], shown: str, order: str) -> list[queries.Row]:
    """The rows of the table, on the page as in its file."""
    return queries.in_order([row for row in page.rows if shown not in DUE or row.due == shown], order)


def _columns(order: str, kept: dict[str, str]) -> list[dict[str, Any]]:
    """The columns of the table, those that it can be ordered by with their address."""
    return [
        {
            "label": label,
            "address": address("supervisors:team", kept | {"sort": key}) if key else "",
            "is_in_order": key == order,
            "direction": "descending" if key == "points" else "ascending",
            "arrow": "↓" if key == "points" else "↑",
        }
        for label, key in COLUMNS
    ]


def _figures(page: TeamPage[queries.Row]) -> dict[str, Any]:
    kept, by_month = page.filter.kept, count_by_month(page.asked)
    of_months = {name: sum(n for (of, _), n in by_month.items() if of == name) for name in BY_MONTH}
    counted = count(page.asked)
    numbers = counted.numbers | of_months
    figures = {name: (FIGURES[name], numbers[name], rows_of(name, kept)) for name in numbers}
    return {
        "now": [figures[name] for name in NOW],
        "in_period": [(*figures[name], name == "written-late") for name in IN_PERIOD],
        "days_to_write": counted.days_to_write,
        "period": MONTHS[page.filter.chosen_months],
        "sessions": charts.sessions_by_month(by_month, page.span, kept),
    }


def _confidence(page: TeamPage[queries.Row]) -> dict[str, Any]:
    """Of those whom they lead or cover; a specialist's people are not among them."""
    answered = set(page.asked.answered)
    if not answered:
        return {}
    people = [row.arrangement.practitioner for row in page.rows]
    names = {person.pk: person.name for person in people if person.pk in answered}
    trend = team_by_month(sorted(answered), span=page.span)
    return {"heat": heat_map(names), "trend": charts.team_confidence(trend, page.span), "learning": LEARNING}


@require_safe
def rows(request: HttpRequest, figure: str) -> HttpResponse:
    """The very rows that a number counts; of one month, when it is a number by month."""
    page = page_of(request, queries.supervised)
    if figure not in FIGURES:
        raise Http404
    counted, found = FIGURES[figure], figure_queries.rows_of(figure, page.asked)
    context = {"figure": counted, "today": page.today, "period": MONTHS[page.filter.chosen_months]}
    if counted.of is Subject.SUPPORT:
        context["requests"] = found.order_by("-is_urgent", *counted.order.order)
        return render(request, "supervisors/support.html", context)
    if counted.of is Subject.POINTS:
        points = list(found)
        _read(page.supervisor, "action_points", [str(point.pk) for point in points])
        return render(request, "supervisors/points.html", context | {"points": points})
    if figure == "written-late":
        found = found.annotate(first_sent_at=first_sent_at())
    found = found.select_related("practitioner", "supervisor", "kind")
    month = Month.from_key(request.GET.get("month", ""))
    context |= {"records": in_month(found, month) if month else found, "month": month}
    return render(request, "supervisors/sessions.html", context | {"wants_signature": figure == WAITING})


def _read(supervisor: Person, kind: str, ids: list[str]) -> None:
    if ids:
        audit(actor=supervisor, action=AuditAction.READ, kind=kind, ids=ids)


HEADER = ["Practitioner", "Job role", "Team", "You", "Last session", "Next due", "Status", "Open action points", "Late"]


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The table of people as a file: days and counts, and nothing that anybody wrote or rated."""
    page = page_of(request, queries.people)
    listed = _listed(page, request.GET.get("due", ""), request.GET.get("sort", ""))
    audit(actor=page.supervisor, action=AuditAction.DOWNLOADED, kind="team", count=len(listed))
    return csv_file(f"team-{page.today.isoformat()}.csv", HEADER, [_as_cells(row, page.today) for row in listed])


def _as_cells(row: queries.Row, today: date) -> list[object]:
    person, lead = row.arrangement.practitioner, row.lead
    due_on, status = (lead.next_due_on, due_words(lead.next_due_on, today)) if row.due != "as_agreed" else ("", "")
    return [
        person.name, person.job_role or "", person.team or "", ArrangementKind(row.arrangement.kind).label,
        lead.last_held_on or "", due_on, "Away" if row.due == "excused" else status, row.open_points, row.late_points,
    ]  # fmt: skip
