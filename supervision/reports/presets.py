"""With which choices can a report begin? What audits ask for, as data; each can be changed before it is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from supervision.report_vocabulary import Outcome, ReportFormat
from supervision.times import today

from .choices import last_months
from .forms import MONTHS
from .models import SavedReport


@dataclass(frozen=True)
class Preset:
    name: str
    about: str
    outcomes: tuple[Outcome, ...]
    columns: tuple[str, ...]
    kinds: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The choices as the form reads them, for the last three whole months."""
        return _query(MONTHS, ReportFormat.XLSX, outcomes=self.outcomes, columns=self.columns, kinds=self.kinds)


def query_of(saved: SavedReport) -> str:
    """Saved choices as the form reads them, for the last whole months."""
    return _query(
        saved.months, saved.format, teams=[team.pk for team in saved.teams.all()], kinds=saved.kinds,
        job_roles=[role.pk for role in saved.job_roles.all()], outcomes=saved.outcomes, columns=saved.columns,
    )  # fmt: skip


def _query(months: int, kind: str, **lists: Sequence[object]) -> str:
    first_on, last_on = last_months(today(), months)
    return urlencode({"first_on": first_on, "last_on": last_on, "format": kind, **lists}, doseq=True)


PRESETS = [
    Preset(
        "How often supervision took place",
        "For a frequency audit: due dates, what was held and when, what did not happen and why, "
        "and what was signed in time.",
        (Outcome.HELD, Outcome.NOT_HELD),
        ("day", "outcome", "kind", "practitioner", "job_role", "supervisor", "team", "service", "due", "when",
         "days_past", "not_held_by", "not_held_reason", "short_notice", "rebook_by", "sign_by", "signed", "in_time"),
    ),
    Preset(
        "How the workforce is supported",
        "Evidence for the fifth domain of the NSPCC’s operational framework, workforce development: supervision of "
        "each kind, groups and clinics, with their time, what they touched on and how many came.",
        (Outcome.HELD,),
        ("day", "kind", "practitioner", "job_role", "supervisor", "team", "service", "agency", "minutes", "place",
         "functions", "came", "points", "points_done", "state"),
    ),
]  # fmt: skip
