"""When is whose supervision due, by the policies, the pauses and the agreements as they are? Read once, for many."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Min, Q

from accounts.models import Person
from supervision.rules.intervals import Agreed, Due, Interval, Pause, Stage, due
from supervision.rules.policies import Policy, choose
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.rules.working_days import next_open_day
from supervision.vocabulary import BankHolidays, Span, WorkingPattern

from ..closed_days import all_closed_days
from ..models import FrequencyPolicy, IntervalPause, PolicyStage, SupervisionArrangement, SupervisionSession

# Where an organisation has taken every policy away, the national standard is left.
WITHOUT = Policy(
    id=None,
    name="",
    job_role_id=None,
    team_id=None,
    working_pattern=WorkingPattern.ANY,
    stages=(Stage(Interval(0, Span.WEEKS), Interval(1, Span.MONTHS)),),
)


@dataclass(frozen=True)
class Member:
    """What of a person decides how often they are supervised, and whose working days they have."""

    job_role_id: int | None
    team_id: int | None
    is_part_time: bool
    started_on: date | None
    bank_holidays: str


@dataclass(frozen=True)
class Reckoned:
    """What an arrangement should say."""

    policy: Policy
    last_held_on: date | None
    due: Due
    remind_on: date


def as_stage(row: PolicyStage) -> Stage:
    return Stage(Interval(row.after_count, Span(row.after_unit)), Interval(row.every_count, Span(row.every_unit)))


def as_policy(row: FrequencyPolicy) -> Policy:
    return Policy(
        id=row.pk,
        name=row.name,
        job_role_id=row.job_role_id,
        team_id=row.team_id,
        working_pattern=WorkingPattern(row.working_pattern),
        stages=tuple(as_stage(stage) for stage in row.stages.all()),
    )


def policies_in_force() -> list[Policy]:
    rows = FrequencyPolicy.objects.in_force().prefetch_related("stages")
    return [policy for policy in map(as_policy, rows) if policy.stages]


class Reckoner:
    """Everything that decides on due dates, for these practitioners or for all; `policies` in place of those stored."""

    def __init__(self, practitioner_ids: Collection[int] | None, policies: Iterable[Policy] | None = None) -> None:
        self.ids = practitioner_ids
        self.policies = list(policies_in_force() if policies is None else policies)
        self.members = self._members()
        self.last_held = self._last_held()
        self.first_lead = self._first_lead()
        self.pauses = self._pauses()
        self.closed = all_closed_days()

    def _of_them(self, **lookups: Any) -> Q:
        return Q(**lookups) if self.ids is None else Q(practitioner__in=self.ids, **lookups)

    def _members(self) -> dict[int, Member]:
        people = Person.objects.all() if self.ids is None else Person.objects.filter(pk__in=self.ids)
        rows = people.values_list(
            "pk", "job_role", "team", "is_part_time", "started_on", "team__service__agency__bank_holidays"
        )
        return {
            pk: Member(job_role_id, team_id, is_part_time, started_on, kept or BankHolidays.ENGLAND_AND_WALES)
            for pk, job_role_id, team_id, is_part_time, started_on, kept in rows
        }

    def _last_held(self) -> dict[int, date]:
        held = SupervisionSession.objects.filter(
            self._of_them(state__in=COUNTED_AS_HELD, kind__counts_towards_due=True)
        )
        return dict(held.order_by().values_list("practitioner").annotate(Max("held_on")))

    def _first_lead(self) -> dict[int, date]:
        led = SupervisionArrangement.objects.lead().filter(self._of_them(practitioner__started_on=None))
        return dict(led.order_by().values_list("practitioner").annotate(Min("starts_on")))

    def _pauses(self) -> dict[int, list[Pause]]:
        rows = IntervalPause.objects.all() if self.ids is None else IntervalPause.objects.filter(person__in=self.ids)
        found: dict[int, list[Pause]] = {}
        for person_id, starts_on, ends_on in rows.values_list("person", "starts_on", "ends_on"):
            found.setdefault(person_id, []).append(Pause(starts_on, ends_on))
        return found

    def policy_for(self, practitioner_id: int) -> Policy:
        member = self.members[practitioner_id]
        chosen = choose(
            self.policies,
            job_role_id=member.job_role_id,
            team_id=member.team_id,
            is_part_time=member.is_part_time,
        )
        return chosen or WITHOUT

    def of(self, arrangement: SupervisionArrangement) -> Reckoned:
        person = arrangement.practitioner_id
        member, policy, last_held_on = self.members[person], self.policy_for(person), self.last_held.get(person)
        found = due(
            anchor=last_held_on or arrangement.starts_on,
            started_on=member.started_on or self.first_lead.get(person, arrangement.starts_on),
            stages=policy.stages,
            agreed=agreed_in(arrangement),
            pauses=self.pauses.get(person, ()),
        )
        remind_on = next_open_day(found.on, self.closed.around(member.bank_holidays, found.on))
        return Reckoned(policy, last_held_on, found, remind_on)


def agreed_in(arrangement: SupervisionArrangement) -> Agreed | None:
    if arrangement.interval_days is None:
        return None
    return Agreed(arrangement.interval_days, is_less_often=arrangement.is_less_often)


def put(arrangement: SupervisionArrangement, found: Reckoned) -> bool:
    """Write onto the arrangement in hand what it should say. Whether it said something else."""
    says = (arrangement.policy_id, arrangement.last_held_on, arrangement.next_due_on, arrangement.remind_on)
    should = (found.policy.id, found.last_held_on, found.due.on, found.remind_on)
    arrangement.policy_id, arrangement.last_held_on, arrangement.next_due_on, arrangement.remind_on = should
    return says != should
