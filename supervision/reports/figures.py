"""Which figures does a report sum up? Each with what it counts, and of how many it is a share."""

from dataclasses import dataclass

from django.db.models import Q

from supervision.measures.timeliness import HELD, KNOWN
from supervision.report_vocabulary import Outcome
from supervision.vocabulary import NotHeldBy, NotHeldReason

from .column_queries import GATHERING, IN_TIME, NOT_HELD, OUTCOMES, SIGNED, TO_SIGN

IS_HELD = OUTCOMES[Outcome.HELD]


@dataclass(frozen=True)
class Figure:
    """One number. `out_of` is the key of the figure that it is a share of."""

    label: str
    definition: str
    condition: Q
    out_of: str = ""


FIGURES: dict[str, Figure] = {
    "held": Figure("Held", "Sessions and groups with a record of having been held, signed or not.", IS_HELD),
    "groups": Figure(
        "Of those, groups and clinics", "Group and peer supervision and case clinics.", IS_HELD & GATHERING, "held"
    ),
    "known": Figure("Held, with a due date", "Sessions held for which it is known when one was due.", KNOWN),
    **{
        when.value: Figure(
            when.label, "Beside the day on which it was due, by the rule that applied then.", condition, "known"
        )
        for when, condition in HELD.items()
    },
    "signed": Figure("Signed", "Records that are signed and locked.", IS_HELD & SIGNED, "held"),
    "to_sign": Figure(
        "Signed, with a day to sign by", "Signed records that had a last working day for it.", IS_HELD & TO_SIGN
    ),
    "in_time": Figure(
        "Signed in time", "The last signature came on or before that day.", IS_HELD & TO_SIGN & IN_TIME, "to_sign"
    ),
    "not_held": Figure("Did not happen", "Sessions that were recorded as not held.", NOT_HELD),
    "short_notice": Figure(
        "At short notice", "Cancelled fewer hours ahead than the policy says.", NOT_HELD & Q(is_short_notice=True),
        "not_held",
    ),
    **{
        f"by_{by.value}": Figure(
            f"Cancelled by: {by.label}", "On whose side it was.", NOT_HELD & Q(not_held_by=by), "not_held"
        )
        for by in NotHeldBy
    },
    **{
        f"for_{why.value}": Figure(
            f"Reason: {why.label}", "The reason that was chosen.", NOT_HELD & Q(not_held_reason=why), "not_held"
        )
        for why in NotHeldReason
    },
    "struck": Figure(
        "Entered in error", "Records that were struck through; they count in nothing else.", OUTCOMES[Outcome.STRUCK]
    ),
}  # fmt: skip
