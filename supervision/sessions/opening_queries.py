"""Which records were opened for a manager for whom they are closed, and how does a manager stand to each of these?"""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from accounts.models import Person, RoleGrant
from supervision.audit.models import AuditEvent
from supervision.opening_policy import Asked
from supervision.opening_vocabulary import OpeningDecision
from supervision.policy import SIGNED
from supervision.vocabulary import AuditAction, Role, Scope

from .models import RecordOpening, SupervisionSession
from .queries import manages


def signed_records_of(manager: Person, practitioner: Person | None) -> QuerySet[SupervisionSession]:
    """By their metadata, the latest first: what a manager may ask to have opened. Of nobody, none."""
    found = SupervisionSession.objects.filter(manages(manager), practitioner=practitioner, state__in=SIGNED)
    found = found.exclude(Q(supervisor=manager) | Q(practitioner=manager))
    return found.select_related("kind", "supervisor").order_by("-held_on", "-pk")


def visible_to(manager: Person) -> QuerySet[RecordOpening]:
    """Within the manager's reach, by team and service as they were then; and whatever they asked for themselves."""
    within = SupervisionSession.objects.filter(manages(manager)).values("pk")
    found = RecordOpening.objects.filter(Q(supervision_session__in=within) | Q(asked_by=manager))
    return found.select_related(
        "asked_by", "decided_by", "reviewed_by", "supervision_session__practitioner",
        "supervision_session__supervisor", "supervision_session__kind",
    )  # fmt: skip


def get_opening(manager: Person, opening_id: UUID) -> RecordOpening:
    """With why it was asked for. Raises RecordOpening.DoesNotExist when it is not visible, as if it never was."""
    return visible_to(manager).select_related("reason").get(pk=opening_id)


def standing_to(manager: Person, opening: RecordOpening) -> Asked:
    record = opening.supervision_session
    return Asked(
        is_own=opening.asked_by_id == manager.pk,
        is_party=manager.pk in (record.practitioner_id, record.supervisor_id),
        is_at_risk=opening.is_at_risk,
        is_agreed=opening.decision == OpeningDecision.AGREED,
        decided_at=opening.decided_at,
        opened_at=opening.opened_at,
        closes_at=opening.closes_at,
        is_reviewed=bool(opening.finding),
    )


def last_of(manager: Person, record_id: UUID) -> RecordOpening | None:
    """The last opening of this record for this manager; it may be over."""
    asked = visible_to(manager).filter(supervision_session=record_id, asked_by=manager, opened_at__isnull=False)
    return asked.order_by("-opened_at").first()


def of_month(manager: Person, first: date) -> QuerySet[Any]:
    """Those asked for in the month that begins on that day, the latest first; `times_read` says how often each."""
    reads = AuditEvent.objects.alias(by_opening=KeyTextTransform("opening", "detail")).filter(
        kind="record",
        action=AuditAction.READ,
        object_id=Cast(OuterRef("supervision_session"), CharField()),
        by_opening=Cast(OuterRef("pk"), CharField()),
    )
    counted = reads.order_by().values("object_id").annotate(n=Count("pk")).values("n")
    found = visible_to(manager).filter(asked_at__year=first.year, asked_at__month=first.month)
    return found.annotate(times_read=Coalesce(Subquery(counted), 0))


def waiting_for(manager: Person) -> QuerySet[RecordOpening]:
    """What waits for this manager as the second: to be decided, or to be reviewed."""
    undecided = Q(is_at_risk=False, decision="")
    unreviewed = Q(is_at_risk=True, finding="")
    own = (
        Q(asked_by=manager) | Q(supervision_session__practitioner=manager) | Q(supervision_session__supervisor=manager)
    )
    return visible_to(manager).filter(undecided | unreviewed).exclude(own).order_by("review_on", "asked_at")


def second_managers(record: SupervisionSession, *, asked_by: Person) -> list[int]:
    """Whoever else manages the record's team, its service or all, and was not in the session."""
    reach = Q(scope=Scope.ORGANISATION) | Q(team=record.team_id, team__isnull=False)
    reach |= Q(service=record.service_id, service__isnull=False)
    grants = RoleGrant.objects.filter(reach, role=Role.MANAGER, person__is_active=True)
    apart = {asked_by.pk, record.practitioner_id, record.supervisor_id}
    return sorted(set(grants.values_list("person", flat=True)) - apart)
