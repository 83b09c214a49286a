"""How does supervision go, now and over time? Numbers within a manager's reach, each with its rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Person, Team
from accounts.queries import roles_of, teams_within
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.keyset import how_many, in_words
from supervision.measures import counting
from supervision.measures.all_figures import FIGURES, formula, share
from supervision.measures.figures import ORDERS, Days, Ground, Subject
from supervision.measures.periods import MONTHS, first_day
from supervision.measures.reach import ground_of
from supervision.policy import check_manage
from supervision.reminders.queries import how_many_escalations
from supervision.rules.confidence import Month, months
from supervision.vocabulary import AuditAction, NotHeldBy, NotHeldReason

from . import organisation_charts as charts
from .organisation_forms import PlaceFilter
from .organisation_queries import WITH
from .places import Table, table_of

PEOPLE = ["up-to-date", "overdue", "away", "here", "past-grace", "supervised", "agreed", "agreement-missing",
          "overdue-1-to-7", "overdue-8-to-28", "overdue-more-than-28"]  # fmt: skip
BANDS = PEOPLE[-3:]
ALONE = ["unsigned", "sign-late", "late-points", "carried-points", "support-waiting", "not-placed",
         "groups", "clinics", "clinics-with-agencies"]  # fmt: skip
OF_POINTS = ["points-on-time", "points-due"]
NOT_HELD = {by: {why: f"not-held-{by.value}-{why.value}" for why in NotHeldReason} for by in NotHeldBy}
OF_SESSIONS = [name for name, figure in FIGURES.items() if figure.of is Subject.SESSIONS and figure.in_period]
TILES = ["up-to-date", "overdue", "away", "agreed", "unsigned", "sign-late", "late-points", "carried-points",
         "support-waiting", "not-placed"]  # fmt: skip
IN_PERIOD = ["held", "not-held", "short-notice", "in-interval", "held-on_time", "held-within_grace", "held-later",
             "signed-in-time", "written-late", "not-agreed", "points-due", "points-on-time", "groups", "clinics",
             "clinics-with-agencies"]  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What a manager's page is about."""

    manager: Person
    today: date
    teams: list[Team]
    filter: PlaceFilter
    ground: Ground

    def address(self, figure: str, **more: str) -> str:
        kept = self.filter.kept | more
        path = reverse("managers:rows", args=[figure])
        return f"{path}?{urlencode(kept)}" if kept else path


def asked_of(request: HttpRequest) -> Asked:
    """Raises Denied for whoever manages nothing."""
    manager, today = person_of(request), timezone.localdate()
    check_manage(roles_of(manager))
    teams = list(teams_within(manager).order_by("service__name", "service", "name"))
    chosen = PlaceFilter(request.GET, teams=teams)
    days = Days(first_day(chosen.chosen_months, today), today)
    return Asked(manager, today, teams, chosen, ground_of(chosen.reach(manager), days))


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    asked = asked_of(request)
    counted, table = _counted(asked)
    by_month = counting.count_by_month(asked.ground, charts.BY_MONTH)
    span = months(asked.ground.days.since, asked.today)
    audit(actor=asked.manager, action=AuditAction.READ, kind="organisation", place=asked.filter.chosen_place)
    context = {
        "filter": asked.filter,
        "period": MONTHS[asked.filter.chosen_months],
        "table": table,
        "tiles": [_line(name, counted, asked) for name in TILES],
        "bands": [_line(name, counted, asked) for name in BANDS],
        "in_period": [_line(name, counted, asked) for name in IN_PERIOD],
        "not_held": _not_held(counted, asked),
        "reasons": list(NotHeldReason),
        "escalated": how_many_escalations(asked.manager, on=asked.today),
        "charts": charts.charts(by_month, span, asked.address),
    }
    return render(request, "managers/organisation.html", context)


def _counted(asked: Asked) -> tuple[dict[str, int], Table]:
    """Every number of the page, in four questions; of sessions and people the sums over the teams."""
    sessions = counting.count_by_place(asked.ground, Subject.SESSIONS, OF_SESSIONS)
    people = counting.count_by_place(asked.ground, Subject.PEOPLE, PEOPLE)
    rows = {name: asked.ground.rows(FIGURES[name]) for name in ALONE}
    counted = counting.count_all(rows, reader=asked.manager)
    counted |= counting.count_in_one_pass(asked.ground, Subject.POINTS, OF_POINTS)
    counted |= {name: sum(row[name] for row in sessions.values()) for name in OF_SESSIONS}
    counted |= {name: sum(row[name] for row in people.values()) for name in PEOPLE}
    return counted, table_of(asked.teams, sessions, people, asked.address)


def _line(name: str, counted: Mapping[str, int], asked: Asked) -> dict[str, Any]:
    figure = FIGURES[name]
    below = [(FIGURES[one].label.lower(), counted[one], asked.address(one)) for one in figure.out_of]
    return {
        "figure": figure, "number": counted[name], "url": asked.address(name), "share": share(name, counted),
        "below": below,
    }  # fmt: skip


def _not_held(counted: Mapping[str, int], asked: Asked) -> list[tuple[str, list[tuple[str, int, str]]]]:
    return [
        (by.label, [(why.label, counted[name], asked.address(name)) for why, name in names.items()])
        for by, names in NOT_HELD.items()
    ]


@require_safe
def rows(request: HttpRequest, figure: str) -> HttpResponse:
    """The very rows that a number counts, a page at a time; of one month, when it is a number by month."""
    asked = asked_of(request)
    if figure not in FIGURES:
        raise Http404
    counted = FIGURES[figure]
    found = asked.ground.rows(counted)
    month = Month.from_key(request.GET.get("month", ""))
    if month and counted.in_period:
        found = found.filter(**{f"{ORDERS[counted.of].field}__range": (month.first_day, month.last_day)})
    try:
        page = counted.order.page(WITH[counted.of](found), request.GET.get("after", ""))
    except ValueError as error:
        raise Http404 from error
    audit(actor=asked.manager, action=AuditAction.READ, kind="organisation", figure=figure)
    context = {
        "figure": counted, "formula": formula(figure), "page": page, "today": asked.today, "month": month,
        "said": in_words(how_many(found)), "filter": asked.filter, "period": MONTHS[asked.filter.chosen_months],
        "back": f"{reverse('managers:organisation')}?{urlencode(asked.filter.kept)}".rstrip("?"),
        "template": f"managers/rows/{counted.of.name.lower()}.html",
    }  # fmt: skip
    return render(request, "managers/rows.html", context)


@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """What each number counts, in words and as a formula."""
    check_manage(roles_of(person_of(request)))
    one_for_all = {name for names in NOT_HELD.values() for name in names.values()}
    shown = [(name, figure, formula(name)) for name, figure in FIGURES.items() if name not in one_for_all]
    return render(request, "managers/definitions.html", {"shown": shown})
