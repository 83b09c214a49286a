"""How is a sample drawn, followed and closed, and what do several say over time? Metadata and counts alone."""

import secrets
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from accounts.queries import roles_of
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.dip_policy import check_close, check_read_results, check_see_samples
from supervision.formpack.password import is_confirmed
from supervision.policy import allowed, check_manage
from supervision.rules.sampling import digest_of, draw
from supervision.vocabulary import AuditAction, Role

from . import queries, result_queries
from .forms import DrawForm
from .models import DipSample
from .services import drawing

PAGE, MOST_FOUND = 20, 50
LARGEST_SEED = 10**9


def manager_of(request: HttpRequest) -> Person:
    check_manage(roles_of(person_of(request)))
    return person_of(request)


@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """What waits for this person's review, what was found about their sessions, and the samples they manage."""
    person = person_of(request)
    reviews, found = list(queries.reviews_of(person)), list(queries.found_for(person)[:MOST_FOUND])
    check_see_samples(roles_of(person), has_part=bool(found) or queries.named(person).exists())
    page = Paginator(queries.with_progress(queries.managed_by(person)), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "manages": Role.MANAGER in roles_of(person), "reviews": reviews, "found": found,
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "dips/samples.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def draw_sample(request: HttpRequest) -> HttpResponse:
    manager = manager_of(request)
    form = DrawForm(request.POST or None, manager=manager, period=_last_quarter(timezone.localdate()))
    if request.method == "POST" and form.is_valid() and (sample := _drawn(form, manager)):
        messages.success(request, "The sample is drawn. Whoever reviews it has been told, and so have the two of each.")
        return redirect("dips:sample", sample.pk)
    return render(request, "dips/draw.html", {"form": form}, status=422 if form.errors else 200)


def _last_quarter(on: date) -> tuple[date, date]:
    """The three whole months before this one."""
    last = on.replace(day=1) - timedelta(days=1)
    first = (last.replace(day=1) - timedelta(days=32)).replace(day=1)
    return first.replace(day=1), last


def _drawn(form: DrawForm, by: Person) -> DipSample | None:
    if not is_confirmed(form, by):
        return None
    seed, key = secrets.randbelow(LARGEST_SEED), form.cleaned_data["key"]
    try:
        return drawing.draw_sample(wanted=form.wanted(), seed=seed, key=key, by=by, at=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return None


def _load(request: HttpRequest, sample_id: UUID) -> tuple[DipSample, bool, Person]:
    """The sample, whether they read it as a manager, and the person. Not visible is 404."""
    person = person_of(request)
    try:
        return *queries.get_sample(person, sample_id), person
    except DipSample.DoesNotExist:
        raise Http404 from None


@never_cache
@require_safe
def sample(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """How it was drawn and how far it is; once it is closed, what was found, as counts. For a reviewer, their part."""
    one, is_manager, person = _load(request, sample_id)
    today = timezone.localdate()
    audit(actor=person, action=AuditAction.READ, kind=drawing.KIND, object_id=one.pk)
    mine = [review for review in queries.reviews_of(person) if review.sampled.sample_id == one.pk]
    context = {"one": one, "is_manager": is_manager, "reviews": mine, "today": today, "is_over": today > one.ends_on}
    context |= _for_manager(one) if is_manager else {}
    return render(request, "dips/sample.html", context)


def _for_manager(one: DipSample) -> dict[str, Any]:
    is_closed, auditors = one.closed_at is not None, queries.auditors_of(one)
    context = {
        "records": list(queries.records_of(one)), "strata": list(one.strata.select_related("team")),
        "auditors": auditors, "left": sum(person.asked - person.given for person in auditors),
        "may_close": allowed(partial(check_close, is_manager=True, is_closed=is_closed)),
    }  # fmt: skip
    if not allowed(partial(check_read_results, is_manager=True, is_closed=is_closed)):
        return context
    results = result_queries.results_of([one])
    return context | {"results": results, "themes": result_queries.themes(results)}


@never_cache
@require_safe
def draw_again(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """Draws the sample once more by its seed, from the frame as it was, and says whether it is the same."""
    manager_of(request)
    one, is_manager, _ = _load(request, sample_id)
    if not is_manager:
        raise Http404
    frame = queries.frame_then(one)
    is_same_frame = digest_of(found for ids in frame.values() for found in ids) == one.frame_digest
    drawn = [found for _, found in draw(frame, one.size, one.seed)] if is_same_frame else []
    kept = [record.supervision_session_id for record in queries.records_of(one)]
    context = {"one": one, "is_same_frame": is_same_frame, "is_same": drawn == kept}
    return render(request, "dips/again.html", context)


@require_POST
def close(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    one, _, person = _load(request, sample_id)
    if not (one.closed_at and one.closed_by_id == person.pk):  # pressed twice
        drawing.close(sample=one, by=person, at=timezone.now())
        messages.success(request, "The sample is closed. What was found is counted below.")
    return redirect("dips:sample", one.pk)


@never_cache
@require_safe
def over_time(request: HttpRequest) -> HttpResponse:
    """Criterion by criterion, the counts of the samples that are closed, side by side."""
    manager = manager_of(request)
    audit(actor=manager, action=AuditAction.READ, kind=drawing.KIND)
    return render(request, "dips/over_time.html", {"criteria": result_queries.over_time(manager)})
