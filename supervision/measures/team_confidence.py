"""How confident are the people of a team, area by area? For whoever leads or covers their supervision, nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Avg, Count
from django.db.models.functions import TruncMonth

from supervision.formpack.fields import RATING_CHOICES
from supervision.rules.confidence import Month, mean
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions.models import ConfidenceDomain
from supervision.sessions.rating_queries import own_ratings

WORDS = {int(score): words for score, words in RATING_CHOICES[:-1]}
LOWEST = 2  # areas named in the sentence

# Each person's latest two sessions with ratings of their own: as quick after ten years as after one.
LATEST_TWO = """
SELECT person.id, latest.place, rating.domain_id, rating.score
FROM unnest(%(people)s::bigint[]) AS person(id)
CROSS JOIN LATERAL (
    -- Numbered after they are found: to number first would look at all of them.
    SELECT two.id, row_number() OVER (ORDER BY two.held_on DESC, two.id DESC) AS place
    FROM (
        SELECT session.id, session.held_on
        FROM supervision_sessions_supervisionsession session
        WHERE session.practitioner_id = person.id AND session.state = ANY(%(states)s) AND EXISTS (
            SELECT FROM supervision_sessions_confidencerating given
            WHERE given.supervision_session_id = session.id AND given.rater_id = person.id
            OFFSET 0  -- asked of one session at a time, the latest first, until there are two
        )
        ORDER BY session.held_on DESC, session.id DESC LIMIT 2
    ) two
) latest
JOIN supervision_sessions_confidencerating rating
    ON rating.supervision_session_id = latest.id AND rating.rater_id = person.id
"""


@dataclass(frozen=True)
class Cell:
    """What somebody rated in their latest session with ratings, and in the one before. None: not rated, not used."""

    score: int | None
    before: int | None

    @property
    def words(self) -> str:
        return WORDS[self.score] if self.score else "Not rated"

    @property
    def moved(self) -> str:
        """Such as "up from 2"; nothing when there is nothing to compare."""
        if self.score is None or self.before is None or self.score == self.before:
            return ""
        return f"{'up' if self.score > self.before else 'down'} from {self.before}"


@dataclass(frozen=True)
class PersonRow:
    person_id: int
    name: str
    cells: list[Cell]


@dataclass(frozen=True)
class HeatMap:
    """`means` has one for each area: the mean of the latest scores, and how many people it is from."""

    domains: list[ConfidenceDomain]
    rows: list[PersonRow]
    means: list[tuple[float | None, int]]

    @property
    def sentence(self) -> str:
        """Where the team is least sure, as something to talk about."""
        known = [(value, area.short_name) for area, (value, _) in zip(self.domains, self.means, strict=True) if value]
        if not known:
            return "Nobody has rated themselves yet."
        names = [name for _, name in sorted(known)[:LOWEST]]
        return f"{' and '.join(names)} {'are the areas' if len(names) > 1 else 'is the area'} to talk about most."


def heat_map(people: dict[int, str]) -> HeatMap:
    """The latest ratings that each of these people gave themselves, by name."""
    domains = list(ConfidenceDomain.objects.filter(is_asked=True))
    found = latest_two(list(people))
    rows = [
        PersonRow(
            person, name, [Cell(found.get((person, 1, area.pk)), found.get((person, 2, area.pk))) for area in domains]
        )
        for person, name in sorted(people.items(), key=lambda one: one[1])
    ]
    columns = [[row.cells[place].score for row in rows] for place in range(len(domains))]
    return HeatMap(domains, rows, [(mean(scores), sum(score is not None for score in scores)) for scores in columns])


def latest_two(people: Sequence[int]) -> dict[tuple[int, int, int], int | None]:
    """Scores by person, place (1 for the latest session with ratings, 2 for the one before) and area."""
    with connection.cursor() as cursor:
        cursor.execute(LATEST_TWO, {"people": list(people), "states": [str(state) for state in COUNTED_AS_HELD]})
        return {(person, place, domain): score for person, place, domain, score in cursor.fetchall()}


@dataclass(frozen=True)
class MonthOfTeam:
    """The mean of all scores that people gave themselves in a month, and how many people they are from."""

    mean: float | None
    raters: int


def team_by_month(people: Sequence[int], *, span: Sequence[Month]) -> list[MonthOfTeam]:
    """One for each month of the span, with None where nobody rated themselves."""
    days = (span[0].first_day, span[-1].last_day)
    found = (
        own_ratings()  # by whose session it was, which is whose score it is: sessions are found by people and days
        .filter(supervision_session__practitioner__in=people, supervision_session__held_on__range=days)
        .annotate(month=TruncMonth("supervision_session__held_on"))
        .order_by()
        .values("month")
        .annotate(mean=Avg("score"), raters=Count("rater", distinct=True))
    )
    by_month: dict[date, MonthOfTeam] = {
        one["month"]: MonthOfTeam(round(float(one["mean"]), 1), one["raters"]) for one in found
    }
    return [by_month.get(month.first_day, MonthOfTeam(None, 0)) for month in span]
