"""What is said to anybody, signed in or not? Pages of plain words, and what is shown when a page cannot be."""

import sys

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
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
    """Django calls this while it handles what went wrong. A database that is away for a moment is not a fault."""
    # No request in the templates: whatever broke (the session, the database) may break it again.
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)
