"""How does an administrator keep the frequency policies, and see what one would make due before it is saved?"""

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from supervision.administration import queries
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.policies import ROWS, PolicyDay, PolicyForm, StageRows, definition
from supervision.formpack.rows import changed_rows, unchecked
from supervision.sessions.models import FrequencyPolicy
from supervision.sessions.services import policies as services
from supervision.sessions.services.policies import Definition, definition_of
from supervision.vocabulary import Span

MOST_LINES = 100
FIRST = {"after_count": 0, "after_unit": Span.WEEKS, "every_count": 1, "every_unit": Span.MONTHS}


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    administrator(request)
    return render(request, "administration/policies.html", {"policies": queries.policies()})


@require_safe
def over_time(request: HttpRequest) -> HttpResponse:
    """Every edition, or those that were in force on a day."""
    administrator(request)
    form = PolicyDay(request.GET or None)
    day = form.cleaned_data["on"] if form.is_valid() else None
    editions = queries.policies_on(day) if day else queries.policy_editions()
    return render(request, "administration/policies_over_time.html", {"form": form, "day": day, "editions": editions})


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None, "Add a frequency policy")


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, policy_id: int) -> HttpResponse:
    administrator(request)
    policy = get_object_or_404(queries.policy_editions(), pk=policy_id)
    if policy.ended_at and request.method != "POST":
        return _what_holds_now(request, policy)
    return _write(request, policy, f"Change “{policy.name}”")


def _what_holds_now(request: HttpRequest, policy: FrequencyPolicy) -> HttpResponse:
    messages.info(request, f"That edition of “{policy.name}” is over. These are the policies in force.")
    return redirect("administration:policies")


def _write(request: HttpRequest, policy: FrequencyPolicy | None, title: str) -> HttpResponse:
    by = administrator(request)
    page: dict[str, Any] = {
        "title": title,
        "button": "What would this policy make due?",
        "back": reverse("administration:policies"),
        "template": "administration/write_policy.html",
    }
    pressed = changed_rows(request.POST, ROWS)
    if pressed is not None:
        rows = unchecked(StageRows(pressed, prefix=ROWS))
        return form_page(request, unchecked(PolicyForm(pressed)), rows=rows, **page)
    form, rows = _forms(request, policy)
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        wanted = definition(form, rows)
        if _is_as_shown(request, wanted) and _saved(form, policy, wanted, by):
            messages.success(request, f"“{wanted.name}” is saved, and every due date follows it.")
            return redirect("administration:policies")
        page |= _preview(form, policy, wanted) | {"changed_since": "save" in request.POST}
    return form_page(request, form, rows=rows, **page)


def _forms(request: HttpRequest, policy: FrequencyPolicy | None) -> tuple[PolicyForm, Any]:
    if request.method == "POST":
        return PolicyForm(request.POST), StageRows(request.POST, prefix=ROWS)
    if policy is None:
        return PolicyForm(), StageRows(prefix=ROWS, initial=[FIRST])
    said = definition_of(policy)
    stages = [
        {
            "after_count": stage.after.count,
            "after_unit": stage.after.unit,
            "every_count": stage.every.count,
            "every_unit": stage.every.unit,
        }
        for stage in said.stages
    ]
    return PolicyForm(initial=said.columns), StageRows(prefix=ROWS, initial=stages)


def _is_as_shown(request: HttpRequest, wanted: Definition) -> bool:
    """Whether this is the button under a preview, and of just this policy."""
    return "save" in request.POST and request.POST.get("shown") == _digest(wanted)


def _digest(wanted: Definition) -> str:
    said = repr(wanted.as_policy(None)), sorted(wanted.columns.items(), key=lambda column: column[0])
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _saved(form: PolicyForm, policy: FrequencyPolicy | None, wanted: Definition, by: Person) -> bool:
    try:
        services.put_in_force(policy=policy, definition=wanted, by=by, at=timezone.now())
    except ValidationError as error:
        put(form, error)
        return False
    return True


def _preview(form: PolicyForm, policy: FrequencyPolicy | None, wanted: Definition) -> dict[str, Any]:
    """What the page shows beside the form; nothing when the policy could not be saved like this."""
    if form.errors:
        return {}
    try:
        services.check(policy=policy, definition=wanted)
    except ValidationError as error:
        put(form, error)
        return {}
    return _shown(policy, wanted) | {"shown": _digest(wanted)}


def _shown(policy: FrequencyPolicy | None, wanted: Definition | None) -> dict[str, Any]:
    found = services.preview(policy=policy, definition=wanted, on=timezone.localdate())
    return {"preview": found, "lines": found.lines[:MOST_LINES], "more": max(0, len(found.lines) - MOST_LINES)}


@require_http_methods(["GET", "POST"])
def retire(request: HttpRequest, policy_id: int) -> HttpResponse:
    """Asked for once more, with what it would make due."""
    by = administrator(request)
    policy = get_object_or_404(queries.policy_editions(), pk=policy_id)
    if policy.ended_at:
        return _what_holds_now(request, policy)
    if request.method == "POST":
        try:
            services.retire(policy=policy, by=by, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, f"“{policy.name}” is retired. Its people follow the next policy that fits.")
        return redirect("administration:policies")
    page = {"title": f"Retire “{policy.name}”", "button": "Retire this policy", "is_warning": True}
    back = reverse("administration:policies")
    template = "administration/retire_policy.html"
    return form_page(request, Form(), back=back, template=template, **page, **_shown(policy, None))  # type: ignore[arg-type]
