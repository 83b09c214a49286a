"""What has somebody learnt this year, what is still to write, and where is more to be found?"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.carrying import filled
from supervision.rules.cpd import PIECES, WITH_A_PEER, CpdYear, cpd_year_of
from supervision.vocabulary import AuditAction, Role

from . import cpd, queries, services
from .forms import LearningForm, as_typed
from .models import LearningEntry, PlannedLearning
from .plan_queries import planned_for

_LIST = "learning:learning"
ASKED = {"pieces": f"of {PIECES}", "with_a_peer": f"of {WITH_A_PEER}"}
FIRST_YEAR = 2019  # since when the regulator counts


def person_of(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@require_safe
def learning(request: HttpRequest) -> HttpResponse:
    person, year, today = person_of(request), _year(request), timezone.localdate()
    entries = list(queries.learning_in(person, year))
    planned = list(planned_for(person, on=today))
    _read(person, "learning", [*entries, *planned])
    context = {
        "planned": planned,
        "today": today,
        "supervises": Role.SUPERVISOR in roles_of(person),
        "entries": entries,
        "progress": queries.progress_in(entries),
        "asked": ASKED,
        **_years(year, today),
    }
    return render(request, "learning/learning.html", context)


@require_safe
def for_the_regulator(request: HttpRequest) -> HttpResponse:
    """The year's entries as plain text. Whatever looks like a case's reference is pointed out."""
    person, year, today = person_of(request), _year(request), timezone.localdate()
    entries = list(queries.learning_in(person, year))
    _read(person, "learning_for_regulator", entries)
    texts = [cpd.as_text(entry) for entry in entries]
    context = {
        "pieces": list(zip(entries, texts, strict=True)),
        "references": cpd.references_in(texts),
        "progress": queries.progress_in(entries),
        "asked": ASKED,
        **_years(year, today),
    }
    return render(request, "learning/regulator.html", context)


def _year(request: HttpRequest) -> CpdYear:
    """The year asked for; this one where none is, or none that makes sense."""
    this = cpd_year_of(timezone.localdate())
    asked = request.GET.get("year", "")
    wanted = int(asked) if asked.isascii() and asked.isdigit() else this.ends_in
    return CpdYear(wanted) if FIRST_YEAR <= wanted <= this.ends_in else this


def _years(year: CpdYear, today: date) -> dict[str, Any]:
    last = year.ends_in == cpd_year_of(today).ends_in
    return {
        "year": year,
        "earlier": year.ends_in - 1 if year.ends_in > FIRST_YEAR else None,
        "later": None if last else year.ends_in + 1,
    }


def _read(person: Person, page: str, entries: Sequence[LearningEntry | PlannedLearning]) -> None:
    if entries:
        audit(actor=person, action=AuditAction.READ, kind=page, ids=[str(entry.pk) for entry in entries])


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def add(request: HttpRequest) -> HttpResponse:
    form = LearningForm(request.POST or None, initial={"done_on": timezone.localdate()})
    return _written(request, form, None)


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def change(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = _entry(request, entry_id)
    if request.method == "GET":
        _read(person_of(request), "learning", [entry])
    return _written(request, LearningForm(request.POST or None, initial=as_typed(entry)), entry)


def _entry(request: HttpRequest, entry_id: UUID) -> LearningEntry:
    try:
        return queries.entry_of(person_of(request), entry_id)
    except LearningEntry.DoesNotExist:
        raise Http404 from None


def _written(request: HttpRequest, form: LearningForm, entry: LearningEntry | None) -> HttpResponse:
    """Saves what is whole and was looked at; else the form again, with its text and what was seen in it."""
    looked_at = request.method == "POST" and form.is_valid() and form.is_looked_at()
    if looked_at and (saved := _saved(form, entry, person_of(request))):
        messages.success(request, "Your learning is saved.")
        return redirect(f"{reverse(_LIST)}?year={cpd_year_of(saved.done_on).ends_in}")
    form = filled(request, form)
    has_errors = bool(form.errors)
    page = {"entry": entry, "form": form, "has_errors": has_errors}
    return render(request, "learning/write.html", page, status=422 if has_errors else 200)


def _saved(form: LearningForm, entry: LearningEntry | None, person: Person) -> LearningEntry | None:
    given, now = form.cleaned_data, timezone.now()
    try:
        if entry is None:
            return services.add(learning=form.learning(), key=given["key"], by=person, at=now)
        base = given["base_version"]
        return services.change(entry=entry, learning=form.learning(), base_version=base, by=person, at=now)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    entry = _entry(request, entry_id)
    if request.method == "POST":
        services.remove(entry=entry, by=person_of(request), at=timezone.now())
        messages.success(request, "The entry is removed.")
        return redirect("learning:learning")
    _read(person_of(request), "learning", [entry])
    return render(request, "learning/remove.html", {"entry": entry})
