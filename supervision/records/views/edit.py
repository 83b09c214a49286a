"""How is a record written? Every press of a button, and every pause in typing, is kept first."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from supervision.carrying import found_for
from supervision.formpack.rows import changed_rows
from supervision.policy import Denied, Part, allowed, check_private_note, check_write_draft
from supervision.records import draft_page, keeping, shortness
from supervision.records.draft_page import CONTROLS, Written
from supervision.records.loading import load, note_read, person_of
from supervision.sessions.lengths import least_in
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import drafts, records
from supervision.times import clock_time


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id, naming=True)
    try:
        check_write_draft(standing)
        if request.method == "POST":
            return _posted(request, record)
    except Denied:
        if "send" in request.POST and keeping.was_sent(record, request.POST, person_of(request)):
            return redirect("records:show", record.pk)  # the button was pressed twice
        raise
    if found_for(request) and keeping.restore(record, person_of(request), request.path):
        messages.success(request, "You were signed out while writing. What you had typed has been kept.")
        return redirect(request.path)
    person = person_of(request)
    draft = draft_page.read(record, person, one_more=request.GET.get("row", ""))
    written = draft_page.forms_for(record, person, draft.data, as_typed=True)
    shortness.say_beside(written.form, least_in(record))
    return _page(request, written, draft.versions)


def _posted(request: HttpRequest, record: SupervisionSession) -> HttpResponse:
    changed, pressed = _row_button(request.POST)
    posted = pressed if pressed is not None else request.POST
    person = person_of(request)
    form = draft_page.forms_for(record, person, posted, as_typed=True).form
    answers = draft_page.posted_answers(form, posted)
    kept = keeping.keep(record, form, answers, _versions(posted), by=person)
    here = reverse("records:edit", args=[record.pk])
    if changed:
        added = f"?row={changed}" if "add_row" in request.POST else ""
        return redirect(f"{here}{added}#{changed}")
    if kept.conflicts:
        messages.warning(request, "Some answers were changed in another tab. Both versions are shown below.")
        return redirect(here)
    if "send" in request.POST:
        return _send(request, record, posted)
    messages.success(request, f"Saved {clock_time(timezone.now())}. Only you can see this draft until you send it.")
    return redirect("practitioners:home")


def _row_button(posted: QueryDict) -> tuple[str, QueryDict | None]:
    """Which rows have one more or fewer, by a button pressed without JavaScript, and the form with that done."""
    for rows in CONTROLS:
        if (changed := changed_rows(posted, rows)) is not None:
            return rows, changed
    return "", None


def _versions(posted: QueryDict) -> dict[str, int]:
    return drafts.parse_versions(posted.get(drafts.VERSIONS, ""))


def _send(request: HttpRequest, record: SupervisionSession, posted: QueryDict) -> HttpResponse:
    person = person_of(request)
    written, least = draft_page.forms_for(record, person, posted, as_typed=False), least_in(record)
    shortness.say_beside(written.form, least)
    if written.is_valid():
        if not written.is_looked_at():
            return _page(request, written, draft_page.read(record, person).versions)
        try:
            records.send(supervision_session=record, content=written.content(), by=person, at=timezone.now())
        except ValidationError as error:
            written.form.add_error(None, error)
        else:
            messages.success(request, "Sent for signature.")
            shortness.remark(request, least, written.form.cleaned_data["minutes"], written.form.cleaned_data["kind"])
            return redirect("records:show", record.pk)
    return _page(request, written, draft_page.read(record, person).versions, has_errors=True)


def _page(
    request: HttpRequest, written: Written, versions: dict[str, int], *, has_errors: bool = False
) -> HttpResponse:
    person, record = person_of(request), written.record
    beside = keeping.beside_the_form(written, person)
    note_read(person, "record", record.pk, [*beside["agenda"], *beside["carried"]])
    context = beside | {
        "record": record,
        "form": written.form,
        "cases": written.cases,
        "actions": written.actions,
        "versions": versions,
        "has_errors": has_errors,
    }
    return render(request, "records/edit.html", context, status=422 if has_errors else 200)


@never_cache
@login_not_required  # answers 401 instead of a sign-in page, so that the open form can say so
@require_POST
def autosave(request: HttpRequest, record_id: UUID) -> JsonResponse:
    """Keep the changed controls. 200 with the time saved, 409 with what another tab saved, 401 signed out.

    Either of the first two says what may name somebody in the boxes that were kept.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"signed_out": True}, status=401)
    record, standing = load(request, record_id)
    check_write_draft(standing)
    person = person_of(request)
    form = draft_page.forms_for(record, person, request.POST, as_typed=True).form
    answers = draft_page.posted_answers(form, request.POST, only=request.POST.getlist("control"))
    hints = draft_page.hints_in(form, answers)
    kept = keeping.keep(record, form, answers, _versions(request.POST), by=person)
    body = {
        "saved_at": clock_time(timezone.now()),
        "versions": kept.versions,
        "conflicts": kept.conflicts,
        "hints": hints,
        "token": get_token(request),
    }
    return JsonResponse(body, status=409 if kept.conflicts else 200)


@require_http_methods(["GET", "POST"])
def forget_kept(request: HttpRequest, record_id: UUID, kept_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id, Part.METADATA)
    check_private_note(standing)
    if request.method == "POST":
        drafts.forget_kept(supervision_session=record, kept_id=kept_id, by=person_of(request), at=timezone.now())
    return redirect("records:edit" if allowed(check_write_draft, standing) else "records:show", record.pk)
