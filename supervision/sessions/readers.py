"""Who reads a record, in words? The same list wherever somebody writes for it, as the policy has it."""

from .models import SupervisionArrangement, SupervisionSession

TOP = "the others named at the top of this page"


def readers_of(record: SupervisionSession) -> str:
    """Of a record that was sent: the two, who stands in, who leads later, and who can require it."""
    return _said(record, "once it is signed, for 12 months")


def readers_of_not_held(arrangement: SupervisionArrangement) -> str:
    """Of a session that did not happen: nobody signs it."""
    return _said(arrangement, "for 12 months")


def _said(two: SupervisionSession | SupervisionArrangement, how_long: str) -> str:
    practitioner, supervisor = two.practitioner.name, two.supervisor.name
    return (
        f"Read by {practitioner} and {supervisor}, by whoever covers or signs for {supervisor}, and, {how_long} "
        f"by whoever leads or covers {practitioner}’s supervision. Then a manager can open it for an hour, with a "
        "reason and another manager’s agreement, and both of you are told. A court or an inspector can require it"
    )
