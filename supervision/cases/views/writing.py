"""How is something written about a case? What the guard sees is said once, and the writer decides."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from supervision.carrying import filled
from supervision.casenotes import queries
from supervision.casenotes.models import CaseNote
from supervision.casenotes.services import notes as services
from supervision.cases.forms import AddendumForm, NoteForm, StepForm, WrittenForm
from supervision.cases.loading import Opened, load, note_read, put
from supervision.formpack.guard import listed
from supervision.policy import check_correct_note, check_write_note
from supervision.sessions.discussion_queries import discussions_of

form_page = require_http_methods(["GET", "POST"])
READERS = (
    "Read by the lead practitioner and people with access; in its first 12 months also by whoever leads or covers "
    "the lead practitioner's supervision"
)
WITH_THEIRS = f"{READERS}; when it follows from a discussion, also by the supervisor of that session"


@require_POST
@never_cache
@sensitive_post_parameters()
def hints(request: HttpRequest) -> HttpResponse:
    """What may name somebody in the text that was posted. It is neither stored nor put on the trail."""
    return JsonResponse(listed(request.POST.get("text", "")))


@never_cache
@form_page
@sensitive_post_parameters()
def add_note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = load(request, case_id)
    check_write_note(opened.relations, is_closed=opened.case.closed_on is not None)
    today = timezone.localdate()
    said = discussions_of(opened.case, opened.relations, on=today).order_by("-supervision_session__held_on")
    form = NoteForm(request.POST or None, readers=WITH_THEIRS, initial={"dated_on": today}, discussions=said)

    def save() -> None:
        services.add_note(case=opened.case, **form.given(), by=opened.person, at=timezone.now())

    return _written(request, opened, form, save, title="Add a note", done="The note is saved.")


@never_cache
@form_page
@sensitive_post_parameters()
def add_addendum(request: HttpRequest, case_id: UUID, note_id: UUID) -> HttpResponse:
    opened = load(request, case_id)
    note = _note(opened, note_id)
    check_correct_note(opened.relations)
    if request.method == "GET":
        note_read(opened.person, "case_note", note.pk)
    form = AddendumForm(request.POST or None, readers=READERS)

    def save() -> None:
        services.add_addendum(note=note, **form.given(), by=opened.person, at=timezone.now())

    return _written(request, opened, form, save, title="Add an addendum", done="The addendum is saved.", note=note)


def _note(opened: Opened, note_id: UUID) -> CaseNote:
    try:
        return queries.note_to_correct(opened.case, opened.relations, note_id, on=timezone.localdate())
    except CaseNote.DoesNotExist:
        raise Http404 from None


@never_cache
@form_page
@sensitive_post_parameters()
def add_step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    opened = load(request, case_id)
    check_write_note(opened.relations, is_closed=opened.case.closed_on is not None)
    form = StepForm(request.POST or None, readers=READERS, initial={"dated_on": timezone.localdate()})

    def save() -> None:
        services.add_step(case=opened.case, **form.given(), by=opened.person, at=timezone.now())

    return _written(request, opened, form, save, title="Add a step towards a diagnosis", done="The step is saved.")


def _written(
    request: HttpRequest, opened: Opened, form: WrittenForm, save: Callable[[], None], *, done: str, **words: object
) -> HttpResponse:
    """Saves what is whole and was looked at; else the form again, with its text and what was seen in it."""
    context = {"case": opened.case, **words}
    if request.method == "POST" and form.is_valid():
        if not form.is_looked_at():
            return put(request, "cases/write.html", form, **context)
        try:
            save()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect("cases:case", opened.case.pk)
    return put(request, "cases/write.html", filled(request, form), **context)
