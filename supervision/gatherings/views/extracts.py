"""What of a clinic is handed on? A text for one case or one agency, to copy or print: nothing of anybody else's."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supervision.gathering_policy import check_hand_on_extract
from supervision.gatherings.loading import load_clinic, load_slot, note_read, person_of
from supervision.sessions import extracts
from supervision.sessions.gathering_queries import points_of
from supervision.sessions.models import SupervisionSession
from supervision.sessions.outcome_queries import agencies_there, agreed_with, cases_known_to

FOR_CASE = "It is about this case alone, and holds nothing about the people who talked."
FOR_AGENCY = (
    "It holds what was decided for the cases this agency came for, and what it agreed to do: nothing of others."
)


@never_cache
@require_safe
def of_case(request: HttpRequest, gathering_id: UUID, slot_id: UUID) -> HttpResponse:
    record, standing = load_clinic(request, gathering_id)
    slot = load_slot(record, slot_id)
    cases = cases_known_to(person_of(request), record, standing)
    check_hand_on_extract(standing, was_there=slot in cases.read)
    discussion = cases.said.get(slot.case_id)
    if discussion is None:
        raise Http404
    points = [one for one in points_of(record) if one.case_id == slot.case_id]
    text = extracts.text_of(discussion, points)
    others = extracts.other_references(text, slot.case.reference)
    return _page(request, record, text, title=slot.case.reference, lead=FOR_CASE, others=others)


@never_cache
@require_safe
def of_agency(request: HttpRequest, gathering_id: UUID, agency_id: int) -> HttpResponse:
    record, standing = load_clinic(request, gathering_id)
    check_hand_on_extract(standing, was_there=False)
    agency = agencies_there(record).filter(pk=agency_id).first()
    if agency is None:
        raise Http404
    agreed = agreed_with(agency, record)
    text = extracts.text_for(agency, record, agreed)
    others = extracts.other_references(text, *(discussion.case.reference for discussion, _ in agreed.cases))
    return _page(request, record, text, title=agency.name, lead=FOR_AGENCY, others=others)


def _page(request: HttpRequest, record: SupervisionSession, text: str, **words: object) -> HttpResponse:
    note_read(request, record)
    return render(request, "gatherings/extract.html", {"record": record, "text": text, **words})
