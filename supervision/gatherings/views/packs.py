"""How is it chosen what those who come to a slot are given to read: own words, a note, or part of a discussion?"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from supervision.carrying import filled
from supervision.gathering_policy import GatheringStanding, check_open_slot, check_prepare_slot
from supervision.gatherings.forms.packs import ExcerptForm, PackForm
from supervision.gatherings.loading import done_once, load_clinic, load_slot, note_read, person_of, put
from supervision.policy import allowed
from supervision.sessions import clinic_queries, pack_queries
from supervision.sessions.extracts import excerpt_of
from supervision.sessions.models import CaseDiscussion, ClinicSlot, SupervisionSession
from supervision.sessions.services import clinics

form_page = require_http_methods(["GET", "POST"])


@dataclass(frozen=True)
class _Opened:
    """A slot, for its lead and the facilitator."""

    record: SupervisionSession
    standing: GatheringStanding
    slot: ClinicSlot
    is_lead: bool

    def check_prepare(self) -> None:
        check_prepare_slot(self.standing, is_lead=self.is_lead)


def _open(request: HttpRequest, gathering_id: UUID, slot_id: UUID) -> _Opened:
    record, standing = load_clinic(request, gathering_id)
    slot = load_slot(record, slot_id)
    is_lead = clinic_queries.leads(person_of(request), slot)
    check_open_slot(standing, is_lead=is_lead)
    return _Opened(record, standing, slot, is_lead)


@never_cache
@form_page
@sensitive_post_parameters()
def pack(request: HttpRequest, gathering_id: UUID, slot_id: UUID) -> HttpResponse:
    opened = _open(request, gathering_id, slot_id)
    sources = pack_queries.Sources(person_of(request), opened.slot, on=timezone.localdate())
    form = filled(request, PackForm(request.POST or None, notes=sources.notes(), own=opened.slot.case.reference))
    if request.method == "POST":
        opened.check_prepare()
        if form.is_valid() and form.is_looked_at(*form.whole()) and _added(request, opened, form):
            return redirect("gatherings:pack", gathering_id, slot_id)
    note_read(request, opened.record)
    context = {
        "record": opened.record,
        "slot": opened.slot,
        "items": list(pack_queries.pack_of(opened.slot)),
        "may_prepare": allowed(opened.check_prepare),
        "discussions": list(sources.discussions()[: pack_queries.MOST_OFFERED]),
    }
    return put(request, "gatherings/pack.html", form, **context)


@never_cache
@form_page
@sensitive_post_parameters()
def excerpt(request: HttpRequest, gathering_id: UUID, slot_id: UUID, discussion_id: UUID) -> HttpResponse:
    """Part of a signed discussion: what it says of the child is filled in, to be cut down to what others need."""
    opened = _open(request, gathering_id, slot_id)
    opened.check_prepare()
    discussion = _discussion(request, opened.slot, discussion_id)
    form = ExcerptForm(request.POST or None, initial={"body": excerpt_of(discussion)}, own=opened.slot.case.reference)
    is_whole = request.method == "POST" and form.is_valid() and form.is_looked_at()
    if is_whole and _added(request, opened, form, discussion):
        return redirect("gatherings:pack", gathering_id, slot_id)
    if request.method == "GET":
        note_read(request, opened.record)
    context = {"record": opened.record, "slot": opened.slot, "discussion": discussion}
    return put(request, "gatherings/excerpt.html", filled(request, form), **context)


def _discussion(request: HttpRequest, slot: ClinicSlot, discussion_id: UUID) -> CaseDiscussion:
    try:
        return pack_queries.discussion_to_quote(person_of(request), slot, discussion_id, on=timezone.localdate())
    except CaseDiscussion.DoesNotExist:
        raise Http404 from None


def _added(
    request: HttpRequest, opened: _Opened, form: PackForm | ExcerptForm, discussion: CaseDiscussion | None = None
) -> bool:
    given: dict[str, Any] = {"body": form.chosen(), "key": form.cleaned_data["key"], "discussion": discussion}
    given |= {"slot": opened.slot, "by": person_of(request), "at": timezone.now()}
    if done_once(form, "key", lambda: clinics.add_to_pack(**given)) is None:
        return False
    messages.success(request, "The extract is added.")
    return True


@require_POST
def take(request: HttpRequest, gathering_id: UUID, slot_id: UUID, extract_id: UUID) -> HttpResponse:
    opened = _open(request, gathering_id, slot_id)
    opened.check_prepare()
    clinics.take_from_pack(slot=opened.slot, item_id=extract_id, by=person_of(request), at=timezone.now())
    messages.success(request, "The extract is taken out.")
    return redirect("gatherings:pack", gathering_id, slot_id)
