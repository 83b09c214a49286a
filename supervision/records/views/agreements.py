"""How do the two people agree how their supervision works?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supervision.records.forms.together import AgreementForm
from supervision.records.loading import load_arrangement, load_shared_arrangement, note_read, person_of
from supervision.sessions import queries
from supervision.sessions.services import agreements

COPIED = ("interval_days", "minutes", "place", "confidentiality", "disagreements", "adjustments", "review_on")


@require_safe
def agreement(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement, person = load_shared_arrangement(request, arrangement_id), person_of(request)
    is_party = person.pk in (arrangement.practitioner_id, arrangement.supervisor_id)
    current = queries.current_agreement(arrangement)
    signatures = list(current.signatures.all()) if current else []
    if current:
        note_read(person, "agreement", current.pk)
    context = {
        "arrangement": arrangement,
        "agreement": current,
        "signatures": signatures,
        "is_party": is_party,
        "may_sign": is_party and bool(current) and all(s.person_id != person.pk for s in signatures),
    }
    return render(request, "records/agreement.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement = load_arrangement(request, arrangement_id)
    current = queries.current_agreement(arrangement)
    initial = {name: getattr(current, name) for name in COPIED} if current else {}
    form = AgreementForm(request.POST or None, initial=initial, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        agreements.write(arrangement=arrangement, **form.cleaned_data, by=person_of(request), at=timezone.now())
        messages.success(request, "You signed this agreement. It comes into force when both of you have signed.")
        return redirect("records:agreement", arrangement.pk)
    if current:
        note_read(person_of(request), "agreement", current.pk)
    context = {"arrangement": arrangement, "form": form, "has_errors": bool(form.errors)}
    return render(request, "records/write_agreement.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement = load_arrangement(request, arrangement_id)
    current = queries.current_agreement(arrangement)
    if current and str(current.number) == request.POST.get("number"):
        agreements.sign(agreement=current, by=person_of(request), at=timezone.now())
        messages.success(request, "You signed this agreement.")
    elif request.method == "POST":
        messages.warning(request, "The agreement has changed since you opened it. Read it again before you sign.")
    return redirect("records:agreement", arrangement.pk)
