"""What does somebody from outside do here? Open their link, type a code, read what is given, and say how it was."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision.audit.services import record as audit
from supervision.formpack.feedback import FeedbackForm
from supervision.formpack.guard import listed
from supervision.sessions.clinic_queries import slots_open_to
from supervision.sessions.feedback_queries import is_open_to_guest, of_guest
from supervision.sessions.outcome_queries import points_agreed_by
from supervision.sessions.pack_queries import pack_of
from supervision.sessions.services import guests
from supervision.sessions.services.feedback import Said, give_as_guest
from supervision.vocabulary import AuditAction

from . import signing_in
from .forms import CodeForm


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "guests/gone.html", status=404)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, secret: str) -> HttpResponse:
    """The link itself opens nothing: a mail scanner that follows it uses nothing up and sees nothing."""
    try:
        guest = guests.find(secret, at=timezone.now())
        if request.method == "POST":
            if not guests.send_code(secret=secret, at=timezone.now()):
                messages.warning(request, "Codes were sent to you already. Use the latest, or wait an hour.")
            return redirect("guests:code", secret)
    except guests.LinkGone:
        return _gone(request)
    return render(request, "guests/enter.html", {"guest": guest})


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest, secret: str) -> HttpResponse:
    form = CodeForm(request.POST or None)
    try:
        guest = guests.find(secret, at=timezone.now())
        if request.method == "POST" and form.is_valid():
            opened = guests.open_with(secret=secret, code=form.cleaned_data["code"], at=timezone.now())
            if opened is not None:
                signing_in.let_in(request, opened)
                return redirect("guests:cases")
            form.add_error("code", "This is not the latest code, or it is too old. Enter it again, or ask for another")
    except guests.LinkGone:
        return _gone(request)
    context = {"guest": guest, "form": form, "secret": secret, "has_errors": bool(form.errors)}
    return render(request, "guests/code.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    guest = signing_in.guest_of(request)
    slots, points = list(slots_open_to(guest)), list(points_agreed_by(guest))
    shown = [str(row.pk) for row in (*slots, *points)]
    audit(actor=None, action=AuditAction.READ, kind="guest", object_id=guest.pk, ids=shown)
    context = {"guest": guest, "slots": slots, "points": points, "may_say": is_open_to_guest(guest, on=localdate())}
    return render(request, "guests/cases.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """How it was: their own words, and nobody else's."""
    guest = signing_in.guest_of(request)
    if not is_open_to_guest(guest, on=localdate()):
        raise Http404
    given = of_guest(guest)
    initial = {"useful": given.useful, "will_do": given.will_do, "better": given.better} if given else {}
    form = FeedbackForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        give_as_guest(guest=guest, said=Said(**form.cleaned_data), at=timezone.now())
        messages.success(request, "Thank you. What you said is saved.")
        return redirect("guests:cases")
    context = {"guest": guest, "form": form, "has_errors": bool(form.errors)}
    return render(request, "guests/feedback.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_POST
def hints(request: HttpRequest) -> HttpResponse:
    """What may name somebody in what a guest is writing. It is neither stored nor put on the trail."""
    signing_in.guest_of(request)
    return JsonResponse(listed(request.POST.get("text", "")))


@login_not_required
@never_cache
@require_safe
def case(request: HttpRequest, slot_id: UUID) -> HttpResponse:
    guest = signing_in.guest_of(request)
    slot = slots_open_to(guest).filter(pk=slot_id).first()
    if slot is None:
        raise Http404
    audit(actor=None, action=AuditAction.READ, kind="clinic_slot", object_id=slot.pk, guest=str(guest.pk))
    return render(request, "guests/case.html", {"guest": guest, "slot": slot, "items": list(pack_of(slot))})


@login_not_required
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    signing_in.leave(request)
    return render(request, "guests/left.html")
