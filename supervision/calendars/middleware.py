"""How does the one secret that stands in an address stay out of every log? It is taken out before anybody looks.

Whatever writes down a request later, here or in the web server, finds the address without the secret: the path, and
what the server noted of it, are replaced in the request itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse

ROOM, FEED, ENDING = "/calendar/", "/calendar/feed.ics", ".ics"
PAGES = {"", "make/", "revoke/"}


@dataclass(frozen=True)
class Kept:
    """A secret that does not show itself to whoever prints what a request holds."""

    secret: str = field(repr=False)


class SecretOutOfPath:
    """Comes first of all. The secret is put where only the feed's own view looks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        room, last = request.path_info[: len(ROOM)], request.path_info[len(ROOM) :]
        if room.lower() == ROOM and last not in PAGES:
            # A piece of a secret, pasted without its end, is kept out as well; it opens nothing.
            secret = last.removesuffix(ENDING) if last.endswith(ENDING) else ""
            request.from_path = Kept(secret)  # type: ignore[attr-defined]
            self._rewrite(request)
        return self.get_response(request)

    def _rewrite(self, request: HttpRequest) -> None:
        request.path = request.path_info = FEED
        for name in ("PATH_INFO", "RAW_URI", "REQUEST_URI"):
            if name in request.META:
                request.META[name] = FEED
