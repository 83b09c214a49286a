"""How does the facilitator say when and where it is, and move it?"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.gathering_policy import check_write_gathering
from supervision.gatherings.forms.meeting import MeetingForm
from supervision.gatherings.loading import load, person_of, put
from supervision.sessions.gathering_queries import meeting_of
from supervision.sessions.services import inviting

TOLD = "Those who are invited are told in the app and by mail, guests from other agencies by mail."


@never_cache
@require_http_methods(["GET", "POST"])
def arrange(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    check_write_gathering(standing)
    known = meeting_of(record)
    initial: dict[str, Any] = {"held_on": record.held_on}
    if known:
        initial |= {"starts": known.starts, "venue": known.venue}
    form = filled(request, MeetingForm(request.POST or None, initial=initial))
    if request.method == "POST" and form.is_valid():
        inviting.arrange(supervision_session=record, **form.cleaned_data, by=person_of(request), at=timezone.now())
        messages.success(request, "The day, the time and the place are saved.")
        return redirect("gatherings:show", record.pk)
    return put(request, "gatherings/form.html", form, record=record, title="Day, time and place", button="Save",
               lead=TOLD)  # fmt: skip
