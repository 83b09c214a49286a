"""What may be chosen for a report, and how is that said in its heading?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings

from accounts.models import JobRole, Person, Team
from accounts.queries import teams_within
from supervision.report_vocabulary import Outcome, ReportFormat
from supervision.sessions.models import SessionKind
from supervision.times import long_day, moment

from .column_queries import Column
from .figures import FIGURES, Figure

Pairs = list[tuple[str, str]]
Heading = dict[str, Pairs]
MOST_NAMED = 12  # teams
WHAT_IT_IS = (
    "Facts about sessions, such as days, people and signatures. Nothing that was written in a record, "
    "and nobody’s scores."
)
FIGURES_ALONE = (
    "Figures about sessions, and no name but its maker’s. Nothing that was written, and nobody’s scores. How many "
    "people are up to date, agreements in date and action points are counted on the organisation’s page."
)


@dataclass(frozen=True)
class Choices:
    """A period, and which sessions of it. No team stands for all that the manager's role reaches, and so on."""

    first_on: date
    last_on: date
    teams: Sequence[Team]
    kinds: Sequence[SessionKind]
    outcomes: Sequence[Outcome]
    columns: Sequence[Column]
    format: ReportFormat = ReportFormat.CSV
    job_roles: Sequence[JobRole] = ()


def last_months(on: date, months: int) -> tuple[date, date]:
    """The first and the last day of so many whole months before a day."""
    last = on.replace(day=1) - timedelta(days=1)
    first = last.year * 12 + last.month - months
    return date(first // 12, first % 12 + 1, 1), last


def heading(choices: Choices, *, by: Person, at: datetime, rows: int) -> Heading:
    """Who made it, when, of what, and what each column means: the same words on the page and in the file."""
    about = [
        ("Audit report", str(settings.REFLECT_ORGANISATION)),
        ("Made by", by.name),
        ("Asked for on", moment(at)),
        ("Period", f"{long_day(choices.first_on)} to {long_day(choices.last_on)}"),
        ("Teams", _names(choices.teams) or _all_teams(by)),
        ("Job roles", _names(choices.job_roles) or "All"),
        ("Kinds of session", _names(choices.kinds) or "All"),
        ("Outcomes", ", ".join(one.label for one in choices.outcomes)),
        ("Sessions", f"{rows:,}"),
        ("What it holds", FIGURES_ALONE if choices.format == ReportFormat.PDF else WHAT_IT_IS),
    ]
    meant: Iterable[Column | Figure] = FIGURES.values() if choices.format == ReportFormat.PDF else choices.columns
    return {"about": about, "columns": [(one.label, one.definition) for one in meant]}


def _names(things: Sequence[object]) -> str:
    return ", ".join(map(str, things))


def _all_teams(by: Person) -> str:
    teams = list(teams_within(by))
    named = _names(teams) if len(teams) <= MOST_NAMED else f"{len(teams)} teams"
    return f"All that the maker’s role reaches: {named}"
