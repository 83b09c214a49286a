"""How confident are the people of a group? Figures of closed quarters, about enough people each, and never rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
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
from supervision.rules.disclosure import share
from supervision.sessions.models import ConfidenceDomain
from supervision.vocabulary import AuditAction


class FigureFilter(forms.Form):
    show_optional = False
    quarter = forms.ChoiceField(label="Quarter", required=False)
    group = forms.ChoiceField(label="People", required=False)

    def __init__(self, *args: Any, closed: Sequence[ClosedQuarter], groups: Sequence[Group], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quarter"].choices = [(one.first_day.isoformat(), str(one)) for one in closed]  # type: ignore[attr-defined]
        self.fields["group"].choices = [(one.key, one.name) for one in groups]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Row:
    """One area, as somebody may see it: with no figure when that is hidden from them."""

    domain: ConfidenceDomain
    raters: int | None = None
    share: str = ""

    @classmethod
    def of(cls, figure: QuarterFigure, person: Person) -> "Row":
        if figure.raters is None or figure.confident is None or person.pk in figure.kept_from:
            return cls(figure.domain)
        return cls(figure.domain, figure.raters, share(figure.confident, figure.raters))


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
        found = queries.of_group(figures, group).filter(quarter=quarter)
        context |= {"quarter": quarter, "group": group, "rows": [Row.of(figure, person) for figure in found]}
        audit(actor=person, action=AuditAction.READ, kind="quarter", object_id=quarter.pk, group=group.key)
    return render(request, "managers/confidence.html", context)
