"""Do the rows that somebody is given, and what the policy lets them do, agree for every request, person and day?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pytest
from django.db import transaction

from accounts.models import Person
from supervision.policy import Denied
from supervision.sessions.services import arrangements, covers
from supervision.support import queries, services
from supervision.support.models import SupportRequest
from supervision.support_policy import SupportRelation as R
from supervision.support_policy import check_read_support, check_support_step
from supervision.support_vocabulary import SupportKind, SupportState, SupportStep
from supervision.vocabulary import ArrangementKind, Role
from tests.people import NOW, TODAY, begin, make_person
from tests.support_requests.cast import SOON, asked

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
STEPS = [step for step in SupportStep if step != SupportStep.ASK]
ONWARD = [SupportStep.OFFER, SupportStep.ACCEPT, SupportStep.DONE]
DAYS = (TODAY - DAY, TODAY, TODAY + 3 * DAY)  # before the changes of today, with them, and after the cover


@dataclass
class World:
    """`first` was led by `old` and is led by `lead` from today, whom `cover` covers for two days; `lead` leads
    `second` as well. `trained` is one of the specialists from today, `untrained` is none."""

    first: Person
    second: Person
    old: Person
    lead: Person
    cover: Person
    trained: Person
    untrained: Person
    manager: Person

    @property
    def people(self) -> list[Person]:
        return list(vars(self).values())

    @property
    def seniors(self) -> list[Person]:
        return [self.old, self.lead, self.cover, self.trained, self.untrained]

    def answers_for(self, person: Person, requester: Person, on: date) -> bool:
        if requester == self.second:
            return person == self.lead
        answering = {self.old} if on < TODAY else {self.lead, self.cover} if on <= TODAY + DAY else {self.lead}
        return person in answering

    def is_specialist(self, person: Person, on: date) -> bool:
        return person == self.trained and on >= TODAY


@pytest.fixture
def world(team: object) -> World:
    first, second = (make_person(f"{name} Asks", Role.PRACTITIONER) for name in ("Fay", "Sol"))
    old, lead, cover, untrained = (make_person(f"{n} Senior", Role.SUPERVISOR) for n in ("Olu", "Lea", "Cy", "Uli"))
    trained = make_person("Una Special", Role.SUPERVISOR, hsb_training="AIM3, 2025")
    led = begin(first, old)
    arrangements.end(arrangement=led, ends_on=TODAY - DAY, by=old, at=NOW)
    covers.begin(
        arrangements=[begin(first, lead, starts_on=TODAY)], cover=cover, starts_on=TODAY, ends_on=TODAY + DAY, by=lead,
        at=NOW,
    )  # fmt: skip
    begin(second, lead)
    for special in (trained, untrained):
        begin(second, special, starts_on=TODAY, kind=ArrangementKind.SPECIALIST)
    manager = make_person("Mo Manages", Role.MANAGER)
    return World(first, second, old, lead, cover, trained, untrained, manager)


def step_of(step: SupportStep, request: SupportRequest, by: Person, to: Person | None) -> None:
    of = {"request": request, "by": by, "at": NOW}
    moves: dict[SupportStep, Callable[[], object]] = {
        SupportStep.OFFER: lambda: services.offer(could_be_at=SOON, note="", **of),
        SupportStep.ACCEPT: lambda: services.accept(**of),
        SupportStep.ASK_AGAIN: lambda: services.ask_again(to=to, note="x", **of),
        SupportStep.PASS_ON: lambda: services.pass_on(to=to, reason="x", **of),
        SupportStep.DONE: lambda: services.finish(given=SupportKind.DEBRIEF, done_on=TODAY, **of),
        SupportStep.WITHDRAW: lambda: services.withdraw(**of),
    }
    moves[step]()


def lived(world: World, random: Random) -> SupportRequest:
    """A request that was asked, and moved on a few times by whoever may."""
    request = asked(random.choice([world.first, world.second]), random.choice([None, *world.seniors]))
    for _ in range(random.randint(0, 4)):
        state = SupportState(request.state)
        open_to = [
            (step, one)
            for step in STEPS
            for one in world.people
            if lets(step, related(world, request, one, TODAY), state)
        ]
        if not open_to:
            break
        onward = [(step, one) for step, one in open_to if step in ONWARD]
        step, by = random.choice(onward if onward and random.random() < 0.6 else open_to)
        pool = [None] if request.to_person else []
        step_of(step, request, by, random.choice([*pool, *(one for one in world.seniors if one != by)]))
        request.refresh_from_db()
    return request


def related(world: World, request: SupportRequest, person: Person, on: date) -> frozenset[R]:
    """By what the world is, and not by any query."""
    if person == request.requester:
        return frozenset({R.REQUESTER})
    named = request.to_person == person if request.to_person else world.is_specialist(person, on)
    found = {
        R.ASKED: request.state == SupportState.ASKED and named,
        R.HOLDER: request.holder == person,
        R.SUPERVISOR: world.answers_for(person, request.requester, on),
    }
    return frozenset(relation for relation, holds in found.items() if holds)


def reads(relations: frozenset[R]) -> bool:
    try:
        check_read_support(relations)
    except Denied:
        return False
    return True


def lets(step: SupportStep, relations: frozenset[R], state: str) -> bool:
    try:
        check_support_step(step, relations, SupportState(state))
    except Denied:
        return False
    return True


def test_whoever_is_given_a_request_stands_to_it_as_the_policy_asks(world: World) -> None:
    random = Random(5)
    found = [lived(world, random) for _ in range(40)]
    assert {request.state for request in found} == {str(state) for state in SupportState}
    seen = set()
    for person in world.people:
        for on in DAYS:
            visible = {request.pk: request for request in queries.visible_to(person, on=on)}
            inbox = set(queries.inbox_of(person, on=on).values_list("pk", flat=True))
            waiting = set(queries.waiting_for(person, on=on).values_list("pk", flat=True))
            for request in found:
                stands, who = related(world, request, person, on), f"{person} on {on}, {request.state}"
                assert (request.pk in visible) == bool(stands), who
                assert not stands or queries.relations_of(person, visible[request.pk]) == stands, who
                assert (request.pk in inbox) == (R.ASKED in stands), who
                answers = world.answers_for(person, request.requester, on)
                assert (request.pk in waiting) == (answers and request.state == SupportState.ASKED), who
                assert reads(stands) == bool(stands & {R.REQUESTER, R.ASKED, R.HOLDER}), who
                seen |= {(relation, reads(stands)) for relation in stands}
    assert {relation for relation, _ in seen} == set(R)
    assert (R.SUPERVISOR, False) in seen  # who knows of it and reads no word


def test_each_step_is_done_by_whom_the_policy_lets_and_refused_to_all_others(world: World) -> None:
    random = Random(6)
    for request in [lived(world, random) for _ in range(8)]:
        for person in world.people:
            stands = related(world, request, person, TODAY)
            for step in STEPS:
                to = world.untrained if person != world.untrained else world.old
                assert done(step, request, person, to) == lets(step, stands, request.state), (step, person, stands)


def done(step: SupportStep, request: SupportRequest, by: Person, to: Person) -> bool:
    """Whether they could do it; then it is undone."""
    try:
        with transaction.atomic():
            step_of(step, request, by, to)
            transaction.set_rollback(True)
    except Denied:
        return False
    return True
