"""How does nobody get to know who opens a link to a pulse? The request is taken for nobody's before anything else.

Whoever is signed in at the same browser is not asked about, so that their sign-in is not renewed in the moment in which
an answer is written; and the secret is taken out of the path, so that nothing that writes down a request has it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .links import ADDRESS

THANKS = "thanks/"


@dataclass(frozen=True)
class Kept:
    """A secret that does not show itself to whoever prints what a request holds."""

    secret: str = field(repr=False)


class Nobodys:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.lower().startswith(ADDRESS):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
            last = path[len(ADDRESS) :]
            if last != THANKS:
                request.pulse = Kept(last.rstrip("/"))  # type: ignore[attr-defined]
                request.path = request.path_info = ADDRESS
                request.META.update({n: ADDRESS for n in ("PATH_INFO", "RAW_URI", "REQUEST_URI") if n in request.META})
        return self.get_response(request)
