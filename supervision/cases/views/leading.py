"""How does a case pass to another lead practitioner? Named with a day, and taken back until then."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from supervision.casenotes import queries
from supervision.casenotes.models import CaseHandover
from supervision.casenotes.services import leading as services
from supervision.cases.forms import HandOnForm
from supervision.cases.loading import Opened, load, note_read, put
from supervision.policy import check_hand_on_case
from supervision.sessions.services import case_leading
from supervision.times import long_day

SAYS = (
    "Whoever leads the case reads all its notes, keeps what is known of it and gives access. "
    "From that day {} reads it no longer, unless they are given access."
)


def _load(request: HttpRequest, case_id: UUID) -> Opened:
    opened = load(request, case_id)
    check_hand_on_case(opened.relations, lead_leaves=opened.case.lead_id in opened.supervised.leaving)
    return opened


@never_cache
@require_http_methods(["GET", "POST"])
def hand_on(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = _load(request, case_id)
    people = queries.may_lead(opened.case)
    form = HandOnForm(request.POST or None, people=people, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid() and (handover := _handed_on(form, opened)):
        to, day = form.cleaned_data["to"].name, long_day(form.cleaned_data["on"])
        messages.success(request, f"{to} leads {opened.case.reference} from {day}.")
        # Whoever handed it on may not read it any longer.
        return redirect("cases:cases") if handover.applied_at else redirect("cases:case", case_id)
    if request.method == "GET":
        note_read(opened.person, "case", case_id)
    says = SAYS.format(opened.case.lead.name)
    title, button = "Hand on this case", "Hand on this case"
    return put(request, "cases/keep.html", form, case=opened.case, title=title, button=button, says=says)


def _handed_on(form: HandOnForm, opened: Opened) -> CaseHandover | None:
    try:
        return case_leading.hand_on(
            case=opened.case, **form.cleaned_data, supervised=opened.supervised, by=opened.person, at=timezone.now()
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None


@require_POST
def keep(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = _load(request, case_id)
    services.take_back(case=opened.case, supervised=opened.supervised, by=opened.person, at=timezone.now())
    messages.success(request, f"{opened.case.lead.name} goes on leading {opened.case.reference}.")
    return redirect("cases:case", case_id)
