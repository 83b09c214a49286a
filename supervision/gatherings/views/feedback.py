"""How do those who came say how it was, and what does the facilitator read of it?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision.carrying import filled
from supervision.formpack.feedback import FeedbackForm
from supervision.gathering_policy import check_give_feedback, check_keep_guests, check_read_feedback
from supervision.gatherings.loading import load, load_clinic, note_read, person_of, put
from supervision.sessions import feedback_queries as queries
from supervision.sessions.services import feedback as services

LEAD = "The facilitator reads it with your name. It is no part of the record, and nobody else reads it here."


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def give(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    person, today = person_of(request), timezone.localdate()
    check_give_feedback(standing, is_open=queries.is_open(record, on=today))
    given = queries.of_person(record, person)
    initial = {"useful": given.useful, "will_do": given.will_do, "better": given.better} if given else {}
    form = filled(request, FeedbackForm(request.POST or None, initial=initial))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        said = services.Said(**form.cleaned_data)
        services.give(supervision_session=record, said=said, by=person, at=timezone.now())
        messages.success(request, "Thank you. The facilitator reads what you said.")
        return redirect("gatherings:show", record.pk)
    return put(request, "gatherings/form.html", form, record=record, title="How was it?", button="Save", lead=LEAD)


@never_cache
@require_safe
def read(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    check_read_feedback(standing)
    note_read(request, record)
    given = queries.given_on(record)
    context = {"record": record, "given": given, "counted": queries.counted(given)}
    return render(request, "gatherings/feedback.html", context)


@require_POST
def ask_guests(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load_clinic(request, gathering_id)
    check_keep_guests(standing)
    asked = services.ask_guests(supervision_session=record, by=person_of(request), at=timezone.now())
    guests = "1 guest" if asked == 1 else f"{asked} guests"
    messages.success(request, f"A link is on its way to {guests}." if asked else "No guest is left to be asked.")
    return redirect("gatherings:show", record.pk)
