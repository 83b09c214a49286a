"""What is a sample drawn from, who stands how to it, and which records does somebody review? The one door for pages."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from accounts.models import Person, RoleGrant, Team
from accounts.queries import roles_of, scopes_of
from supervision.dip_policy import REVIEWS, InSample
from supervision.sessions.models import RecordEvent, Signature, SupervisionSession
from supervision.sessions.queries import manages
from supervision.vocabulary import RecordState, RecordStep, Role

from .models import Criterion, DipSample, DipStratum, RecordReview, SampledRecord

Stratum = tuple[int | None, int | None]  # a team and a service, as they were then
GIVEN = Q(reviews__given_at__isnull=False)


def criteria() -> QuerySet[Criterion]:
    """Every edition, those that are retired too."""
    return Criterion.objects.all()


def criteria_in_force() -> QuerySet[Criterion]:
    return criteria().filter(retired_at=None)


def frame_of(
    manager: Person, *, first_on: date, last_on: date, teams: Collection[Team], at: datetime
) -> dict[Stratum, list[UUID]]:
    """The signed records of two of a period within the manager's reach, by the team they belonged to then."""
    found = _signed(first_on, last_on, at).filter(manages(manager))
    return _by_stratum(found.filter(team__in=teams) if teams else found)


def frame_then(sample: DipSample) -> dict[Stratum, list[UUID]]:
    """The frame from which a sample was drawn, as it was at that moment."""
    among = Q(pk__in=[])
    for team, service in sample.strata.values_list("team", "service"):
        among |= Q(team=team, service=service)
    return _by_stratum(_signed(sample.first_on, sample.last_on, sample.drawn_at).filter(among))


def _signed(first_on: date, last_on: date, at: datetime) -> QuerySet[SupervisionSession]:
    """What was signed by then, and not yet entered in error."""
    struck = RecordEvent.objects.filter(supervision_session=OuterRef("pk"), step=RecordStep.STRIKE, at__lte=at)
    held = [RecordState.LOCKED, RecordState.STRUCK]
    known = SupervisionSession.objects.filter(state__in=held, locked_at__lte=at, held_on__range=(first_on, last_on))
    return known.exclude(Exists(struck))


def _by_stratum(found: QuerySet[SupervisionSession]) -> dict[Stratum, list[UUID]]:
    frame: dict[Stratum, list[UUID]] = defaultdict(list)
    rows = found.order_by(F("team").asc(nulls_first=True), F("service").asc(nulls_first=True), "pk")
    for team, service, pk in rows.values_list("team", "service", "pk"):
        frame[team, service].append(pk)
    return dict(frame)


def parties_of(record_ids: Iterable[UUID]) -> dict[UUID, set[int]]:
    """Whose each record is: the two of the session, whoever wrote it, and whoever signed it in place of one of them."""
    found: dict[UUID, set[int]] = {}
    known = SupervisionSession.objects.filter(pk__in=record_ids)
    for pk, *people in known.values_list("pk", "practitioner", "supervisor", "writer"):
        found[pk] = set(people)
    for pk, person in Signature.objects.filter(supervision_session__in=record_ids).values_list(
        "supervision_session", "person"
    ):
        found[pk].add(person)
    return found


def may_review(*, without: Person) -> QuerySet[Person]:
    """Whoever manages or supervises here, but for who draws the sample."""
    grants = RoleGrant.objects.filter(person=OuterRef("pk"), role__in=REVIEWS)
    return Person.objects.filter(Exists(grants), is_active=True).exclude(pk=without.pk).select_related("job_role")


def _beyond(manager: Person) -> QuerySet[DipStratum]:
    """Teams of a sample that the manager's role does not reach, now."""
    strata, scopes = DipStratum.objects.all(), scopes_of(manager)
    if scopes.organisation:
        return strata.none()
    return strata.exclude(team__in=scopes.team_ids).exclude(service__in=scopes.service_ids)


def managed_by(manager: Person) -> QuerySet[DipSample]:
    """Samples whose every team is within the manager's reach, the latest first."""
    found = DipSample.objects.select_related("drawn_by", "closed_by")
    if Role.MANAGER not in roles_of(manager):
        return found.none()
    return found.exclude(Exists(_beyond(manager).filter(sample=OuterRef("pk")))).order_by("-drawn_at", "pk")


def samples_about(manager: Person) -> QuerySet[DipSample]:
    """Whoever drew them: samples from a frame with any team or service that the manager's role reaches."""
    scopes = scopes_of(manager)
    reached = DipStratum.objects.filter(Q(team__in=scopes.team_ids) | Q(service__in=scopes.service_ids))
    return DipSample.objects.filter(pk__in=reached.values("sample"))


def sampled_about(manager: Person) -> QuerySet[SampledRecord]:
    """Whoever drew them: the records of a sample that belong to a team or service which the manager's role reaches."""
    return SampledRecord.objects.filter(supervision_session__in=SupervisionSession.objects.filter(manages(manager)))


def with_progress(samples: QuerySet[DipSample]) -> QuerySet[Any]:
    """`given` and `asked`: reviews given, of those that were asked for."""
    reviews = "records__reviews"
    return samples.annotate(
        asked=Count(reviews), given=Count(reviews, filter=Q(**{f"{reviews}__given_at__isnull": False}))
    )


def named(person: Person) -> QuerySet[RecordReview]:
    """The reviews that somebody was named for, for as long as they manage or supervise here."""
    found = RecordReview.objects.filter(auditor=person)
    return found if roles_of(person) & REVIEWS else found.none()


def reviews_of(person: Person) -> QuerySet[RecordReview]:
    """Those in samples that are not closed: the one that ends first, first."""
    found = named(person).filter(sampled__sample__closed_at=None).select_related(
        "sampled__sample", "sampled__supervision_session__practitioner", "sampled__supervision_session__supervisor",
        "sampled__supervision_session__kind",
    )  # fmt: skip
    return found.order_by("sampled__sample__ends_on", "sampled__sample", "sampled__number")


def get_sample(person: Person, sample_id: UUID) -> tuple[DipSample, bool]:
    """The sample, and whether they read it as a manager, or else to review it. Raises DipSample.DoesNotExist."""
    own = named(person).filter(sampled__sample=OuterRef("pk"))
    known = DipSample.objects.select_related("drawn_by", "closed_by")
    found = known.annotate(
        is_managed=Exists(managed_by(person).filter(pk=OuterRef("pk"))), is_named=Exists(own)
    ).filter(Q(is_managed=True) | Q(is_named=True))
    sample = found.get(pk=sample_id)
    return sample, sample.is_managed


def records_of(sample: DipSample) -> QuerySet[Any]:
    """By their metadata, with how many reviews were asked for and given."""
    found = SampledRecord.objects.filter(sample=sample).select_related(
        "supervision_session__practitioner", "supervision_session__supervisor", "supervision_session__kind",
        "supervision_session__team",
    )  # fmt: skip
    return found.annotate(asked=Count("reviews"), given=Count("reviews", filter=GIVEN)).order_by("number")


def auditors_of(sample: DipSample) -> list[Any]:
    """Whoever was named, with how many reviews they were asked for, as `asked`, and have given, as `given`."""
    mine = RecordReview.objects.filter(sampled__sample=sample)
    counted = mine.order_by().values("auditor").annotate(asked=Count("pk"), given=Count("given_at"))
    known = {row["auditor"]: row for row in counted}
    people: list[Any] = list(Person.objects.filter(pk__in=known).order_by("name"))
    for person in people:
        person.asked, person.given = known[person.pk]["asked"], known[person.pk]["given"]
    return people


def get_sampled(person: Person, sampled_id: UUID, *, at: datetime) -> tuple[SampledRecord, InSample]:
    """A record of a sample, and how the person stands to it. Raises SampledRecord.DoesNotExist when in no way."""
    own = named(person).filter(sampled=OuterRef("pk"))
    found = SampledRecord.objects.select_related(
        "sample", "supervision_session__practitioner", "supervision_session__supervisor", "supervision_session__kind"
    ).annotate(
        is_auditor=Exists(own),
        has_given=Exists(own.filter(given_at__isnull=False)),
        is_manager=Exists(managed_by(person).filter(pk=OuterRef("sample"))),
        asked=Count("reviews"),
        given=Count("reviews", filter=GIVEN),
    )
    one: Any = found.get(
        Q(is_auditor=True) | Q(is_manager=True) | Q(supervision_session__supervisor=person), pk=sampled_id
    )
    return one, InSample(
        is_auditor=one.is_auditor,
        is_supervisor=one.supervision_session.supervisor_id == person.pk,
        is_manager=one.is_manager,
        has_given=one.has_given,
        given=one.given,
        asked=one.asked,
        is_over=localdate(at) > one.sample.ends_on,
        is_closed=one.sample.closed_at is not None,
    )


def read_record(sampled: SampledRecord) -> SupervisionSession:
    """The record for whoever `check_read_sampled` lets read it. Its ratings are between the two: they are not asked."""
    known = SupervisionSession.objects.select_related(
        "practitioner", "supervisor", "writer", "kind", "template_version", "arrangement__covers"
    )
    record = known.get(pk=sampled.supervision_session_id)
    record.rated, record.felt = [], []  # type: ignore[attr-defined]
    return record


def review_of(person: Person, sampled: SampledRecord) -> RecordReview:
    return RecordReview.objects.get(sampled=sampled, auditor=person)


def found_for(supervisor: Person) -> QuerySet[SampledRecord]:
    """The records of somebody's sessions of which they may read what was found; `check_read_words` in SQL."""
    found = SampledRecord.objects.filter(supervision_session__supervisor=supervisor).select_related(
        "sample", "supervision_session__practitioner", "supervision_session__kind"
    )
    found = found.annotate(asked=Count("reviews"), given=Count("reviews", filter=GIVEN))
    readable = Q(given=F("asked")) | Q(given__gt=0, sample__closed_at__isnull=False)
    return found.filter(readable).order_by("-sample__drawn_at", "number")


def given_reviews(sampled: SampledRecord, *, words: bool) -> QuerySet[RecordReview]:
    """What was found about a record; with `words`, also what the reviewers wrote."""
    found = RecordReview.objects.filter(sampled=sampled, given_at__isnull=False).select_related("auditor")
    found = found.prefetch_related("grades__criterion")
    return found.select_related("words") if words else found
