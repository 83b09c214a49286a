"""How is an action point read and followed up?"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.policy import Standing, allowed, check_follow_up
from supervision.records.forms.together import FollowUpForm
from supervision.records.loading import note_read, person_of
from supervision.sessions import queries
from supervision.sessions.models import ActionPoint
from supervision.sessions.services import action_points
from supervision.vocabulary import ProgressKind


@require_http_methods(["GET", "POST"])
def action_point(request: HttpRequest, action_point_id: UUID) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    point = queries.action_points_for(person, on=today).filter(pk=action_point_id).first()
    if point is None:
        raise Http404
    standing = queries.standing_of(person, point.supervision_session, on=today)
    owns = point.held_by_id == person.pk
    form = filled(request, FollowUpForm(request.POST or None, closed=point.closed_at is not None))
    if request.method == "POST":
        check_follow_up(standing, is_owner=owns)
        said = {name: request.POST.get(name, "").strip() for name in ("kind", "body")}
        if action_points.said_last(point, **said, by=person):
            return redirect("records:action_point", point.pk)
        if form.is_valid() and form.is_looked_at() and _followed_up(request, point, form):
            return redirect("records:action_point", point.pk)
    note_read(person, "action_point", point.pk)
    context = {
        "point": point,
        "progress": point.progress.select_related("by"),
        "form": form,
        "has_errors": bool(form.errors),
        "may_follow_up": _may(standing, owns),
        "opens_record": bool(standing.relations),
        "today": today,
    }
    return render(request, "records/action_point.html", context, status=422 if form.errors else 200)


def _may(standing: Standing, owns: bool) -> bool:
    return allowed(lambda: check_follow_up(standing, is_owner=owns))


def _followed_up(request: HttpRequest, point: ActionPoint, form: FollowUpForm) -> bool:
    try:
        action_points.follow_up(
            action_point=point,
            kind=ProgressKind(form.cleaned_data["kind"]),
            body=form.cleaned_data["body"],
            by=person_of(request),
            at=timezone.now(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True
