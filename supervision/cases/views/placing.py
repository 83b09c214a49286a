"""How does what was decided get on the child's file? As text to copy, and a word on when it was placed there."""

from datetime import datetime
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
from supervision.sessions.discussion_queries import points_of
from supervision.sessions.models import CaseDiscussion
from supervision.sessions.placement_queries import discussion_to_place, not_yet_placed, placements_of
from supervision.sessions.services import placements as services
from supervision.vocabulary import RecordState

PAGE = 25


@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What is signed and not on a child's file as it stands, of the cases open to this person."""
    person, today = person_of(request), timezone.localdate()
    page = Paginator(not_yet_placed(person, on=today), PAGE).get_page(request.GET.get("page"))
    note_read(person, "not_yet_placed", "", page.object_list)
    rows = [(one, (today - timezone.localdate(one.since)).days) for one in page.object_list]
    return render(request, "cases/not_yet_placed.html", {"page": page, "rows": rows})


@never_cache
@require_http_methods(["GET", "POST"])
@transaction.atomic
def place(request: HttpRequest, case_id: UUID, discussion_id: UUID) -> HttpResponse:
    opened, discussion = _load(request, case_id, discussion_id)
    form = PlaceForm(request.POST or None, initial={"placed_on": timezone.localdate()})
    if request.method == "POST":
        _check(opened, discussion)
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
    _check(opened, discussion, is_there=False)
    if form.is_valid() and _said(opened, discussion, form):
        messages.success(request, "Noted: this is not on the case system after all.")
    return redirect("cases:place", case_id, discussion_id)


def _load(request: HttpRequest, case_id: UUID, discussion_id: UUID) -> tuple[Opened, CaseDiscussion]:
    opened = load(request, case_id)
    try:
        return opened, discussion_to_place(opened.case, opened.relations, discussion_id, on=timezone.localdate())
    except CaseDiscussion.DoesNotExist:
        raise Http404 from None


def _check(opened: Opened, discussion: CaseDiscussion, *, is_there: bool = True) -> None:
    """Of a discussion that was loaded: it was signed, and is not too old for this person."""
    state = RecordState(discussion.supervision_session.state)
    check_place(opened.relations, state=state, is_recent=True, is_there=is_there)


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


def _shown(opened: Opened, discussion: Any) -> dict[str, Any]:
    said, is_placed = list(placements_of(discussion)), discussion.placed_on is not None
    is_struck = discussion.supervision_session.state == RecordState.STRUCK
    return {
        "case": opened.case,
        "discussion": discussion,
        "is_struck": is_struck,
        "was_added_to": not is_struck and is_placed and _is_later(discussion.added_at, discussion.placed_at),
        "said": said,
        "is_placed": is_placed,
        "take_back": TakeBackForm(),
        "may_place": allowed(lambda: _check(opened, discussion, is_there=False)),
        **({} if is_struck else _text(opened, discussion)),
    }


def _is_later(added_at: datetime | None, placed_at: datetime) -> bool:
    return added_at is not None and added_at > placed_at


def _text(opened: Opened, discussion: CaseDiscussion) -> dict[str, Any]:
    """What is to be copied, and what of it may be about another case."""
    of_session = points_of(opened.case, opened.relations, on=timezone.localdate())
    points = list(of_session.filter(supervision_session=discussion.supervision_session_id).order_by("position"))
    text = extracts.text_of(discussion, points)
    note_read(opened.person, "hand_off", discussion.pk, points)
    return {"text": text, "others": extracts.other_references(text, opened.case.reference)}
