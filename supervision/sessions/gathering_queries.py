"""Who stands how to which gathering, and what does a page show of it? The one way to group and peer supervision."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import scopes_of
from supervision.gathering_policy import GatheringRelation, GatheringStanding, check_read_gathering
from supervision.gathering_vocabulary import ATTENDEE, AttendanceState, GatheringKind
from supervision.policy import Part
from supervision.vocabulary import RecordState, Role

from .models import (
    ActionPoint,
    Attendance,
    CarriedPost,
    ClinicSlot,
    DraftAnswer,
    Feedback,
    GroupFormat,
    GroupFormatStep,
    KeptText,
    Meeting,
    PrivateNote,
    SessionText,
    Signature,
    SupervisionSession,
)
from .planned_queries import CANCELLED_SHOWN, OF_PAST
from .queries import manages

HELD = [RecordState.SENT, RecordState.RETURNED, RecordState.LOCKED]  # what time is credited for
ANSWERS = Signature.objects.filter(supervision_session=OuterRef("supervision_session"), voided_at=None, party=ATTENDEE)
# Of places in a gathering: whether their person is to answer what the facilitator signed, and has not done so.
UNANSWERED = (
    Q(state=AttendanceState.ATTENDED)
    & ~Q(person=F("supervision_session__supervisor"))
    & ~Exists(ANSWERS.filter(person=OuterRef("person")))
)


def gatherings() -> QuerySet[SupervisionSession]:
    """Every gathering that was not discarded."""
    return SupervisionSession.every.filter(practitioner=None).exclude(state=RecordState.DISCARDED)


def visible_to(person: Person) -> QuerySet[SupervisionSession]:
    """Gatherings this person may know of, with their own place in each: `my_state`, `my_minutes`, `i_present`."""
    place = Attendance.objects.filter(supervision_session=OuterRef("pk"), person=person)
    return (
        gatherings()
        .annotate(
            my_state=Subquery(place.values("state")),
            my_minutes=Subquery(place.values("minutes")),
            i_present=Exists(place.filter(is_presenter=True)),
        )
        .filter(Q(supervisor=person) | Q(my_state__isnull=False) | manages(person))
    )


def is_mine(person: Person) -> Q:
    """Of `visible_to`: the gatherings this person facilitates, came to or was invited to."""
    return Q(supervisor=person) | Q(my_state__isnull=False)


def waiting_in(record: SupervisionSession) -> QuerySet[Attendance]:
    """Who came and has not answered. Whoever has left is not waited for."""
    return Attendance.objects.filter(UNANSWERED, supervision_session=record, person__is_active=True)


def waiting_for(person: Person) -> QuerySet[Attendance]:
    """The records that wait for this person's answer."""
    return Attendance.objects.filter(UNANSWERED, person=person, supervision_session__state=RecordState.SENT)


def standing_of(person: Person, record: SupervisionSession, *, on: date) -> GatheringStanding:
    """How a person stands to a gathering on that day."""
    relations = set()
    if record.supervisor_id == person.pk:
        relations.add(GatheringRelation.FACILITATOR)
    place = _place_of(person, record)
    if place is not None:
        came = place == AttendanceState.ATTENDED
        relations.add(GatheringRelation.ATTENDED if came else GatheringRelation.INVITED)
    if scopes_of(person).cover(record.team_id, record.service_id):
        relations.add(GatheringRelation.MANAGER)
    is_sent = record.state == RecordState.SENT
    answers = _answered(record) if is_sent else set()
    return GatheringStanding(
        relations=frozenset(relations),
        state=RecordState(record.state),
        has_answered=person.pk in answers,
        may_close=is_sent and ((record.sign_by or on) < on or not waiting_in(record).exists()),
        facilitator_left=not record.supervisor.is_active,
    )


def _place_of(person: Person, record: SupervisionSession) -> str | None:
    if hasattr(record, "my_state"):  # by visible_to, for this person
        return record.my_state  # type: ignore[no-any-return]
    return record.attendances.filter(person=person).values_list("state", flat=True).first()


def _answered(record: SupervisionSession) -> set[int]:
    if hasattr(record, "answered_by"):
        return set(record.answered_by)
    return set(answers_in(record).values_list("person", flat=True))


def answers_in(record: SupervisionSession) -> QuerySet[Signature]:
    """What those who came said to the record as it stands."""
    return record.signatures.filter(party=ATTENDEE, voided_at=None)


def get_gathering(
    person: Person, gathering_id: UUID, *, on: date, part: Part
) -> tuple[SupervisionSession, GatheringStanding]:
    """The gathering and how the person stands to it.

    Raises SupervisionSession.DoesNotExist when it is not visible to them, as for one that never was, and Denied when
    they may know of it but not open this part of it.
    """
    answered = Signature.objects.filter(supervision_session=OuterRef("pk"), voided_at=None, party=ATTENDEE)
    feedback = Feedback.objects.filter(supervision_session=OuterRef("pk"))
    record = (
        visible_to(person)
        .select_related("supervisor", "kind", "group_format", "meeting")
        .annotate(
            answered_by=ArraySubquery(answered.order_by("pk").values("person")),
            heard=Subquery(feedback.order_by().values("supervision_session").annotate(n=Count("pk")).values("n")),
            has_said=Exists(feedback.filter(person=person)),
            has_carried=Exists(CarriedPost.objects.filter(person=person)),
            has_note=Exists(PrivateNote.objects.filter(supervision_session=OuterRef("pk"), person=person)),
            has_typed=Exists(DraftAnswer.objects.filter(supervision_session=OuterRef("pk"))),
            has_kept=Exists(KeptText.objects.filter(supervision_session=OuterRef("pk"), person=person)),
        )
        .get(pk=gathering_id)
    )
    standing = standing_of(person, record, on=on)
    check_read_gathering(part, standing)
    return record, standing


def places_in(record: SupervisionSession) -> list[Attendance]:
    """Who was invited, by name."""
    return list(record.attendances.select_related("person"))


def clinics_of(ids: Collection[str]) -> QuerySet[SupervisionSession, UUID]:
    """Which of these are case clinics."""
    return gatherings().filter(pk__in=ids, kind=GatheringKind.CLINIC).values_list("pk", flat=True)


def meeting_of(record: SupervisionSession) -> Meeting | None:
    """At what time and where it is, where somebody has said so."""
    return Meeting.objects.filter(supervision_session=record).first()


def in_calendar(person: Person, *, at: datetime) -> QuerySet[Any]:
    """When those they facilitate or are asked to are, and for about how long; a called off one for some weeks."""
    slots = ClinicSlot.objects.filter(supervision_session=OuterRef("pk")).order_by().values("supervision_session")
    steps = GroupFormatStep.objects.filter(group_format=OuterRef("supervision_session__group_format")).order_by()
    asked = Attendance.objects.filter(supervision_session=OuterRef("pk"), person=person)
    called_off = Q(supervision_session__state=RecordState.DISCARDED)
    theirs = Q(supervision_session__supervisor=person) | Exists(asked)
    return (
        Meeting.objects.filter(theirs, supervision_session__held_on__gte=localdate(at - OF_PAST))
        .filter(~called_off | Q(changed_at__gte=at - CANCELLED_SHOWN))
        .select_related("supervision_session")
        .annotate(
            planned=Subquery(slots.annotate(n=Sum("minutes")).values("n")),
            usual=Subquery(steps.values("group_format").annotate(n=Sum("minutes")).values("n")),
        )
        .order_by("supervision_session__held_on", "starts", "pk")
    )


def texts_of(record: SupervisionSession) -> dict[str, str]:
    """What is written, by its name."""
    return {text.name: text.body for text in SessionText.objects.filter(supervision_session=record, question=None)}


def points_of(record: SupervisionSession) -> list[ActionPoint]:
    return list(record.action_points.select_related("owner", "guest__agency", "case").order_by("position"))


@dataclass(frozen=True)
class Written:
    """What the facilitator has written so far."""

    places: list[Attendance]
    texts: dict[str, str]
    points: list[ActionPoint]


def written_in(record: SupervisionSession) -> Written:
    return Written(places_in(record), texts_of(record), points_of(record))


def note_of(person: Person, record: SupervisionSession) -> PrivateNote | None:
    """A person's own part; there is no way to ask for somebody else's."""
    return PrivateNote.objects.filter(supervision_session=record, person=person).first()


@dataclass(frozen=True)
class Credit:
    """The time in gatherings that is credited to somebody, in minutes, and in how many."""

    minutes: int
    times: int


def credit_of(person: Person, *, since: date, until: date) -> Credit:
    """From records that were sent, held in these days."""
    found = Attendance.objects.filter(
        person=person, state=AttendanceState.ATTENDED, supervision_session__state__in=HELD,
        supervision_session__held_on__range=(since, until),
    ).aggregate(minutes=Sum("minutes"), times=Count("pk"))  # fmt: skip
    return Credit(found["minutes"] or 0, found["times"])


def people_to_invite(person: Person) -> QuerySet[Person]:
    """Practitioners and supervisors of the facilitator's own service; of everywhere, for whoever has none."""
    known = Person.objects.filter(is_active=True, role_grants__role__in=[Role.PRACTITIONER, Role.SUPERVISOR])
    if person.team is not None:
        known = known.filter(team__service=person.team.service_id)
    return known.exclude(pk=person.pk).select_related("team").distinct()


def people_by_email(emails: list[str]) -> list[Person]:
    """Those of the organisation, who are here, with one of these addresses."""
    return list(Person.objects.filter(is_active=True, email__in=[email.lower() for email in emails]))


def formats_offered() -> QuerySet[GroupFormat]:
    return GroupFormat.objects.filter(is_offered=True).prefetch_related("steps")
