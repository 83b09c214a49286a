"""What does a team plan to learn? A supervisor plans it, from the areas that their people rate lowest."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
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
from supervision.carrying import filled
from supervision.policy import check_see_team
from supervision.vocabulary import AuditAction

from . import plan_queries, plan_services
from .forms import OwnPartForm, PlanForm, as_planned
from .models import PlannedLearning
from .words import PlanEnd


@never_cache
@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """The areas, the one with most low ratings first, and what is planned. The ratings are of the supervisor's own."""
    supervisor, today = person_of(request), timezone.localdate()
    check_see_team(roles_of(supervisor))
    planned = list(plan_queries.plan_of(supervisor)[: plan_queries.MOST_SHOWN])
    ids = [str(one.pk) for one in planned]
    audit(actor=supervisor, action=AuditAction.READ, kind="team_learning", object_id=supervisor.pk, ids=ids)
    areas = plan_queries.areas_of_team(supervisor, on=today)
    context = {
        "areas": [(area, sum(one.domain_id == area.domain.pk and not one.ended for one in planned)) for area in areas],
        "planned": [one for one in planned if not one.ended],
        "ended": [one for one in planned if one.ended],
        "today": today,
    }
    return render(request, "learning/team.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def plan(request: HttpRequest) -> HttpResponse:
    supervisor, today = person_of(request), timezone.localdate()
    check_see_team(roles_of(supervisor))
    area = request.GET.get("area", "")
    form = PlanForm(
        request.POST or None, team=plan_queries.team_of(supervisor, on=today),
        initial={"domain": area if area.isascii() and area.isdigit() else None, "owner": supervisor.pk},
    )  # fmt: skip
    form = filled(request, form)
    if request.method == "POST" and form.is_valid() and form.is_looked_at() and _planned(form, supervisor):
        messages.success(request, "It is planned. Your team sees it on their page of learning.")
        return redirect("learning:team")
    context = {"form": form, "has_errors": bool(form.errors), "back": "learning:team"}
    return render(request, "learning/plan.html", context, status=422 if form.errors else 200)


def _planned(form: PlanForm, by: Person) -> bool:
    try:
        plan_services.plan(plan=form.plan(), key=form.cleaned_data["key"], by=by, at=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def change(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """For whoever planned it, and for whoever sees to it, who finds it on their own page of learning."""
    person = person_of(request)
    planned = _known(person, plan_id)
    plan_services.check_change(planned, person)
    form = filled(request, _form_for(request, planned, person))
    if request.method == "POST" and form.is_valid() and form.is_looked_at() and _changed(form, planned, person):
        messages.success(request, "The change is saved.")
        return redirect(_page_of(planned, person))
    if request.method == "GET":
        ids = [str(planned.pk)]
        audit(actor=person, action=AuditAction.READ, kind="planned_learning", object_id=planned.pk, ids=ids)
    has_errors = bool(form.errors)
    page = {"form": form, "has_errors": has_errors, "planned": planned, "back": _page_of(planned, person)}
    return render(request, "learning/plan.html", page, status=422 if has_errors else 200)


def _form_for(request: HttpRequest, planned: PlannedLearning, person: Person) -> PlanForm:
    typed, known = request.POST or None, as_planned(planned)
    if planned.supervisor_id != person.pk:
        return OwnPartForm(typed, planned=planned, initial=known)
    return PlanForm(typed, team=plan_queries.team_of(person, on=timezone.localdate()), initial=known)


def _changed(form: PlanForm, planned: PlannedLearning, by: Person) -> bool:
    base = form.cleaned_data["base_version"]
    try:
        plan_services.change(planned=planned, plan=form.plan(), base_version=base, by=by, at=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _known(person: Person, plan_id: UUID) -> PlannedLearning:
    try:
        return plan_queries.get_planned(person, plan_id, on=timezone.localdate())
    except PlannedLearning.DoesNotExist:
        raise Http404 from None


def _page_of(planned: PlannedLearning, person: Person) -> str:
    """Where somebody sees it among the others."""
    return "learning:team" if planned.supervisor_id == person.pk else "learning:learning"


@require_POST
def end(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """It is done, unless the button that says otherwise was pressed."""
    person = person_of(request)
    planned = _known(person, plan_id)
    how = PlanEnd.NO_LONGER_NEEDED if "not_needed" in request.POST else PlanEnd.DONE
    plan_services.end(planned=planned, how=how, by=person, at=timezone.now())
    return redirect(_page_of(planned, person))
