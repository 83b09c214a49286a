"""How does a reviewer say what they found about a record, and who reads it?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.signed_in import person_of
from supervision.audit.services import record as audit
from supervision.carrying import filled
from supervision.dip_policy import InSample, check_read_grades, check_read_sampled, check_read_words, check_review
from supervision.policy import allowed
from supervision.vocabulary import AuditAction

from . import queries
from .forms import ReviewRecordForm
from .models import SampledRecord
from .services import reviewing

READERS = (
    "Read by you, by {name} as the supervisor of the session, and by whoever else reviews this record, once they have "
    "given their review. Managers see the grades. A court can ask for it"
)


def _load(request: HttpRequest, sampled_id: UUID) -> tuple[SampledRecord, InSample, Person]:
    person = person_of(request)
    try:
        return *queries.get_sampled(person, sampled_id, at=timezone.now()), person
    except SampledRecord.DoesNotExist:
        raise Http404 from None


@never_cache
@require_http_methods(["GET", "POST"])
@sensitive_post_parameters()
def review(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    one, place, person = _load(request, sampled_id)
    if request.method == "POST" and place.has_given and allowed(check_read_words, place):
        return redirect("dips:found", one.pk)  # pressed twice
    check_review(place)
    readers = READERS.format(name=one.supervision_session.supervisor.name)
    form = ReviewRecordForm(request.POST or None, criteria=one.sample.criteria.all(), readers=readers)
    form = filled(request, form)
    if request.method == "POST" and form.is_valid() and form.is_looked_at() and _given(form, one, person):
        messages.success(request, "Your review is given.")
        return redirect("dips:found", one.pk)
    context = {"one": one, "record": one.supervision_session, "form": form}
    return render(request, "dips/review.html", context, status=422 if form.errors else 200)


def _given(form: ReviewRecordForm, one: SampledRecord, by: Person) -> bool:
    given = form.cleaned_data
    try:
        reviewing.give(
            sampled=one, grades=form.grades(), difference=given["difference"], feedback=given["feedback"], by=by,
            at=timezone.now(),
        )  # fmt: skip
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@never_cache
@require_safe
def found(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """The grades of a record; and what was written, for its supervisor and its reviewers."""
    one, place, person = _load(request, sampled_id)
    check_read_grades(place)
    words = allowed(check_read_words, place)
    audit(actor=person, action=AuditAction.READ, kind=reviewing.KIND, object_id=one.pk, words=words)
    context = {
        "one": one, "record": one.supervision_session, "reviews": list(queries.given_reviews(one, words=words)),
        "words": words, "reads": allowed(check_read_sampled, place), "is_supervisor": place.is_supervisor,
        "sees_sample": place.is_manager or place.is_auditor,
    }  # fmt: skip
    return render(request, "dips/found.html", context)
