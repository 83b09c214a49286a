"""Who is the guest of this browser at this moment? Asked on every request: what was taken away opens nothing."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts import session_clock
from supervision.sessions.clinic_queries import guest_now
from supervision.sessions.models import GuestInvitation

KEY = "guest"


def let_in(request: HttpRequest, guest: GuestInvitation) -> None:
    """Begin a session of their own, whoever used this browser before."""
    request.session.flush()
    request.session[KEY] = str(guest.pk)
    session_clock.start(request.session, timezone.now())


def guest_of(request: HttpRequest) -> GuestInvitation:
    """Raises Http404 for anybody who is not a guest at this moment, or was idle too long."""
    now, known = timezone.now(), request.session.get(KEY)
    if known and request.user.is_authenticated:  # somebody who works here has signed in at this browser since
        del request.session[KEY]
        raise Http404
    guest = guest_now(known, at=now) if known and session_clock.seconds_left(request.session, now) > 0 else None
    if guest is None:
        if known:
            request.session.flush()
        raise Http404
    session_clock.renew_sometimes(request.session, now)
    return guest


def leave(request: HttpRequest) -> None:
    if KEY in request.session:
        request.session.flush()
