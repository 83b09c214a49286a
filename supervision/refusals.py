"""What does a person see who may not do what they asked? The reason, and the words they had typed, on a 403 page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from supervision.carrying import FIELD, as_posted, found_for
from supervision.policy import Denied
from supervision.sessions.services import carrying

NOT_TYPED = {"password", "draft_versions", "seen", FIELD}


class Refusals:
    """Turns Denied, from the policy, into a page that says why."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Denied):
            return render(request, "403.html", {"reason": str(exception), "typed": typed(request)}, status=403)
        return None


def typed(request: HttpRequest) -> list[str]:
    """The words of a form that came too late, for its writer to copy: text with a space in it that nobody else set."""
    posts = [request.POST] if request.POST else [as_posted(carrying.fields_of(post)) for post in found_for(request)]
    return [
        value
        for post in posts
        for name, values in post.lists()
        for value in values
        if name not in NOT_TYPED and " " in value.strip()
    ]
