"""Who stands how to which request for support? The one door to them for every page."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import Person, RoleGrant
from supervision.rules.confidence import LOW
from supervision.rules.support_states import OPEN
from supervision.sessions.models import ConfidenceRating, SupervisionArrangement
from supervision.sessions.supervised_queries import answered_for
from supervision.support_policy import SupportRelation
from supervision.support_vocabulary import SupportKind, SupportState, SupportStep
from supervision.vocabulary import ArrangementKind, Role

from .models import SupportEvent, SupportRequest

MOST_SHOWN = 50


@dataclass(frozen=True)
class Marker:
    """Something that happened between two ratings, as a chart shows it; in which areas of confidence."""

    on: date
    label: str
    domain_ids: frozenset[int]


def seniors() -> QuerySet[Person]:
    """Everybody who can be asked by name: whoever supervises here."""
    supervises = RoleGrant.objects.filter(person=OuterRef("pk"), role=Role.SUPERVISOR)
    return Person.objects.filter(Exists(supervises), is_active=True).select_related("job_role")


def specialists(*, on: date) -> QuerySet[Person]:
    """Whom a request to the specialists reaches: specialist supervisors whose training in the field is recorded."""
    beside = SupervisionArrangement.objects.current(on).filter(
        supervisor=OuterRef("pk"), kind=ArrangementKind.SPECIALIST
    )  # fmt: skip
    return seniors().filter(Exists(beside)).exclude(hsb_training="")


def visible_to(person: Person, *, on: date) -> QuerySet[Any]:
    """Requests this person may know of; `is_asked` and `is_supervised` say of each how they stand to it."""
    is_specialist = Exists(specialists(on=on).filter(pk=person.pk))
    is_asked = Q(state=SupportState.ASKED) & (Q(to_person=person) | Q(is_specialist, to_person=None))
    supervised = Exists(answered_for(person, on=on).filter(practitioner=OuterRef("requester")))
    return (
        SupportRequest.objects.select_related("requester", "to_person", "holder")
        .annotate(is_asked=Exists(SupportRequest.objects.filter(is_asked, pk=OuterRef("pk"))))
        .annotate(is_supervised=supervised)
        .filter(Q(requester=person) | Q(holder=person) | Q(is_asked=True) | Q(is_supervised=True))
    )


def relations_of(person: Person, request: Any) -> frozenset[SupportRelation]:
    """Of a request that `visible_to` gave for this person. Nobody answers their own."""
    if request.requester_id == person.pk:
        return frozenset({SupportRelation.REQUESTER})
    said = {
        SupportRelation.ASKED: request.is_asked,
        SupportRelation.HOLDER: request.holder_id == person.pk,
        SupportRelation.SUPERVISOR: request.is_supervised,
    }
    return frozenset(relation for relation, holds in said.items() if holds)


def get_request(person: Person, request_id: UUID, *, on: date) -> tuple[SupportRequest, frozenset[SupportRelation]]:
    """With the names of its areas. Raises SupportRequest.DoesNotExist when it is not visible, as if it never was."""
    areas = SupportRequest.domains.through.objects.filter(supportrequest=OuterRef("pk"))
    names = areas.order_by("confidencedomain__position").values("confidencedomain__short_name")
    known = visible_to(person, on=on).select_related("case", "requester__job_role")
    request: SupportRequest = known.annotate(areas=ArraySubquery(names)).get(pk=request_id)
    return request, relations_of(person, request)


def events_of(request: SupportRequest) -> QuerySet[SupportEvent]:
    """What was done and written, the latest first; for those whom `check_read_support` lets read."""
    return SupportEvent.objects.filter(request=request).select_related("by", "to_person").order_by("-number")


def was_last(request: SupportRequest, step: SupportStep, *, by: Person) -> bool:
    """Whether this person did just this last: a button pressed twice has nothing left to do."""
    last = events_of(request).defer("body").first()
    return last is not None and (last.step, last.by_id) == (step, by.pk)


def passed_on_by(person: Person, request_id: UUID) -> bool:
    """Whether this person passed it on, and so sees it no more."""
    return SupportEvent.objects.filter(request=request_id, by=person, step=SupportStep.PASS_ON).exists()


def asked_by(person: Person) -> QuerySet[SupportRequest]:
    """A person's own requests, those that are not over first."""
    own = SupportRequest.objects.filter(requester=person).select_related("to_person", "holder")
    return own.order_by(F("done_on").desc(nulls_first=True), "-asked_at")


def open_of(person: Person) -> QuerySet[SupportRequest]:
    return asked_by(person).filter(state__in=OPEN)


def from_record(person: Person, record_id: UUID) -> SupportRequest | None:
    """What this person asked for after the ratings of a session."""
    return asked_by(person).filter(record=record_id).exclude(state=SupportState.WITHDRAWN).first()


def inbox_of(person: Person, *, on: date) -> QuerySet[Any]:
    """What waits for this person's answer: urgent ones first, then those that have waited longest."""
    waiting = visible_to(person, on=on).filter(is_asked=True, requester__is_active=True).exclude(requester=person)
    return waiting.order_by("-is_urgent", "waiting_since", "pk")


def held_by(person: Person) -> QuerySet[SupportRequest]:
    """What this person offered; what is not over first."""
    found = SupportRequest.objects.filter(holder=person).exclude(state=SupportState.WITHDRAWN)
    return found.select_related("requester").order_by(F("done_on").desc(nulls_first=True), "could_be_at")


def waiting_for(supervisor: Person, *, on: date) -> QuerySet[SupportRequest]:
    """What those whose supervision this person leads or covers have asked and nobody has answered. No text."""
    team = answered_for(supervisor, on=on).filter(practitioner__is_active=True).values("practitioner")
    waiting = SupportRequest.objects.filter(requester__in=team, state=SupportState.ASKED)
    return waiting.select_related("requester", "to_person").order_by("-is_urgent", "waiting_since", "pk")


def support_of(person: Person) -> list[Marker]:
    """The support somebody asked for and was given, as markers beside their ratings: day and areas, and no text."""
    markers = []
    about = SupportRequest.domains.through.objects.filter(supportrequest=OuterRef("pk")).values("confidencedomain")
    requests: QuerySet[Any] = SupportRequest.objects.filter(requester=person).exclude(state=SupportState.WITHDRAWN)
    for request in requests.annotate(about=ArraySubquery(about)).order_by("asked_on", "pk"):
        areas = frozenset(request.about)
        markers.append(Marker(request.asked_on, "Asked for support", areas))
        if request.done_on is not None:
            given = "Support" if request.given == SupportKind.OTHER else SupportKind(request.given).label
            markers.append(Marker(request.done_on, given, areas))
    return markers


def low_areas(person: Person, record_id: UUID) -> list[int]:
    """The areas of confidence that somebody rated low in a record of their own supervision."""
    low = ConfidenceRating.objects.filter(supervision_session=record_id, rater=person, score__lte=LOW)
    return list(low.order_by("domain__position").values_list("domain", flat=True))


def last_steps(practitioner_id: int, *, since: date) -> QuerySet[SupportEvent]:
    """The latest step of each request of a practitioner's that moved on since that day; not to read what it says."""
    later = SupportEvent.objects.filter(request=OuterRef("request"), number__gt=OuterRef("number"))
    found = SupportEvent.objects.filter(request__requester=practitioner_id, at__date__gte=since)
    return found.filter(~Exists(later))
