"""How confident are the people of a group? Figures of closed quarters, about enough people each, and never rows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import Person
from accounts.queries import roles_of
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.policy import check_manage
from supervision.quarters import queries
from supervision.quarters.models import ClosedQuarter, QuarterFigure
from supervision.quarters.queries import Group
from supervision.vocabulary import AuditAction

from .charts import Row, Rows, over_quarters


class FigureFilter(forms.Form):
    show_optional = False
    quarter = forms.ChoiceField(label="Quarter", required=False)
    group = forms.ChoiceField(label="People", required=False)

    def __init__(self, *args: Any, closed: Sequence[ClosedQuarter], groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = [(one.first_day.isoformat(), str(one)) for one in closed]  # type: ignore[attr-defined]
        self.fields["group"].choices = [(one.key, one.name) for one in groups]  # type: ignore[attr-defined]


def _rows(figures: QuerySet[QuarterFigure], closed: Sequence[ClosedQuarter], person: Person) -> Rows:
    """With no numbers where they would say something of a few people to this person."""
    learned = queries.learned_since(person, closed)
    return {
        (one.quarter_id, one.domain_id): Row.of(one, is_kept=person.pk in one.kept_from or one.quarter_id in learned)
        for one in figures
    }


@require_safe
def confidence(request: HttpRequest) -> HttpResponse:
    """One group in one quarter; what is asked for and does not exist, or is out of reach, is not found."""
    person = person_of(request)
    check_manage(roles_of(person))
    closed, figures = queries.closed_quarters(), queries.figures_for(person)
    groups = queries.groups_in(figures)
    form = FigureFilter(request.GET or None, closed=closed, groups=groups)
    if not form.is_valid() and form.is_bound:
        raise Http404
    context: dict[str, Any] = {"form": form}
    if closed and groups:
        asked = form.cleaned_data if form.is_bound else {}
        quarter = next((one for one in closed if one.first_day.isoformat() == asked.get("quarter")), closed[0])
        group = next((one for one in groups if one.key == asked.get("group")), groups[0])
        form.initial = {"quarter": quarter.first_day.isoformat(), "group": group.key}
        rows = _rows(queries.of_group(figures, group), closed, person)
        context |= {"quarter": quarter, "group": group, "charts": over_quarters(rows, closed)}
        context["rows"] = [row for (day, _), row in rows.items() if day == quarter.first_day]
        ids = sorted({str(day) for day, _ in rows})
        audit(actor=person, action=AuditAction.READ, kind="quarter", object_id=quarter.pk, group=group.key, ids=ids)
    return render(request, "managers/confidence.html", context)
