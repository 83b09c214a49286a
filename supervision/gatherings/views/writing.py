"""How does the facilitator write the record: the words, who came, and the action points?"""

import re
from collections.abc import Callable, Collection
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from supervision.carrying import as_posted, filled, found_for
from supervision.formpack.rows import changed_rows, unchecked
from supervision.gathering_policy import check_write_gathering
from supervision.gathering_vocabulary import AttendanceState, GatheringKind
from supervision.gatherings.forms import AttendanceForm, PointRows, PointsForm, TextsForm
from supervision.gatherings.forms.writing import GUEST, ROWS, Choices, owner_of
from supervision.gatherings.keeping import Page
from supervision.gatherings.loading import load, note_read, person_of, put
from supervision.gatherings.stored import stored_in
from supervision.sessions import clinic_queries
from supervision.sessions.gathering_queries import places_in, points_of, texts_of
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import carrying, gatherings
from supervision.sessions.typed_queries import TEXTS

Stored = list[tuple[str, str]]
form_page = require_http_methods(["GET", "POST"])


def _open(request: HttpRequest, gathering_id: UUID) -> SupervisionSession:
    record, standing = load(request, gathering_id)
    check_write_gathering(standing)
    if request.method == "GET":
        note_read(request, record)
    return record


def saved(form: Form, save: Callable[[], None], mark: Callable[[], str], stored: Callable[[], Stored]) -> bool:
    """Saves; or says why not, shows what was changed meanwhile, and lets the same button save over that."""
    try:
        save()
    except gatherings.Changed as changed:
        form.add_error(None, str(changed))
        form.data = again = form.data.copy()  # type: ignore[attr-defined]
        again["shown"] = mark()
        form.stored = stored()  # type: ignore[attr-defined]
        return False
    except ValidationError as refusal:
        form.add_error(None, ValidationError(refusal.messages))
        return False
    return True


def _now(request: HttpRequest) -> dict[str, Any]:
    return {"by": person_of(request), "at": timezone.now()}


@never_cache
@form_page
@sensitive_post_parameters()
def write(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record = _open(request, gathering_id)
    mark = partial(gatherings.texts_mark, record)
    about = {"held_on": record.held_on, "minutes": record.minutes, "place": record.place, "shown": mark()}
    of_clinic = record.kind_id == GatheringKind.CLINIC
    page = Page(record, TEXTS)
    form = page.filled(TextsForm(request.POST or None, initial=about | texts_of(record), of_clinic=of_clinic))
    form = filled(request, form)

    def save() -> None:
        given = {name: form.cleaned_data[name] for name in ("held_on", "minutes", "place", "shown")}
        given |= {"texts": form.texts(), "typed": page.typed(form, request.POST)}
        gatherings.write(supervision_session=record, **given, **_now(request))

    if (
        request.method == "POST"
        and form.is_valid()
        and form.is_looked_at()
        and saved(form, save, mark, partial(stored_in, form))
    ):
        messages.success(request, "What was said is saved. Nobody else reads it until you send it.")
        return redirect("gatherings:show", record.pk)
    around = page.around(
        form, request.POST, person_of(request), autosave=reverse("gatherings:keep_texts", args=[record.pk])
    )
    return put(request, "gatherings/form.html", form, record=record, title="What was said", button="Save", **around)


@never_cache
@form_page
def attendance(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record = _open(request, gathering_id)
    places = places_in(record)
    mark = partial(gatherings.places_mark, record)
    presenter = next((one.person_id for one in places if one.is_presenter), None)
    initial = {"shown": mark(), "presenter": presenter}
    form = filled(request, AttendanceForm(request.POST or None, places=places, record=record, initial=initial))

    def save() -> None:
        gatherings.note_attendance(supervision_session=record, **form.given(), **_now(request))

    if request.method == "POST" and form.is_valid() and saved(form, save, mark, partial(stored_in, form)):
        messages.success(request, "Who came is saved.")
        return redirect("gatherings:show", record.pk)
    return put(request, "gatherings/form.html", form, record=record, title="Who came", button="Save")


@never_cache
@form_page
@sensitive_post_parameters()
def points(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record = _open(request, gathering_id)
    mark = partial(gatherings.points_mark, record)
    form, rows = PointsForm(request.POST or None, initial={"shown": mark()}), _rows(request, record)
    form = filled(request, form)
    page = {"record": record, "title": "Action points", "button": "Save", "rows": rows}
    if request.method == "POST" and changed_rows(request.POST, ROWS) is not None:
        unchecked(form)
        return put(request, "gatherings/form.html", form, **page)

    def save() -> None:
        shown = form.cleaned_data["shown"]
        gatherings.write_points(supervision_session=record, agreed=rows.agreed(record), shown=shown, **_now(request))

    is_whole = request.method == "POST" and form.is_valid() & rows.is_valid() and form.is_looked_at(*rows.whole())
    if is_whole and saved(form, save, mark, lambda: stored_in(*_stored_rows(record))):
        messages.success(request, "The action points are saved.")
        return redirect("gatherings:show", record.pk)
    has_errors = request.method == "POST" and not rows.is_valid()
    return put(request, "gatherings/form.html", form, rows_have_errors=has_errors, **page)


def _of_rows(record: SupervisionSession, known: Collection[UUID]) -> dict[str, Any]:
    """Who may do what is agreed, and for which case; and which action points the rows may stand for."""
    came = [one.person for one in places_in(record) if one.state == AttendanceState.ATTENDED]
    people = [record.supervisor, *(one for one in came if one.pk != record.supervisor_id)]
    owners = [(str(one.pk), one.name) for one in people]
    cases: Choices = []
    if record.kind_id == GatheringKind.CLINIC:
        owners += [(f"{GUEST}{one.pk}", str(one)) for one in clinic_queries.guests_of(record)]
        cases = [(str(one.case_id), one.case.reference) for one in clinic_queries.slots_in(record)]
    of_row = {"owners": owners, "cases": cases, "held_on": record.held_on, "known": known}
    return {"prefix": ROWS, "form_kwargs": of_row}


def _rows(request: HttpRequest, record: SupervisionSession) -> Any:
    if request.method == "POST":
        known = {one.pk for one in points_of(record)}
        pressed, given = changed_rows(request.POST, ROWS), _of_rows(record, known)
        if pressed is not None:
            return unchecked(PointRows(pressed, **given))
        is_old = request.POST.get("shown") != gatherings.points_mark(record)
        return PointRows(_without_gone(request.POST, known) if is_old else request.POST, **given)
    if waiting := found_for(request):
        known = {one.pk for one in points_of(record)}
        carried = _without_gone(as_posted(carrying.fields_of(waiting[0])), known)
        return unchecked(PointRows(carried, **_of_rows(record, known)))
    return _stored_rows(record)


def _without_gone(posted: QueryDict, known: Collection[UUID]) -> QueryDict:
    """A page from before another tab took an action point out: its row stands for a new one."""
    again, ids = posted.copy(), {str(one) for one in known}
    for name in posted:
        if re.fullmatch(rf"{ROWS}-[0-9]+-id", name) and again[name] not in ids:
            again[name] = ""
    return again


def _stored_rows(record: SupervisionSession) -> Any:
    points = points_of(record)
    stored = [
        {"id": one.pk, "what": one.what, "why": one.why, "how": one.how, "owner": owner_of(one), "due_on": one.due_on,
         "case": one.case_id}
        for one in points
    ]  # fmt: skip
    return PointRows(initial=stored, **_of_rows(record, {one.pk for one in points}))
