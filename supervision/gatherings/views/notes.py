"""How does each who came keep a part of their own, which only they open?"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from supervision.carrying import filled
from supervision.gathering_policy import check_gathering_note, check_read_gathering_note
from supervision.gatherings.forms import NoteForm
from supervision.gatherings.loading import load, note_read, person_of, put
from supervision.policy import allowed
from supervision.sessions.gathering_queries import note_of
from supervision.sessions.services import gatherings, notes


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def note(request: HttpRequest, gathering_id: UUID) -> HttpResponse:
    record, standing = load(request, gathering_id)
    person = person_of(request)
    stored = note_of(person, record)
    check_read_gathering_note(standing, has_written=stored is not None)
    if request.method == "POST":
        check_gathering_note(standing)
    else:
        note_read(request, record)
    initial = {"body": stored.body, "base_version": stored.version} if stored else {"base_version": 0}
    form = filled(request, NoteForm(request.POST or None, initial=initial))
    other_text = ""
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        try:
            gatherings.save_note(supervision_session=record, **form.cleaned_data, by=person, at=timezone.now())
        except notes.NoteChanged as changed:
            other_text = changed.stored.body
            form.data = again = request.POST.copy()
            again["base_version"] = str(changed.stored.version)
            form.add_error("body", "This was changed in another tab. Bring the two together, then save")
        else:
            messages.success(request, "Your own part is saved.")
            return redirect("gatherings:show", record.pk)
    words = {"other_text": other_text, "kept": stored, "may_save": allowed(check_gathering_note, standing)}
    return put(request, "gatherings/note.html", form, record=record, **words)
