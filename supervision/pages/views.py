"""What is said to anybody, signed in or not? Pages of plain words, and what is shown when a page cannot be."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe


def _page(request: HttpRequest, name: str) -> HttpResponse:
    words = {
        "organisation": settings.REFLECT_ORGANISATION,
        "safeguarding_text": settings.REFLECT_SAFEGUARDING_TEXT,
    }
    return render(request, f"pages/{name}.html", words)


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return _page(request, "help")


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility")


@login_not_required
@require_safe
def child_at_risk(request: HttpRequest) -> HttpResponse:
    return _page(request, "child_at_risk")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # No request in the template: whatever broke (the session, the database) may break it again.
    return HttpResponse(render_to_string("500.html"), status=500)
