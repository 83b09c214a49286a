"""What is there to read of a case? What is known, and what happened, the newest first."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supervision.casenotes import queries
from supervision.cases import timeline
from supervision.cases.loading import Opened, load, note_read, person_of
from supervision.policy import (
    allowed,
    check_correct_note,
    check_give_access,
    check_hand_on_case,
    check_keep_case,
    check_write_note,
    reads_only_recent,
)
from supervision.sessions.discussion_queries import discussed_with, open_points_of

PAGE = 20


@never_cache
@require_safe
@transaction.atomic
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened, today = load(request, case_id), timezone.localdate()
    said = timeline.discussions(opened, on=today)
    clinics = timeline.clinics(opened, on=today)
    page = Paginator(timeline.lines(opened, said, clinics, on=today), PAGE).get_page(request.GET.get("page"))
    latest = queries.latest_steps(opened.case, opened.relations, on=today)
    rows, steps = timeline.rows(page.object_list, said, clinics, latest)
    points = list(open_points_of(opened.case, opened.relations, on=today))
    note_read(opened.person, "case", opened.case.pk, [*(row for _, row in rows), *points, *steps.values()])
    context = {
        "case": opened.case,
        "reached": timeline.reached(opened.case),
        "steps": steps,
        "page": page,
        "rows": rows,
        "said": said,
        "behaviour": timeline.behaviour(said),
        "points": points,
        "today": today,
        "access": timeline.access(opened.case),
        "only_recent": reads_only_recent(opened.relations),
        **_may(opened),
    }
    return render(request, "cases/case.html", context)


@never_cache
@require_safe
@transaction.atomic
def notes_after(request: HttpRequest, discussion_id: UUID) -> HttpResponse:
    """For whoever supervised the session: the notes that follow from what was said in it, and no others of the case."""
    person = person_of(request)
    discussion = get_object_or_404(discussed_with(person), pk=discussion_id)
    notes = list(queries.notes_after(discussion.pk))
    note_read(person, "notes_after", discussion.pk, notes)
    return render(request, "cases/notes_after.html", {"discussion": discussion, "notes": notes})


def _may(opened: Opened) -> dict[str, Any]:
    is_closed = opened.case.closed_on is not None
    lead_leaves = opened.case.lead_id in opened.supervised.leaving
    return {
        "may_write": allowed(lambda: check_write_note(opened.relations, is_closed=is_closed)),
        "may_correct": allowed(check_correct_note, opened.relations),
        "may_keep": allowed(check_keep_case, opened.relations),
        "may_give": allowed(check_give_access, opened.relations),
        "may_hand_on": allowed(lambda: check_hand_on_case(opened.relations, lead_leaves=lead_leaves)),
    }
