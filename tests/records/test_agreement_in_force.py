"""Does an agreement hold once both have signed it, and not before?"""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client

from accounts.models import Person
from supervision.sessions.agreement_queries import current_adjustments
from supervision.sessions.models import SupervisionAgreement, SupervisionArrangement
from supervision.sessions.outlook_queries import outlook_of
from supervision.sessions.services import agreements, continuity
from supervision.vocabulary import Place
from tests.people import NOW, TODAY

SignedIn = Callable[[Person], Client]


def write(arrangement: SupervisionArrangement, adjustments: str, **given: Any) -> SupervisionAgreement:
    asked: dict[str, Any] = {
        "interval_days": 28, "minutes": 60, "place": Place.VIDEO, "review_on": TODAY, "by": arrangement.supervisor,
        "confidentiality": "x", "disagreements": "x", "adjustments": adjustments, "at": NOW,
    }  # fmt: skip
    return agreements.write(arrangement=arrangement, **asked | given)


def both_sign(agreement: SupervisionAgreement) -> None:
    agreements.sign(agreement=agreement, by=agreement.arrangement.practitioner, at=NOW)


def test_what_one_of_the_two_has_written_changes_nothing_yet(arrangement: SupervisionArrangement) -> None:
    assert current_adjustments(arrangement) == ""
    both_sign(write(arrangement, "Breaks"))
    later = write(arrangement, "No breaks", minutes=120, place=Place.PHONE)
    assert current_adjustments(arrangement) == "Breaks"
    proposal = outlook_of(arrangement.pk, at=NOW).proposal
    assert proposal is not None
    assert (proposal.minutes, proposal.place) == (60, Place.VIDEO)
    both_sign(later)
    assert current_adjustments(arrangement) == "No breaks"
    proposal = outlook_of(arrangement.pk, at=NOW).proposal
    assert proposal is not None
    assert (proposal.minutes, proposal.place) == (120, Place.PHONE)


def test_the_page_shows_what_waits_apart_and_signs_that(
    arrangement: SupervisionArrangement, signed_in: SignedIn
) -> None:
    both_sign(write(arrangement, "Breaks"))
    later = write(arrangement, "No breaks")
    client, address = signed_in(arrangement.practitioner), f"/records/with/{arrangement.pk}/agreement/"
    above, waiting = client.get(address).content.decode().split("Waiting for signature")
    assert "Breaks" in above
    assert "No breaks" not in above
    assert "No breaks" in waiting
    found = re.search(r'name="number" value="(\d+)"', waiting)
    assert found
    client.post(f"{address}sign/", {"number": found[1]})
    assert later.signatures.count() == 2
    page = client.get(address).content.decode()
    assert "No breaks" in page
    assert "Waiting for signature" not in page


def test_what_was_passed_over_holds_until_the_new_two_have_signed(
    arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    both_sign(write(arrangement, "Breaks"))
    write(arrangement, "No breaks")
    asked = {"to": next_supervisor, "on": TODAY, "by": next_supervisor, "at": NOW}
    new = continuity.plan_handover(arrangements=[arrangement], **asked)[0].to_arrangement
    continuity.apply_due(at=NOW)
    assert current_adjustments(new) == "Breaks"
