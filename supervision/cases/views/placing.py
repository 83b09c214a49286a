"""How does what was decided get on the child's file? As text to copy, and a word on when it was placed there."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from supervision.carrying import filled
from supervision.cases.forms import PlaceForm, TakeBackForm
from supervision.cases.loading import Opened, load, note_read, person_of, put
from supervision.policy import allowed, check_place
from supervision.sessions import extracts
from supervision.sessions.discussion_queries import discussions_of, points_of
from supervision.sessions.models import CaseDiscussion
from supervision.sessions.placement_queries import not_yet_placed, placements_of
from supervision.sessions.services import placements as services
from supervision.vocabulary import RecordState

PAGE = 25


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What is signed and not yet on a child's file, of the cases open to this person."""
    person, today = person_of(request), timezone.localdate()
    page = Paginator(not_yet_placed(person, on=today), PAGE).get_page(request.GET.get("page"))
    note_read(person, "not_yet_placed", "", page.object_list)
    rows = [(one, (today - timezone.localdate(one.supervision_session.locked_at)).days) for one in page.object_list]
    return render(request, "cases/not_yet_placed.html", {"page": page, "rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
@transaction.atomic
def place(request: HttpRequest, case_id: UUID, discussion_id: UUID) -> HttpResponse:
    opened, discussion = _load(request, case_id, discussion_id)
    form = PlaceForm(request.POST or None, initial={"placed_on": timezone.localdate()})
    if request.method == "POST":
        _check(opened)
        if form.is_valid() and _said(opened, discussion, form):
            messages.success(request, "Noted: this is on the case system.")
            return redirect("cases:place", case_id, discussion_id)
    return put(request, "cases/place.html", filled(request, form), **_shown(opened, discussion))


@require_POST
@transaction.atomic
def take_back(request: HttpRequest, case_id: UUID, discussion_id: UUID) -> HttpResponse:
    """It was said by mistake: it is not on the case system after all."""
    opened, discussion = _load(request, case_id, discussion_id)
    form = TakeBackForm(request.POST)
    _check(opened)
    if form.is_valid() and _said(opened, discussion, form):
        messages.success(request, "Noted: this is not on the case system after all.")
    return redirect("cases:place", case_id, discussion_id)


def _load(request: HttpRequest, case_id: UUID, discussion_id: UUID) -> tuple[Opened, CaseDiscussion]:
    opened = load(request, case_id)
    known = discussions_of(opened.case, opened.relations, on=timezone.localdate())
    try:
        return opened, known.get(pk=discussion_id)
    except CaseDiscussion.DoesNotExist:
        raise Http404 from None


def _check(opened: Opened) -> None:
    """Of a discussion that was loaded: it is signed, and not too old for this person."""
    check_place(opened.relations, state=RecordState.LOCKED, is_recent=True)


def _said(opened: Opened, discussion: CaseDiscussion, form: PlaceForm | TakeBackForm) -> bool:
    try:
        services.place(
            discussion=discussion,
            placed_on=form.cleaned_data.get("placed_on"),
            relations=opened.relations,
            key=form.cleaned_data["key"],
            by=opened.person,
            at=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _shown(opened: Opened, discussion: CaseDiscussion) -> dict[str, Any]:
    of_session = points_of(opened.case, opened.relations, on=timezone.localdate())
    points = list(of_session.filter(supervision_session=discussion.supervision_session_id).order_by("position"))
    text = extracts.text_of(discussion, points)
    said = list(placements_of(discussion))
    note_read(opened.person, "hand_off", discussion.pk, points)
    return {
        "case": opened.case,
        "discussion": discussion,
        "text": text,
        "others": extracts.other_references(text, opened.case.reference),
        "said": said,
        "is_placed": bool(said and said[-1].placed_on),
        "take_back": TakeBackForm(),
        "may_place": allowed(_check, opened),
    }
