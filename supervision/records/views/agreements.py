"""How do the two people agree how their supervision works?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from supervision.carrying import filled
from supervision.records.forms.together import AgreementForm
from supervision.records.loading import load_arrangement, load_shared_arrangement, note_read, person_of
from supervision.sessions import frequency
from supervision.sessions.agreement_queries import agreed_in, current_agreement
from supervision.sessions.models import SupervisionAgreement, SupervisionArrangement
from supervision.sessions.services import agreements

COPIED = (
    "interval_days", "less_often_reason", "minutes", "place", "confidentiality", "disagreements", "adjustments",
    "prompts_ahead", "review_on",
)  # fmt: skip


@require_safe
def agreement(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement, person = load_shared_arrangement(request, arrangement_id), person_of(request)
    is_party = person.pk in (arrangement.practitioner_id, arrangement.supervisor_id)
    agreed = agreed_in(arrangement)
    newest, in_force = agreed.newest, agreed.in_force
    signed_by = {signature.person_id for signature in newest.signatures.all()} if newest else set()
    if newest:
        note_read(person, "agreement", newest.pk, [version for version in (in_force, newest) if version])
    context = {
        "arrangement": arrangement,
        "agreement": in_force or newest,
        "newest": newest,
        "pending": newest if in_force != newest and in_force else None,
        "is_party": is_party,
        "rule": frequency.rule_of(arrangement) if arrangement.policy else None,
        "may_sign": is_party and newest is not None and person.pk not in signed_by,
    }
    return render(request, "records/agreement.html", context)


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement = load_arrangement(request, arrangement_id)
    current, today = current_agreement(arrangement), timezone.localdate()
    asked_for = frequency.asked_for(arrangement, on=today) if arrangement.policy else None
    form = AgreementForm(request.POST or None, initial=_as_before(current), today=today, asked_for=asked_for)
    form = filled(request, form)
    if (
        request.method == "POST"
        and form.is_valid()
        and form.is_looked_at()
        and _written(form, arrangement, person_of(request))
    ):
        messages.success(request, "You signed this agreement. It comes into force when both of you have signed.")
        return redirect("records:agreement", arrangement.pk)
    if current:
        note_read(person_of(request), "agreement", current.pk)
    context = {"arrangement": arrangement, "form": form, "asked_for": asked_for, "has_errors": bool(form.errors)}
    return render(request, "records/write_agreement.html", context, status=422 if form.errors else 200)


def _as_before(current: SupervisionAgreement | None) -> dict[str, Any]:
    if current is None:
        return {}
    how_often = "policy" if current.interval_days is None else "own"
    return {"how_often": how_often} | {name: getattr(current, name) for name in COPIED}


def _written(form: AgreementForm, arrangement: SupervisionArrangement, by: Person) -> bool:
    try:
        agreements.write(arrangement=arrangement, **form.cleaned_data, by=by, at=timezone.now())
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    arrangement = load_arrangement(request, arrangement_id)
    current = current_agreement(arrangement)
    if current and str(current.number) == request.POST.get("number"):
        agreements.sign(agreement=current, by=person_of(request), at=timezone.now())
        messages.success(request, "You signed this agreement.")
    elif request.method == "POST":
        messages.warning(request, "The agreement has changed since you opened it. Read it again before you sign.")
    return redirect("records:agreement", arrangement.pk)
