"""How does somebody's own calendar show when they have supervision, and how is that stopped again?"""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import quote_etag
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.signed_in import person_of
from supervision.sessions.services import calendars as services

from .feed import drawn

MINUTES_KEPT = 15


@never_cache
@require_safe
def address(request: HttpRequest) -> HttpResponse:
    return render(request, "calendars/address.html", {"feed": services.feed_of(person_of(request))})


@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Shown in the answer to the form itself: an address kept to be shown later would be kept somewhere."""
    person = person_of(request)
    secret = services.make(person=person, at=timezone.now())
    shown = f"{settings.REFLECT_ADDRESS}/calendar/{secret}.ics"
    return render(request, "calendars/address.html", {"feed": services.feed_of(person), "shown": shown})


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    services.revoke(person=person_of(request), at=timezone.now())
    messages.success(request, "The address does not work any longer. Calendars that used it stop showing new sessions.")
    return redirect("calendars:address")


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The calendar behind a secret address. One that is unknown, revoked or of a closed account never was."""
    now = timezone.now()
    kept = getattr(request, "from_path", None)
    person = services.read(secret=kept.secret, at=now) if kept else None
    if person is None:
        raise Http404
    body = drawn(person, at=now)
    etag = quote_etag(hashlib.sha256(body).hexdigest())
    known = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    response: HttpResponse = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    if etag in known:
        response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={MINUTES_KEPT * 60}"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
