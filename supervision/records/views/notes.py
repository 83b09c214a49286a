"""How does a person keep a note of their own about a session, before and after the lock?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.policy import Part, check_private_note
from supervision.records.forms import NoteForm
from supervision.records.loading import load, person_of
from supervision.sessions.queries import private_note_of
from supervision.sessions.services import notes


@never_cache
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, record_id: UUID) -> HttpResponse:
    record, standing = load(request, record_id, Part.METADATA, reads=request.method == "GET")
    check_private_note(standing)
    person = person_of(request)
    stored = private_note_of(person, record)
    initial = {"body": stored.body, "base_version": stored.version} if stored else {"base_version": 0}
    form = filled(request, NoteForm(request.POST or None, initial=initial))
    other_text = ""
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        try:
            notes.save(supervision_session=record, **form.cleaned_data, by=person, at=timezone.now())
        except notes.NoteChanged as changed:
            other_text = changed.stored.body
            form.data = again = request.POST.copy()
            again["base_version"] = str(changed.stored.version)
            form.add_error("body", "This note was changed in another tab. Bring the two together, then save")
        else:
            messages.success(request, "Your note is saved.")
            return redirect("records:show", record.pk)
    context = {"record": record, "form": form, "other_text": other_text, "has_errors": bool(form.errors)}
    return render(request, "records/note.html", context, status=422 if form.errors else 200)
