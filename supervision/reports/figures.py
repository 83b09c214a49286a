"""Which figures does a report sum up? Those of the measures, as every page says them, and groups beside them."""

from dataclasses import dataclass

from django.db.models import Q

from supervision.measures.all_figures import FIGURES as MEASURES
from supervision.measures.all_figures import formula
from supervision.measures.figures import Days
from supervision.report_vocabulary import Outcome
from supervision.vocabulary import NotHeldBy, NotHeldReason, Timeliness

from .column_queries import GATHERING, OUTCOMES

WHY_NOT = tuple(f"not-held-{by.value}-{why.value}" for by in NotHeldBy for why in NotHeldReason)
NAMES = (
    "held", "were-due", *(f"held-{when.value}" for when in Timeliness), "to-have-signed", "signed-in-time", "not-held",
    "short-notice", *WHY_NOT,
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One number. `out_of` is the name of the figure that it is a share of."""

    label: str
    definition: str
    out_of: str = ""


def _of(name: str) -> Figure:
    measure = MEASURES[name]
    said = f"{measure.counts} Share: {formula(name)}." if measure.out_of else measure.counts
    return Figure(measure.label, said, measure.out_of[0] if measure.out_of else "")


FIGURES: dict[str, Figure] = {
    **{name: _of(name) for name in NAMES},
    "groups": Figure("Groups and clinics held", "Group supervision and case clinics, which count in nothing else."),
    "struck": Figure("Entered in error", "Records that were struck through, which count in nothing else."),
}  # fmt: skip


def conditions(days: Days) -> dict[str, Q]:
    """The condition of each on a session. Measures are about sessions of two."""
    of_two = {name: ~GATHERING & MEASURES[name].wanted(days) for name in NAMES}
    return {**of_two, "groups": GATHERING & OUTCOMES[Outcome.HELD], "struck": OUTCOMES[Outcome.STRUCK]}
