"""Which frequency policy is for whom? The most specific one that fits."""

from collections.abc import Iterable
from dataclasses import dataclass

from supervision.vocabulary import WorkingPattern

from .intervals import Stage


@dataclass(frozen=True)
class Policy:
    """A policy as far as due dates go. Without a job role and a team it is for everybody nothing else is for."""

    id: int | None
    name: str
    job_role_id: int | None
    team_id: int | None
    working_pattern: WorkingPattern
    stages: tuple[Stage, ...]

    def fits(self, *, job_role_id: int | None, team_id: int | None, is_part_time: bool) -> bool:
        works = WorkingPattern.PART_TIME if is_part_time else WorkingPattern.FULL_TIME
        return (
            self.job_role_id in (None, job_role_id)
            and self.team_id in (None, team_id)
            and self.working_pattern in (WorkingPattern.ANY, works)
        )

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """The higher, the more specific: the team counts for more than the job role, both for more than hours."""
        return self.team_id is not None, self.job_role_id is not None, self.working_pattern is not WorkingPattern.ANY


def choose(
    policies: Iterable[Policy], *, job_role_id: int | None, team_id: int | None, is_part_time: bool
) -> Policy | None:
    """The policy for somebody: by team and job role, else by team, else by job role, else the one for everybody."""
    fitting = [one for one in policies if one.fits(job_role_id=job_role_id, team_id=team_id, is_part_time=is_part_time)]
    return max(fitting, key=lambda one: one.rank, default=None)
