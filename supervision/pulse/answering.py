"""How does somebody answer a pulse? Through the link in their mail, as nobody: no sign-in is looked at."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from . import services
from .forms import AnswerForm
from .queries import domains_of


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest) -> HttpResponse:
    """Opening the link uses nothing up: a mail scanner may follow it."""
    now = timezone.now()
    kept = getattr(request, "pulse", None)
    try:
        pulse = services.find(kept.secret if kept else "", at=now).cell.pulse
        form = AnswerForm(request.POST if request.method == "POST" else None, domains=domains_of(pulse))
        if request.method == "POST" and form.is_valid() and kept:
            services.answer(secret=kept.secret, said=form.said(), at=now)
            return redirect("pulse:thanks")
    except services.LinkGone:
        return _privately(render(request, "pulse/gone.html", status=404))
    context = {"pulse": pulse, "form": form, "has_errors": bool(form.errors)}
    return _privately(render(request, "pulse/answer.html", context, status=422 if form.errors else 200))


@login_not_required
@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "pulse/thanks.html")


def _privately(response: HttpResponse) -> HttpResponse:
    """No other page is told where somebody came from: the address holds the secret. Ours need the origin alone."""
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
