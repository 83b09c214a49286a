"""How has a person's own confidence changed, and how do they see where they began?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.carrying import filled
from supervision.measures.charts import story_of
from supervision.sessions.models import ConfidenceDomain
from supervision.sessions.rating_queries import days_rated_by
from supervision.sessions.services.looking_back import look_back as say
from supervision.vocabulary import AuditAction

from .forms import LookingBackForm


@require_safe
def confidence(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    story = story_of(person, reader=person, until=today)
    audit(actor=person, action=AuditAction.READ, kind="confidence", object_id=person.pk)
    return render(request, "practitioners/confidence.html", {"story": story})


@never_cache
@require_http_methods(["GET", "POST"])
def look_back(request: HttpRequest) -> HttpResponse:
    """Rate oneself again as of an earlier session; what was rated then is not shown, and stays as it is."""
    person, today = person_of(request), timezone.localdate()
    days = days_rated_by(person, before=today)
    domains = list(ConfidenceDomain.objects.filter(is_asked=True))
    form = LookingBackForm(request.POST or None, days=days, domains=domains)
    if request.method == "POST" and form.is_valid() and _said(form, person):
        messages.success(request, "What you say looking back is kept, beside what you rated then.")
        return redirect("practitioners:confidence")
    form = filled(request, form)
    page = {"form": form, "days": days, "has_errors": bool(form.errors)}
    return render(request, "practitioners/look_back.html", page, status=422 if form.errors else 200)


def _said(form: LookingBackForm, person: Person) -> bool:
    given = form.cleaned_data
    try:
        say(as_of=given["as_of"], scores=form.scores(), key=given["key"], by=person, at=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
