"""Does an extract come from a signed discussion of the slot's own case, keep where it came from, and hold no more?"""

import uuid
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import Error, transaction
from django.test import Client

from accounts.models import Person
from supervision.policy import Denied
from supervision.sessions.models import CaseDiscussion, PackItem, SupervisionArrangement
from supervision.sessions.services import clinics, records
from supervision.times import long_day
from supervision.vocabulary import Role
from tests.cases import cast as case_cast
from tests.gatherings import clinic_cast as cast
from tests.people import NOW, content, discussed, lock, make_person, send, start

SignIn = Callable[[Person], Client]


@pytest.fixture
def said(arrangement: SupervisionArrangement) -> list[CaseDiscussion]:
    """What one signed record says of two cases; the first one names the second."""
    lead = arrangement.practitioner
    cases = [cast.case_of(lead, reference) for reference in cast.REFERENCES[:2]]
    record = start(arrangement)
    texts = [discussed(record, case, number, f"said{number}") for number, case in enumerate(cases)]
    texts[0] = replace(texts[0], analysed="How the worker felt.", why="As for CR-3002, calm evenings.")
    whole = replace(content(record, text="Reflectionword"), cases=texts)
    lock(records.send(supervision_session=record, content=whole, by=record.writer, at=NOW))
    return [record.discussions.get(case=case) for case in cases]


def test_part_of_a_signed_discussion_is_filled_in_shortened_by_hand_and_named_by_its_kind_and_day(
    arrangement: SupervisionArrangement, said: list[CaseDiscussion], signed_in: SignIn
) -> None:
    clinic = cast.plan(arrangement.supervisor)
    slot = cast.slot(clinic, said[0].case)
    lead = signed_in(arrangement.practitioner)
    pack = f"/groups/{clinic.pk}/cases/{slot.pk}/pack/"
    address = f"{pack}discussions/{said[0].pk}/"
    assert address in lead.get(pack).content.decode()
    assert str(said[1].pk) not in lead.get(pack).content.decode()
    page = lead.get(address)
    filled = page.context["form"]["body"].value()
    assert "Decision\nCR-3001: said0" in filled
    assert not [word for word in ("felt", "said1", "Reflectionword", "Step 0") if word in page.content.decode()]

    posted = {"body": filled, "key": page.context["form"]["key"].value()}
    told = lead.post(address, posted)  # the other case's reference is said once
    assert "CR-3002" in [one.found for one in told.context["form"].told]
    posted |= {"body": "Calm evenings, by hand.", "seen": told.context["form"]["seen"].value()}
    assert [lead.post(address, posted).status_code for _ in range(2)] == [302, 302]
    item = PackItem.objects.get(body__isnull=False, discussion__isnull=False)
    assert (item.body, item.discussion) == ("Calm evenings, by hand.", said[0])
    source = f"From a discussion in supervision on {long_day(said[0].supervision_session.held_on)}"
    assert source in lead.get(pack).content.decode()

    records.strike(supervision_session=said[0].supervision_session, reason="x", by=slot.lead, at=NOW)
    assert "Entered in error since" in lead.get(pack).content.decode()
    assert lead.get(address).status_code == 404


def test_a_discussion_of_another_case_or_one_that_cannot_be_read_is_refused_by_page_service_and_database(
    arrangement: SupervisionArrangement, said: list[CaseDiscussion], signed_in: SignIn
) -> None:
    facilitator = make_person("Fay", Role.SUPERVISOR)
    access = case_cast.give(said[0].case, facilitator)
    clinic = cast.plan(facilitator)
    slot = cast.slot(clinic, said[0].case)
    access.taken_at, access.taken_by = NOW, slot.lead
    access.save()
    unsigned = send(start(arrangement), cases=[said[0].case]).discussions.get()
    base = f"/groups/{clinic.pk}/cases/{slot.pk}/pack/discussions/"
    for by, discussion in ((slot.lead, said[1]), (slot.lead, unsigned), (facilitator, said[0])):
        given: dict[str, Any] = {"body": "x", "key": uuid.uuid4(), "by": by, "at": NOW}
        assert signed_in(by).get(f"{base}{discussion.pk}/").status_code == 404
        with pytest.raises(Denied):
            clinics.add_to_pack(slot=slot, discussion=discussion, **given)
    for discussion in (said[1], unsigned):
        row = PackItem(slot=slot, added_by=slot.lead, added_at=NOW, key=uuid.uuid4(), discussion=discussion, body="x")
        with pytest.raises(Error, match="not a signed one"), transaction.atomic():
            row.save()
