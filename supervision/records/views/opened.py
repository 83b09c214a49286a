"""What does somebody read of a record that was opened for them? What was written and signed, and no ratings.

It was opened by break-glass, or drawn for a dip sample that they were named to review.
"""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from supervision.audit.services import record as audit
from supervision.dip_policy import check_read_sampled
from supervision.dips import queries as dip_queries
from supervision.dips.models import SampledRecord
from supervision.opening_policy import check_read_opened
from supervision.policy import Part, Relation, Standing
from supervision.records import reading
from supervision.records.loading import load, person_of
from supervision.sessions import opening_queries
from supervision.sessions.models import SupervisionSession
from supervision.vocabulary import AuditAction, RecordState

# A score is between the two; what somebody put on the agenda is before the session, and not signed.
NOT_OPENED: dict[str, list[str]] = {"areas": [], "feelings": [], "agenda": []}
# What was carried into the session was agreed in another record, which was not drawn.
NOT_SAMPLED = NOT_OPENED | {"carried": []}


@never_cache
@require_safe
def opened(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Each reading is on the trail, with the request by which it was open."""
    record, standing = load(request, record_id, Part.METADATA)
    person, now = person_of(request), timezone.now()
    opening = opening_queries.last_of(person, record.pk)
    check_read_opened(opening_queries.standing_to(person, opening) if opening else None, now)
    assert opening is not None
    audit(actor=person, action=AuditAction.READ, kind="record", object_id=record.pk, opening=str(opening.pk))
    context = reading.page(record, person, standing) | NOT_OPENED | {"opening": opening}
    return render(request, "records/opened.html", context)


@never_cache
@require_safe
def sampled(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """The same for whoever was named to review it, until its sample ends. Each reading is on the trail."""
    person, now = person_of(request), timezone.now()
    try:
        one, place = dip_queries.get_sampled(person, sampled_id, at=now)
    except SampledRecord.DoesNotExist:
        raise Http404 from None
    check_read_sampled(place)
    record = dip_queries.read_record(one)
    audit(
        actor=person, action=AuditAction.READ, kind="record", object_id=record.pk, sample=str(one.sample_id)
    )  # fmt: skip
    context = (
        reading.page(record, person, _of_nobody(record)) | NOT_SAMPLED | {"one": one, "has_given": place.has_given}
    )
    return render(request, "records/sampled.html", context)


def _of_nobody(record: SupervisionSession) -> Standing:
    """What is open to a reviewer is open as to somebody who has nothing to do with the record."""
    return Standing(
        frozenset({Relation.NONE}), RecordState(record.state), is_writer=False, is_recent=False, is_unsigned=False
    )  # fmt: skip
