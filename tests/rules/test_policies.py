"""Which policy is for whom?"""

import itertools

import pytest

from supervision.rules.policies import Policy, choose
from supervision.vocabulary import WorkingPattern

ANY, FULL, PART = WorkingPattern
SOCIAL_WORKER, THERAPIST, HARBOUR, LANTERN = 1, 2, 11, 12


def policy(name: str, job: int | None = None, team: int | None = None, works: WorkingPattern = ANY) -> Policy:
    return Policy(id=None, name=name, job_role_id=job, team_id=team, working_pattern=works, stages=())


POLICIES = [
    policy("everybody"),
    policy("everybody part-time", works=PART),
    policy("social workers", SOCIAL_WORKER),
    policy("harbour", team=HARBOUR),
    policy("harbour part-time", team=HARBOUR, works=PART),
    policy("harbour social workers", SOCIAL_WORKER, HARBOUR),
    policy("full-time therapists", THERAPIST, works=FULL),
]
CHOSEN = [
    ((None, None, False), "everybody"),
    ((None, None, True), "everybody part-time"),
    ((SOCIAL_WORKER, None, False), "social workers"),
    ((SOCIAL_WORKER, None, True), "social workers"),  # a job role counts for more than the hours
    ((SOCIAL_WORKER, LANTERN, False), "social workers"),
    ((THERAPIST, HARBOUR, False), "harbour"),  # a team counts for more than a job role
    ((THERAPIST, HARBOUR, True), "harbour part-time"),
    ((SOCIAL_WORKER, HARBOUR, False), "harbour social workers"),
    ((SOCIAL_WORKER, HARBOUR, True), "harbour social workers"),
    ((THERAPIST, LANTERN, False), "full-time therapists"),
    ((THERAPIST, LANTERN, True), "everybody part-time"),
    ((None, HARBOUR, False), "harbour"),
]


@pytest.mark.parametrize(("who", "name"), CHOSEN)
def test_the_most_specific_policy_that_fits_is_chosen(who: tuple[int | None, int | None, bool], name: str) -> None:
    job_role_id, team_id, is_part_time = who
    for order in (POLICIES, list(reversed(POLICIES))):
        found = choose(order, job_role_id=job_role_id, team_id=team_id, is_part_time=is_part_time)
        assert found is not None
        assert found.name == name


def test_nobody_is_without_a_policy_while_there_is_one_for_everybody() -> None:
    for job, team, part in itertools.product((None, 1, 2, 3), (None, 11, 12, 13), (True, False)):
        assert choose(POLICIES, job_role_id=job, team_id=team, is_part_time=part) is not None


def test_without_one_that_fits_there_is_none() -> None:
    assert choose(POLICIES[2:], job_role_id=None, team_id=LANTERN, is_part_time=True) is None
