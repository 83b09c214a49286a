"""How does the facilitator invite people from outside, send their link again, and take their access away?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from supervision.carrying import filled
from supervision.gathering_policy import check_keep_guests, check_write_gathering
from supervision.gatherings.forms.clinics import GuestForm
from supervision.gatherings.loading import done_once, load_clinic, person_of, put
from supervision.sessions import clinic_queries
from supervision.sessions.models import GuestInvitation
from supervision.sessions.services import guests


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load_clinic(request, gathering_id)
    check_write_gathering(standing)
    form = filled(request, GuestForm(request.POST or None, slots=clinic_queries.slots_in(record)))
    if request.method == "POST" and form.is_valid():
        given = {"supervision_session": record, **form.cleaned_data, "by": person_of(request), "at": timezone.now()}
        if guest := done_once(form, "key", lambda: guests.invite(**given)):
            messages.success(request, f"A link is on its way to {guest.email}.")
            return redirect("gatherings:show", record.pk)
    return put(request, "gatherings/form.html", form, record=record, title="Invite somebody from outside",
               button="Send the invitation")  # fmt: skip


def _guest(request: HttpRequest, gathering_id: UUID, guest_id: UUID) -> GuestInvitation:
    record, standing = load_clinic(request, gathering_id)
    check_keep_guests(standing)
    guest: GuestInvitation | None = clinic_queries.guests_of(record).filter(pk=guest_id).first()
    if guest is None:
        raise Http404
    return guest


@require_POST
def send_again(request: HttpRequest, gathering_id: UUID, guest_id: UUID) -> HttpResponse:
    guest = _guest(request, gathering_id, guest_id)
    try:
        guests.send_again(guest=guest, by=person_of(request), at=timezone.now())
    except ValidationError as refusal:
        messages.warning(request, refusal.message)
    else:
        messages.success(request, f"A new link is on its way to {guest.email}.")
    return redirect("gatherings:show", gathering_id)


@require_POST
def revoke(request: HttpRequest, gathering_id: UUID, guest_id: UUID) -> HttpResponse:
    guest = _guest(request, gathering_id, guest_id)
    guests.revoke(guest=guest, by=person_of(request), at=timezone.now())
    messages.success(request, f"{guest.name} opens nothing any more.")
    return redirect("gatherings:show", gathering_id)
