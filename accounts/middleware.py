"""When has somebody been away too long? Then they are signed out, and the request goes on as anybody's."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from supervision.audit.services import record
from supervision.vocabulary import AuditAction

from . import session_clock
from .models import Person


class IdleTimeout:
    """Ends a session that is idle or too old. A request marked `X-Background: 1` is the page's, not the person's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(person := request.user, Person):
            self._end_or_renew(request, person)
        return self.get_response(request)

    def _end_or_renew(self, request: HttpRequest, person: Person) -> None:
        now = timezone.now()
        in_background = request.headers.get("X-Background") == "1"
        if session_clock.seconds_left(request.session, now) <= 0:
            record(actor=person, action=AuditAction.SIGNED_OUT, kind="session", at=now, timed_out=True)
            logout(request)
            if not in_background:
                messages.info(request, "You were away for a while, so you have been signed out. Sign in to go on.")
        elif not in_background:
            session_clock.renew_sometimes(request.session, now)
