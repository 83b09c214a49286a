"""Who is the guest of this browser at this moment? Asked on every request: what was taken away opens nothing."""

from datetime import datetime

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts import session_clock
from supervision.sessions.clinic_queries import guest_now
from supervision.sessions.models import GuestInvitation

KEY, OPENED = "guest", "guest_opened_at"


def let_in(request: HttpRequest, guest: GuestInvitation) -> None:
    """Begin a session of their own, whoever used this browser before. It ends when a later link lets somebody in."""
    assert guest.opened_at is not None
    request.session.flush()
    request.session[KEY], request.session[OPENED] = str(guest.pk), guest.opened_at.isoformat()
    session_clock.start(request.session, timezone.now())


def guest_of(request: HttpRequest) -> GuestInvitation:
    """Raises Http404 for anybody who is not a guest at this moment, or was idle too long."""
    now, known = timezone.now(), request.session.get(KEY)
    if known and request.user.is_authenticated:  # somebody who works here has signed in at this browser since
        del request.session[KEY]
        raise Http404
    guest = _still(request.session, now) if known else None
    if guest is None:
        if known:
            request.session.flush()
        raise Http404
    session_clock.renew_sometimes(request.session, now)
    return guest


def _still(session: SessionBase, now: datetime) -> GuestInvitation | None:
    opened = session.get(OPENED)
    if not opened or session_clock.seconds_left(session, now) <= 0:
        return None
    return guest_now(session[KEY], opened_at=datetime.fromisoformat(opened), at=now)


def leave(request: HttpRequest) -> None:
    if KEY in request.session:
        request.session.flush()
