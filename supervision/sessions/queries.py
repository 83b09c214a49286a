"""Who stands how to which record? The one door to content for every page."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person
from accounts.queries import scopes_of
from supervision.policy import Part, Relation, Standing, check_read
from supervision.vocabulary import Party, RecordState

from .acting_queries import (
    acts_now,
    covered_lead,
    covers_by,
    is_stood_in_for,
    routed_to,
    sent_and_may_concern,
    stands_in,
)
from .discussion_queries import cases_along
from .frequency import with_rhythm
from .lengths import with_least
from .models import (
    ActionPoint,
    ActionPointProgress,
    AgendaItem,
    CarriedPost,
    DraftAnswer,
    KeptText,
    PrivateNote,
    Signature,
    SupervisionArrangement,
    SupervisionSession,
)
from .models.action_point import CLOSING
from .outlook_queries import with_outlook
from .planned_queries import with_rebooking
from .rating_queries import FELT, RATED
from .supervised_queries import answered_for

RECENT = timedelta(days=365)
CARRIED_OFTEN = 2  # times that an action point was still open in a later session
OF_TWO = Q(supervision_session__practitioner__isnull=False)  # of action points: agreed in a session of two
LIVE = [RecordState.SENT, RecordState.RETURNED, RecordState.LOCKED]  # whose action points are to be done


def supervises(person: Person, on: date) -> Exists:
    """Of records and action points: whether `person` answers for the practitioner's supervision on that day."""
    return Exists(answered_for(person, on=on).filter(practitioner=OuterRef("practitioner")))


def manages(person: Person) -> Q:
    """Records within the scope of a manager's role, by team and service as they were then."""
    scopes = scopes_of(person)
    if scopes.organisation:
        return Q(pk__isnull=False)
    return Q(team__in=scopes.team_ids) | Q(service__in=scopes.service_ids)


def is_party(person: Person) -> Q:
    return Q(practitioner=person) | Q(supervisor=person)


def visible_to(person: Person, *, on: date) -> QuerySet[SupervisionSession]:
    """Records whose metadata this person may see. Discarded drafts are gone for everybody.

    `supervised_now` says of each whether this person supervises its practitioner on that day.
    """
    known = SupervisionSession.objects.exclude(state=RecordState.DISCARDED)
    known = stands_in(known, person, on).annotate(supervised_now=supervises(person, on))
    return known.filter(is_party(person) | Q(supervised_now=True) | is_stood_in_for(person) | manages(person))


def standing_of(person: Person, record: SupervisionSession, *, on: date) -> Standing:
    """How a person stands to a record today: a change of supervisor, or a cover, counts from the next request."""
    relations = set()
    if record.practitioner_id == person.pk:
        relations.add(Relation.PRACTITIONER)
    elif record.supervisor_id == person.pk:
        relations.add(Relation.SESSION_SUPERVISOR)
    else:
        if acts_now(person, record, on):
            relations.add(Relation.ACTING_SUPERVISOR)
        if _supervises_now(person, record, on):
            relations.add(Relation.CURRENT_SUPERVISOR)
        if scopes_of(person).cover(record.team_id, record.service_id):
            relations.add(Relation.MANAGER)
    return Standing(
        relations=frozenset(relations),
        state=RecordState(record.state),
        is_writer=record.writer_id == person.pk,
        is_recent=record.held_on >= on - RECENT,
        is_unsigned=record.state == RecordState.STRUCK and record.locked_at is None,
        their_side_wrote=Relation.ACTING_SUPERVISOR in relations and record.writer_id == record.supervisor_id,
    )


def _supervises_now(person: Person, record: SupervisionSession, on: date) -> bool:
    known = getattr(record, "supervised_now", None)  # by visible_to, for this person and day
    if known is not None:
        return bool(known)
    return answered_for(person, on=on).filter(practitioner=record.practitioner_id).exists()


def get_record(
    person: Person, record_id: UUID, *, on: date, part: Part, ahead: datetime | None = None, naming: bool = False
) -> tuple[SupervisionSession, Standing]:
    """The record and how the person stands to it. With `ahead`, also what `outlook_after` it needs at that moment.

    With `naming`, also the cases that this person may name in it, and how long it should be.

    Raises SupervisionSession.DoesNotExist when it is not visible to them, as for one that never was,
    and Denied when they may know of it but not open this part of it.
    """
    found = (
        visible_to(person, on=on)
        .select_related("practitioner", "supervisor", "writer", "kind", "template_version", "arrangement__covers")
        .annotate(
            has_kept=Exists(KeptText.objects.filter(supervision_session=OuterRef("pk"), person=person)),
            has_carried=Exists(CarriedPost.objects.filter(person=person)),
            felt=FELT,
            rated=RATED,
        )
    )
    if naming:
        found = with_least(found.annotate(open_cases=cases_along(person, on=on)))
    record = (with_rebooking(_with_outlook(found, ahead)) if ahead else found).get(pk=record_id)
    standing = standing_of(person, record, on=on)
    check_read(part, standing)
    return record, standing


def _with_outlook(found: QuerySet[SupervisionSession], at: datetime) -> QuerySet[Any]:
    of_policy = ("arrangement__policy", "arrangement__covers__policy")
    of_agency = "arrangement__practitioner__team__service__agency"
    return with_outlook(found.select_related(*of_policy, of_agency), at=at)


def waiting_for_signature(person: Person, *, on: date) -> QuerySet[SupervisionSession]:
    """Sent records that wait for this person: as a party, or for whom they stand in that day as supervisor."""
    standing = Signature.objects.filter(supervision_session=OuterRef("pk"), voided_at=None)
    unsigned = {party: ~Exists(standing.filter(party=party)) for party in Party}
    as_supervisor = Q(supervisor=person) | is_stood_in_for(person)
    sent = SupervisionSession.objects.filter(pk__in=sent_and_may_concern(person, on))
    return stands_in(sent, person, on).filter(
        (Q(practitioner=person) & Q(unsigned[Party.PRACTITIONER])) | (as_supervisor & Q(unsigned[Party.SUPERVISOR]))
    )


def arrangements_of(person: Person, *, on: date) -> QuerySet[SupervisionArrangement]:
    """The arrangements in which this person is supervised on that day, the lead one before a specialist's."""
    return (
        with_rhythm(SupervisionArrangement.objects.current(on), on=on)
        .filter(practitioner=person)
        .select_related("practitioner__team", "supervisor", "covers__supervisor")
        .order_by("kind", "starts_on")
    )


def arrangements_led_by(person: Person, *, on: date) -> QuerySet[SupervisionArrangement]:
    """The arrangements in which this person supervises on that day, the earliest due first; a cover's by its lead's."""
    return (
        with_rhythm(SupervisionArrangement.objects.current(on), on=on)
        .filter(supervisor=person, practitioner__is_active=True)
        .select_related("practitioner__team", "practitioner__job_role", "supervisor")
        .select_related("covers__supervisor", "covers__practitioner", "covers__policy")
        .prefetch_related("covers__policy__stages")
        .order_by(Coalesce("covers__next_due_on", "next_due_on"), "practitioner__name")
    )


def get_arrangement(person: Person, arrangement_id: int) -> SupervisionArrangement:
    """One's own arrangement, on either side. Raises SupervisionArrangement.DoesNotExist."""
    known = SupervisionArrangement.objects.select_related(
        "practitioner__team", "supervisor", "policy", "covers__supervisor"
    )
    return known.get(is_party(person), pk=arrangement_id)


def get_shared_arrangement(person: Person, arrangement_id: int, *, on: date) -> SupervisionArrangement:
    """The arrangement whose agenda and agreement a person shares: their own, or the lead one they cover that day.

    A cover's own address leads to the lead arrangement. Raises SupervisionArrangement.DoesNotExist.
    """
    mine = SupervisionArrangement.objects.filter(is_party(person), pk=arrangement_id).only("covers").first()
    lead_id = mine.covers_id if mine and mine.covers_id else arrangement_id
    covered = covered_lead(person, lead_id, on)
    return covered if covered else get_arrangement(person, lead_id)


def covers_arrangement(person: Person, arrangement_id: int, *, on: date) -> bool:
    return covers_by(person, on).filter(covers=arrangement_id).exists()


def agenda_for(person: Person, arrangement: SupervisionArrangement) -> QuerySet[AgendaItem]:
    """Open items: shared ones, and one's own private ones."""
    return (
        AgendaItem.objects.filter(arrangement=arrangement, taken_up_in=None)
        .filter(Q(is_shared=True) | Q(author=person))
        .select_related("author")
    )


def agenda_of(person: Person, record: SupervisionSession) -> QuerySet[AgendaItem]:
    """What was on the agenda of this session: shared items, and the person's own private ones."""
    return record.agenda_items.filter(Q(is_shared=True) | Q(author=person)).select_related("author")


def agenda_while_writing(person: Person, record: SupervisionSession) -> QuerySet[AgendaItem]:
    """The open items, and, while a record that was sent before is changed, those it had taken up."""
    now = record.arrangement.covers or record.arrangement
    return (
        AgendaItem.objects.filter(Q(arrangement=now, taken_up_in=None) | Q(taken_up_in=record))
        .filter(Q(is_shared=True) | Q(author=person))
        .select_related("author")
    )


def action_points_for(person: Person, *, on: date) -> QuerySet[ActionPoint]:
    """Those of `points_open_to`, with whose they are and how often they were carried."""
    found = points_open_to(person, on=on).select_related(
        "owner", "practitioner", "supervision_session", "guest__agency"
    )
    return found.annotate(times_carried=Count("carried"))


def points_open_to(person: Person, *, on: date) -> QuerySet[ActionPoint]:
    """Action points this person may read: as owner or holder, as a party, as a supervisor now, or in their place."""
    return (
        ActionPoint.objects.filter(supervision_session__state__in=LIVE)
        .alias(routed_to_now=routed_to("supervision_session"))
        .filter(
            Q(owner=person)
            | Q(held_by=person)
            | Q(supervision_session__practitioner=person)
            | Q(supervision_session__supervisor=person)
            | (OF_TWO & Q(supervises(person, on)))
            | Q(routed_to_now=person.pk)
        )
    )


def action_points_in(record: SupervisionSession) -> QuerySet[ActionPoint]:
    """What was agreed in this session, and what was carried into it from before."""
    return (
        ActionPoint.objects.filter(Q(supervision_session=record) | Q(carried__supervision_session=record))
        .select_related("owner", "case")
        .order_by("position", "due_on")
        .distinct()
    )


def open_action_points(person: Person, practitioner_id: int, *, on: date) -> QuerySet[ActionPoint]:
    """The open action points of one practitioner's supervision, the earliest due first."""
    return _points_of(person, practitioner_id, on).filter(closed_at=None)


def points_since(person: Person, practitioner_id: int, *, on: date, since: date) -> QuerySet[ActionPoint]:
    """The same with those that were closed since that day; of these, `closed_as` says how."""
    said = ActionPointProgress.objects.filter(action_point=OuterRef("pk"), kind__in=CLOSING).order_by("-at", "-pk")
    found = _points_of(person, practitioner_id, on).annotate(closed_as=Subquery(said.values("kind")[:1]))
    return found.filter(Q(closed_at=None) | Q(closed_at__date__gte=since))


def _points_of(person: Person, practitioner_id: int, on: date) -> QuerySet[ActionPoint]:
    found = action_points_for(person, on=on).filter(OF_TWO, practitioner_id=practitioner_id)
    return found.order_by("due_on", "position")


def draft_answers(record: SupervisionSession) -> QuerySet[DraftAnswer]:
    return DraftAnswer.objects.filter(supervision_session=record)


def private_note_of(person: Person, record: SupervisionSession) -> PrivateNote | None:
    """A person's own note; there is no way to ask for somebody else's."""
    return PrivateNote.objects.filter(supervision_session=record, person=person).first()


def version_now(record: SupervisionSession) -> int:
    """The version as stored at this moment, whatever the object in hand says."""
    return SupervisionSession.objects.values_list("content_version", flat=True).get(pk=record.pk)
