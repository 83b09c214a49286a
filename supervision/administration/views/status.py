"""Does the clock strike, and does mail go out? What an administrator looks at when somebody says that nothing came."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from supervision.administration import working
from supervision.administration.access import administrator
from supervision.outbox import services
from supervision.outbox.models import OutgoingMail
from supervision.sessions import leaving_queries as leaving
from supervision.vocabulary import MailState

PAGE = 50


@require_safe
def status(request: HttpRequest) -> HttpResponse:
    administrator(request)
    now, today = timezone.now(), timezone.localdate()
    context = {
        "ticks": working.ticks(now),
        "counts": working.counts(),
        "waiting": working.notices_to_mail(now),
        "handovers": leaving.handovers_not_done(today),
        "departures": leaving.departures_not_done(today),
    }
    return render(request, "administration/status.html", context)


@require_safe
def mails(request: HttpRequest, state: str) -> HttpResponse:
    administrator(request)
    if state not in working.SHOWN:
        raise Http404
    page = Paginator(working.mails(MailState(state)), PAGE).get_page(request.GET.get("page"))
    context = {"state": MailState(state), "page": page, "can_resend": state in working.RESENT}
    return render(request, "administration/mails.html", context)


@require_POST
def resend(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    by = administrator(request)
    mail = get_object_or_404(OutgoingMail, pk=mail_id)
    try:
        services.resend(mail=mail, by=by, at=timezone.now())
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, "The mail is sent again within a minute.")
    return redirect("administration:status")
