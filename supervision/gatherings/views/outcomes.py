"""How does the facilitator write what came of a case, and who was there for it?"""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.gathering_policy import check_write_gathering
from supervision.gatherings.forms.outcomes import OutcomeForm
from supervision.gatherings.keeping import Page
from supervision.gatherings.loading import load_clinic, load_slot, note_read, person_of, put
from supervision.gatherings.stored import stored_in
from supervision.sessions.models import ClinicSlot
from supervision.sessions.outcome_queries import guests_asked_to, outcome_of, people_who_came, presences_at
from supervision.sessions.services import outcomes

from .writing import saved


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def outcome(request: HttpRequest, gathering_id: UUID, slot_id: UUID) -> HttpResponse:
    record, standing = load_clinic(request, gathering_id)
    slot = load_slot(record, slot_id)
    check_write_gathering(standing)
    if request.method == "GET":
        note_read(request, record)
    mark = partial(outcomes.outcome_mark, slot)
    initial, came, asked = {**_stored(slot), "shown": mark()}, people_who_came(record), guests_asked_to(slot)
    page = Page(record, str(slot.pk))
    form = page.filled(OutcomeForm(request.POST or None, initial=initial, people=came, guests=asked))
    form.own = slot.case.reference
    form = filled(request, form)

    def save() -> None:
        given = form.there() | {"shown": form.cleaned_data["shown"], "typed": page.typed(form, request.POST)}
        outcomes.write(slot=slot, said=form.said(slot), **given, by=person_of(request), at=timezone.now())

    is_whole = request.method == "POST" and form.is_valid() and form.is_looked_at()
    if is_whole and saved(form, save, mark, partial(stored_in, form)):
        messages.success(request, f"What came of {slot.case.reference} is saved.")
        return redirect("gatherings:show", record.pk)
    title = f"What came of {slot.case.reference}"
    kept_at = reverse("gatherings:keep_outcome", args=[record.pk, slot.pk])
    around = page.around(form, request.POST, person_of(request), autosave=kept_at)
    words = {"title": title, "button": "Save", "lead": slot.question, **around}
    words["who_came_first"] = "people" not in form.fields
    return put(request, "gatherings/form.html", form, record=record, **words)


def _stored(slot: ClinicSlot) -> dict[str, Any]:
    there, said = presences_at(slot), outcome_of(slot)
    words = {name: getattr(said, name) for name in (*OutcomeForm.guarded, "continuum", "tool")} if said else {}
    return {
        "people": [one.person_id for one in there if one.person_id],
        "guests": [one.guest_id for one in there if one.guest_id],
        **words,
    }
