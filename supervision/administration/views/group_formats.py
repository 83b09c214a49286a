"""How does an administrator keep the formats in which groups think?"""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supervision.administration import queries
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.group_formats import ROWS, GroupFormatForm, StepRows
from supervision.formpack.rows import changed_rows, unchecked
from supervision.sessions.models import GroupFormat
from supervision.sessions.services.group_formats import publish, steps_of

LEAD = "A change makes a new edition. Records of groups keep the edition they were held in."
STEPS = "In this order. At least one of them is a time in which nobody advises."


@require_safe
def group_formats(request: HttpRequest) -> HttpResponse:
    administrator(request)
    return render(request, "administration/group_formats.html", {"formats": queries.group_formats()})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None, title="Add a format")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, format_id: int) -> HttpResponse:
    administrator(request)
    shown = get_object_or_404(GroupFormat, pk=format_id)
    if not queries.group_formats().filter(pk=format_id).exists():
        return redirect("administration:group_formats")  # an earlier edition, or the button was pressed twice
    return _write(request, shown, title=f"Change “{shown.name}”")


def _write(request: HttpRequest, shown: GroupFormat | None, *, title: str) -> HttpResponse:
    by = administrator(request)
    page: dict[str, Any] = {
        "title": title, "back": reverse("administration:group_formats"), "button": "Publish", "lead": LEAD,
        "template": "administration/write_rows.html", "rows_title": "Steps", "rows_lead": STEPS,
    }  # fmt: skip
    pressed = changed_rows(request.POST, ROWS)
    if pressed is not None:
        rows = unchecked(StepRows(pressed, prefix=ROWS))
        return form_page(request, unchecked(GroupFormatForm(pressed)), rows=rows, **page)
    form, rows = _forms(request, shown)
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        try:
            publish(group_format=shown, **form.cleaned_data, steps=rows.steps(), by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, "Published. Groups that were held keep the steps they had.")
            return redirect("administration:group_formats")
    return form_page(request, form, rows=rows, **page)


def _forms(request: HttpRequest, shown: GroupFormat | None) -> tuple[GroupFormatForm, Any]:
    if request.method == "POST":
        return GroupFormatForm(request.POST), StepRows(request.POST, prefix=ROWS)
    if shown is None:
        return GroupFormatForm(initial={"is_offered": True}), StepRows(prefix=ROWS, initial=[{}])
    about = {"name": shown.name, "summary": shown.summary, "is_offered": shown.is_offered}
    return GroupFormatForm(initial=about), StepRows(prefix=ROWS, initial=[asdict(step) for step in steps_of(shown)])
