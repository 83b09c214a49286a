"""What does somebody find behind the bell, and how do they say what is mailed?"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from accounts.signed_in import person_of
from supervision.outbox.notices import mark_read
from supervision.reminders.mailing import person_of as person_of_link
from supervision.reminders.queries import wishes_of
from supervision.reminders.services import choose_mail, stop_mail
from supervision.vocabulary import Delivery

from . import queries
from .forms import MailForm
from .words import Places, shown


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    still_open, done = list(queries.still_open(person)), list(queries.done(person))
    both = [*still_open, *done]
    places = Places(
        queries.arrangements_of(both), queries.to_sign_of(person, both, on=today), queries.clinics_among(both)
    )
    context = {
        "open": [shown(notice, person, places, today) for notice in still_open],
        "done": [shown(notice, person, places, today) for notice in done],
        "any_unread": any(notice.read_at is None for notice in still_open),
    }
    return render(request, "notices/notices.html", context)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    mark_read(person_id=person_of(request).pk, at=timezone.now())
    messages.success(request, "All notices are marked as read.")
    return redirect("notices:notices")


@require_POST
def read(request: HttpRequest, notice_id: int) -> HttpResponse:
    person = person_of(request)
    notice = get_object_or_404(queries.told(person), pk=notice_id)
    mark_read(person_id=person.pk, at=timezone.now(), notice_id=notice.pk)
    return redirect("notices:notices")


@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    wishes = wishes_of(person)
    known = {name: getattr(wishes, name) for name in MailForm.base_fields}
    form = MailForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choose_mail(person=person, at=timezone.now(), **given | {"delivery": Delivery(given["delivery"])})
        messages.success(request, "Your choice is saved.")
        return redirect("notices:notices")
    return render(request, "notices/mail.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt  # a mail program posts here for its reader (RFC 8058); the token says whose mail it is
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing, for mail scanners look at every link."""
    try:
        person = get_object_or_404(Person, pk=person_of_link(token))
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    if request.method == "POST":
        stop_mail(person_id=person.pk, at=timezone.now())
    return render(request, "notices/stop.html", {"is_stopped": request.method == "POST"})
