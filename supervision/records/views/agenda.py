"""How do the two people prepare the next session together?"""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from supervision.carrying import filled
from supervision.records.changed_queries import Suggestion, changed_for
from supervision.records.forms.together import AgendaForm
from supervision.records.loading import load_shared_arrangement, note_read, person_of
from supervision.sessions import queries
from supervision.sessions.agreement_queries import current_adjustments
from supervision.sessions.models import AgendaItem
from supervision.sessions.services import agenda as services


@require_http_methods(["GET", "POST"])
def agenda(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement, person = load_shared_arrangement(request, arrangement_id), person_of(request)
    mine = arrangement.practitioner_id == person.pk
    other = arrangement.supervisor if mine else arrangement.practitioner
    covers = not mine and arrangement.supervisor_id != person.pk
    form = filled(request, AgendaForm(request.POST or None, other=other.name, covers=covers))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        services.add(
            arrangement=arrangement,
            body=form.cleaned_data["body"],
            is_shared=form.cleaned_data["shared"] == "yes",
            by=person,
            at=timezone.now(),
        )
        return redirect("records:agenda", arrangement.pk)
    today = timezone.localdate()
    items = list(queries.agenda_for(person, arrangement))
    changed = changed_for(person, arrangement, on=today)
    note_read(person, "agenda", arrangement.pk, [*items, *changed.points])
    context = {
        "arrangement": arrangement,
        "other": other,
        "form": form,
        "has_errors": bool(form.errors),
        "agenda": items,
        "carried": changed.points,
        "since": changed.since,
        "suggestions": _not_yet_on(items, changed.suggestions),
        "adjustments": current_adjustments(arrangement),
        "today": today,
    }
    return render(request, "records/agenda.html", context, status=422 if form.errors else 200)


def _not_yet_on(items: Iterable[AgendaItem], suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    known = {item.body for item in items}
    return [suggestion for suggestion in suggestions if suggestion.words not in known]


@require_POST
def take_up(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    """Put one of the suggestions on the agenda, for both to see. What it says is worked out anew for this person."""
    arrangement, person = load_shared_arrangement(request, arrangement_id), person_of(request)
    suggestions = changed_for(person, arrangement, on=timezone.localdate()).suggestions
    chosen = next((one for one in suggestions if one.key == request.POST.get("suggestion")), None)
    if chosen:
        services.add(arrangement=arrangement, body=chosen.words, is_shared=True, by=person, at=timezone.now())
    else:
        messages.info(request, "That has changed meanwhile. Have another look.")
    return redirect("records:agenda", arrangement.pk)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, arrangement_id: int, item_id: UUID) -> HttpResponse:
    arrangement, person = load_shared_arrangement(request, arrangement_id), person_of(request)
    item = queries.agenda_for(person, arrangement).filter(pk=item_id).first()
    if item is None:
        raise Http404
    if request.method == "POST":
        services.remove(item=item, by=person, at=timezone.now())
    return redirect("records:agenda", arrangement.pk)
