"""Among which rows does a manager count? Those of their teams and services, never their words."""

from dataclasses import dataclass

from django.db.models import Count, DateField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person
from accounts.queries import scopes_of
from supervision.gathering_vocabulary import GatheringKind
from supervision.sessions.agreement_queries import in_force
from supervision.sessions.gathering_queries import HELD
from supervision.sessions.models import (
    ActionPoint,
    CarriedActionPoint,
    CaseDiscussion,
    IntervalPause,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.sessions.placement_queries import with_placement
from supervision.sessions.queries import LIVE, OF_TWO
from supervision.support.models import SupportRequest
from supervision.support_vocabulary import SupportState
from supervision.vocabulary import RecordState

from .figures import Days, Ground, Rows, Subject

NARRATIVE = ("what", "why", "how")


@dataclass(frozen=True)
class Reach:
    """What a manager's roles reach, narrowed down to one service or one team if they ask for it."""

    manager: Person
    service_id: int | None = None
    team_id: int | None = None

    def within(self, service: str, team: str) -> Q:
        """The condition on rows whose service and team stand there."""
        scopes = scopes_of(self.manager)
        found = Q()
        if not scopes.organisation:
            found = Q(**{f"{team}__in": scopes.team_ids}) | Q(**{f"{service}__in": scopes.service_ids})
        if self.service_id:
            found &= Q(**{service: self.service_id})
        return found & Q(**{team: self.team_id}) if self.team_id else found


def ground_of(reach: Reach, days: Days) -> Ground:
    """Sessions belong to the team that they were held in, people and what they ask to the one they are in today."""
    then = reach.within("service", "team")
    of_session = reach.within("supervision_session__service", "supervision_session__team")
    of: dict[Subject, Rows] = {
        Subject.SESSIONS: SupervisionSession.objects.filter(then).exclude(state=RecordState.DISCARDED),
        Subject.PEOPLE: _people(reach, days),
        Subject.POINTS: _points(of_session),
        Subject.DISCUSSIONS: _discussions(of_session),
        Subject.GATHERINGS: SupervisionSession.every.filter(then, kind__in=list(GatheringKind), state__in=HELD),
        Subject.SUPPORT: SupportRequest.objects.filter(
            reach.within("requester__team__service", "requester__team"), requester__is_active=True,
            state=SupportState.ASKED,
        ),
    }  # fmt: skip
    return Ground(days, of)


def _people(reach: Reach, days: Days) -> QuerySet[SupervisionArrangement]:
    """By their lead arrangement of today: whether they are away, until when they have days of grace, what is agreed."""
    away = IntervalPause.objects.filter(
        person=OuterRef("practitioner"), starts_on__lte=days.on, ends_on__gte=days.on
    )  # fmt: skip
    agreed = in_force().filter(arrangement=OuterRef("pk")).values("review_on")[:1]
    last_day = F("next_due_on") + Coalesce(F("policy__tolerance_days"), 0)
    led = SupervisionArrangement.objects.current(days.on).lead().filter(practitioner__is_active=True)
    return led.filter(reach.within("practitioner__team__service", "practitioner__team")).annotate(
        is_away=Exists(away),
        last_day=ExpressionWrapper(last_day, output_field=DateField()),
        agreed_until=Subquery(agreed),
    )


def _points(within: Q) -> QuerySet[ActionPoint]:
    """Of sessions of two; a manager reads their dates, never what they say."""
    carried = CarriedActionPoint.objects.filter(action_point=OuterRef("pk")).order_by().values("action_point")
    found = ActionPoint.objects.filter(within, OF_TWO, supervision_session__state__in=LIVE).defer(*NARRATIVE)
    return found.annotate(times_carried=Coalesce(Subquery(carried.annotate(n=Count("pk")).values("n")), 0))


def _discussions(within: Q) -> QuerySet[CaseDiscussion]:
    return with_placement(CaseDiscussion.objects.filter(within, supervision_session__state=RecordState.LOCKED))
