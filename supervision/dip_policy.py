"""Who draws, reads and reviews a dip sample, and who reads what was found? Pure decisions, as in `policy`.

The system draws the records. Whoever asked for the sample does not review it: nobody opens records to themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from supervision.policy import Denied
from supervision.vocabulary import Role

MOST = 50  # records of a sample
LONGEST_OPEN = timedelta(days=92)  # from the day it is drawn to the last day on which it is open
REVIEWS = frozenset({Role.MANAGER, Role.SUPERVISOR})


@dataclass(frozen=True)
class InSample:
    """How a person stands to one record of a sample at this moment."""

    is_auditor: bool  # was named to review this record
    is_supervisor: bool  # of its session
    is_manager: bool  # reaches every team of the sample
    has_given: bool = False  # their own review
    given: int = 0  # reviews of the record, of as many as were asked for
    asked: int = 1
    is_over: bool = False  # its last day has passed
    is_closed: bool = False


def check_see_samples(roles: Collection[Role], *, has_part: bool) -> None:
    """`has_part`: was named to review records, or supervised sessions of which something was found."""
    if Role.MANAGER not in roles and not has_part:
        raise Denied("This page is for managers, reviewers of a sample, and supervisors of its records.")


def check_read_sampled(place: InSample) -> None:
    """The record itself: for whoever was named to review it, until the sample is closed or its last day has passed."""
    if not place.is_auditor:
        raise Denied("This record was not opened for you.")
    if place.is_closed:
        raise Denied("This sample is closed, and its records with it.")
    if place.is_over:
        raise Denied("The last day of this sample has passed: its records are closed again.")


def check_review(place: InSample) -> None:
    check_read_sampled(place)
    if place.has_given:
        raise Denied("You have given your review of this record. It stands.")


def check_read_grades(place: InSample) -> None:
    """A second reviewer sees nothing of the first until they have given theirs, and nor does anybody who could say."""
    if place.is_manager and place.is_closed:
        return
    check_read_words(place)


def check_read_words(place: InSample) -> None:
    """What reviewers wrote is for the supervisor of the session, and for the record’s reviewers while it is open."""
    if place.is_supervisor and place.given and (place.is_closed or place.given == place.asked):
        return
    if place.is_auditor and place.has_given:
        check_read_sampled(place)
        return
    raise Denied("What was found about this record is not open to you, or not yet.")


def check_close(*, is_manager: bool, is_closed: bool) -> None:
    if not is_manager:
        raise Denied("Only a manager whose role reaches every team of this sample closes it.")
    if is_closed:
        raise Denied("This sample is closed already.")


def check_read_results(*, is_manager: bool, is_closed: bool) -> None:
    if not (is_manager and is_closed):
        raise Denied("What was found is counted once the sample is closed.")
