"""How is what is typed into the forms of a gathering kept at every pause?"""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from supervision.gathering_policy import check_gathering_note, check_write_gathering
from supervision.gathering_vocabulary import GatheringKind
from supervision.gatherings.forms import TextsForm
from supervision.gatherings.forms.outcomes import OutcomeForm
from supervision.gatherings.keeping import Page
from supervision.gatherings.loading import load, load_clinic, load_slot, person_of
from supervision.policy import allowed
from supervision.sessions.models import SupervisionSession
from supervision.sessions.outcome_queries import guests_asked_to, people_who_came
from supervision.sessions.services import typed
from supervision.sessions.typed_queries import TEXTS
from supervision.times import clock_time


@never_cache
@login_not_required  # answers 401 instead of a sign-in page, so that the open form can say so
@require_POST
@sensitive_post_parameters()
def texts(request: HttpRequest, gathering_id: UUID) -> JsonResponse:
    """Keep the changed controls. 200 with the time saved, 409 with what another tab typed, 401 signed out."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    record, standing = load(request, gathering_id)
    check_write_gathering(standing)
    return _keep(request, record, TEXTS, TextsForm(of_clinic=record.kind_id == GatheringKind.CLINIC))


@never_cache
@login_not_required
@require_POST
@sensitive_post_parameters()
def outcome(request: HttpRequest, gathering_id: UUID, slot_id: UUID) -> JsonResponse:
    """The same of what came of a case."""
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    record, standing = load_clinic(request, gathering_id)
    slot = load_slot(record, slot_id)
    check_write_gathering(standing)
    form = OutcomeForm(people=people_who_came(record), guests=guests_asked_to(slot))
    return _keep(request, record, str(slot.pk), form)


def _keep(request: HttpRequest, record: SupervisionSession, page: str, form: Form) -> JsonResponse:
    now = timezone.now()
    told = Page(record, page).keep(form, request.POST, by=person_of(request), at=now)
    told |= {"saved_at": clock_time(now), "token": get_token(request)}
    return JsonResponse(told, status=409 if told["conflicts"] else 200)


@require_http_methods(["GET", "POST"])
def forget_kept(request: HttpRequest, gathering_id: UUID, kept_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    check_gathering_note(standing)
    page, by, now = "", person_of(request), timezone.now()
    if request.method == "POST":
        page = typed.forget_kept(supervision_session=record, kept_id=kept_id, by=by, at=now)
    if not (page and allowed(check_write_gathering, standing)):
        return redirect("gatherings:show", record.pk)
    if page == TEXTS:
        return redirect("gatherings:write", record.pk)
    return redirect("gatherings:outcome", record.pk, page)
