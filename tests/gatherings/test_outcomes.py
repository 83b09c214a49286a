"""Does what came of a case in a clinic reach those who were there for it, its child's file, and nobody else?"""

import html
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Person
from supervision.casenotes.models import PartnerAgency
from supervision.gathering_vocabulary import AttendeeResponse
from supervision.policy import CaseRelation
from supervision.sessions.content import AgreedAction, as_locked, hash_of
from supervision.sessions.gathering_queries import written_in
from supervision.sessions.models import CaseDiscussion, SupervisionArrangement
from supervision.sessions.placement_queries import not_yet_placed
from supervision.sessions.services import gathering_sign_off, gatherings, outcomes, placements
from supervision.sessions.services.gathering_sign_off import missing_in
from supervision.sessions.services.gatherings import Changed
from supervision.vocabulary import Role
from tests.cases import cast as case_cast
from tests.gatherings import clinic_cast as cast
from tests.gatherings.cast import confirm, send
from tests.guests.test_guests import World as Guests
from tests.people import NOW, TODAY, make_person
from tests.support.whole_forms import whole_form

SignIn = Callable[[Person], Client]
OTHER = "looks like the reference of another case"


class World(Guests):
    """Three cases; the lead was there for the first, Olive for the second, each with a guest of another agency."""

    def __init__(self, arrangement: SupervisionArrangement) -> None:
        super().__init__(arrangement)
        self.olive = make_person("Olive Other", Role.PRACTITIONER)
        self.second = cast.guest(self.clinic, [self.slots[1]], "Hal Guest")
        self.second.agency = PartnerAgency.objects.exclude(pk=self.guest.agency_id)[0]
        self.second.save(update_fields=["agency"])
        self.invite(self.olive)
        cast.hold(self.clinic, [self.lead, self.olive])
        there: list[Any] = [([self.lead], [self.guest]), ([self.olive], [self.second]), ([self.lead], [])]
        for slot, (people, guests) in zip(self.slots, there, strict=True):
            cast.write_outcome(slot, people, guests)
        cast.agree(self.clinic, [
            self.point(0, "Gwen rings the school", guest_id=self.guest.pk),
            self.point(1, "Hal asks the police", guest_id=self.second.pk),
            self.point(1, "Olive visits", owner_id=self.olive.pk),
        ])  # fmt: skip

    def invite(self, person: Person) -> None:
        shown = gatherings.places_mark(self.clinic)
        gatherings.note_attendance(
            supervision_session=self.clinic, places={}, presenter_id=None, others=[person], shown=shown,
            by=self.facilitator, at=NOW,
        )  # fmt: skip

    def point(self, number: int, what: str, **given: Any) -> AgreedAction:
        given = {"owner_id": self.facilitator.pk, **given}
        return AgreedAction(
            id=uuid.uuid4(), what=what, why="", how="", due_on=TODAY + timedelta(days=7),
            case_id=self.slots[number].case_id, **given,
        )  # fmt: skip

    def lock(self) -> None:
        send(self.clinic)
        self.clinic.refresh_from_db()
        for person in (self.lead, self.olive):
            confirm(self.clinic, person)
        self.clinic.refresh_from_db()


@pytest.fixture
def world(arrangement: SupervisionArrangement) -> World:
    return World(arrangement)


def read(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_who_was_there_for_one_case_reads_what_came_of_it_and_of_no_other(world: World, signed_in: SignIn) -> None:
    send(world.clinic)
    for address in (f"/groups/{world.clinic.pk}/", f"/groups/{world.clinic.pk}/confirm/"):
        page = read(signed_in(world.olive), address)
        assert "decision of CR-3002" in page
        assert "Olive visits" in page
        assert "Hal asks the police" in page
        assert "CR-3001" not in page
        assert "CR-3003" not in page
        assert "Gwen" not in page.replace("Gwen Guest, ", "")
    assert "You answer for what you were there for: CR-3002, and what was learnt across the cases." in page
    everything = read(signed_in(world.facilitator), f"/groups/{world.clinic.pk}/")
    assert all(f"decision of {reference}" in everything for reference in cast.REFERENCES)


def test_what_somebody_adds_is_read_by_those_who_were_there_for_all_that_they_were(
    world: World, signed_in: SignIn
) -> None:
    """The lead was there for the first and third case, Olive for the second."""
    send(world.clinic)
    for person in (world.lead, world.olive):
        world.clinic.refresh_from_db()
        said = f"Different, says {person.name}."
        confirm(world.clinic, person, response=AttendeeResponse.DIFFERS, statement=said)
    world.clinic.refresh_from_db()
    for person in (world.lead, world.olive):
        gathering_sign_off.add_addendum(
            supervision_session=world.clinic, reason="Left out", body=f"Added by {person.name}.", by=person, at=NOW
        )
    pages = {one: read(signed_in(one), f"/groups/{world.clinic.pk}/") for one in (world.lead, world.olive)}
    for reader, other in ((world.lead, world.olive), (world.olive, world.lead)):
        for words in ("Different, says", "Added by"):
            assert f"{words} {reader.name}." in pages[reader]
            assert f"{words} {other.name}." not in pages[reader]
            assert f"{words} {reader.name}." in read(signed_in(world.facilitator), f"/groups/{world.clinic.pk}/")


def test_a_guest_is_given_no_point_of_a_case_they_were_not_asked_to(world: World) -> None:
    with pytest.raises(ValidationError, match="somebody who was asked to it"):
        cast.agree(world.clinic, [world.point(0, "Hal rings", guest_id=world.second.pk)])


def test_nothing_is_signed_before_each_case_has_an_outcome_and_everybody_a_case(world: World) -> None:
    assert missing_in(world.clinic, written_in(world.clinic), on=TODAY) == []
    world.slots[1].presences.all().delete()
    CaseDiscussion.objects.filter(case=world.slots[2].case_id).delete()
    assert missing_in(world.clinic, written_in(world.clinic), on=TODAY) == [
        "Write what came of CR-3003.", "Say who was there for CR-3002.", "Say for which case Olive Other was there.",
    ]  # fmt: skip


def test_a_decision_without_its_why_and_a_case_that_was_not_looked_at_are_not_signed(world: World) -> None:
    first, second = world.slots[:2]
    said = outcomes.said_of(first, analysed="Looked at.", decision="To wait.")
    shown = outcomes.outcome_mark(first)
    with pytest.raises(ValidationError, match="Write why"):
        outcomes.write(slot=first, said=said, people=[], guests=[], shown=shown, by=world.facilitator, at=NOW)
    for slot, emptied in ((first, "why"), (second, "analysed")):
        row = CaseDiscussion.objects.get(case=slot.case_id)
        setattr(row, emptied, "")
        row.save()
    assert missing_in(world.clinic, written_in(world.clinic), on=TODAY) == [
        "Write what came of CR-3002.", "Write why CR-3001 was decided so.",
    ]  # fmt: skip


def test_the_hash_holds_each_outcome_and_who_was_there_for_it(world: World) -> None:
    before = hash_of(as_locked(world.clinic))
    world.slots[1].presences.filter(person=world.olive).delete()
    without_her = hash_of(as_locked(world.clinic))
    CaseDiscussion.objects.filter(case=world.slots[0].case_id).update(tool="green")
    assert len({before, without_her, hash_of(as_locked(world.clinic))}) == 3


def test_an_outcome_that_was_changed_in_another_tab_is_not_written_over(world: World) -> None:
    slot = world.slots[0]
    said = outcomes.said_of(slot, analysed="Other words.")
    with pytest.raises(Changed):
        outcomes.write(slot=slot, said=said, people=[], guests=[], shown="old", by=world.facilitator, at=NOW)


def test_an_action_point_is_for_a_case_and_a_guest_of_this_clinic(world: World) -> None:
    other = cast.case_of(world.lead, "CR-3999")
    foreign = AgreedAction(
        id=uuid.uuid4(), what="x", why="", how="", owner_id=world.facilitator.pk, due_on=TODAY, case_id=other.pk
    )
    for wrong in (foreign, world.point(0, "x", guest_id=uuid.uuid4())):
        with pytest.raises(ValidationError):
            cast.agree(world.clinic, [wrong])


def test_a_guest_reads_what_they_agreed_to_do_once_it_is_signed_until_their_access_ends(world: World) -> None:
    client = world.enter()
    assert "Gwen rings" not in read(client, "/guests/")
    send(world.clinic)
    page = read(client, "/guests/")
    assert "Gwen rings the school" in page
    assert "Hal" not in page
    assert "Olive" not in page
    assert "decision of" not in page
    assert "decision of" not in read(client, f"/guests/case/{world.slots[0].pk}/")


def test_the_page_of_an_action_point_says_which_guest_does_it_and_who_reads_it(world: World, signed_in: SignIn) -> None:
    send(world.clinic)
    point = world.clinic.action_points.get(guest=world.guest)
    page = read(signed_in(world.facilitator), f"/records/action-points/{point.pk}/")
    assert f"{html.escape(str(world.guest))}; {world.facilitator} asks after it" in page
    assert "also by those who may open the case" in page
    assert "A clinic on" in page


def test_the_childs_file_takes_what_a_clinic_decided(world: World, signed_in: SignIn) -> None:
    world.lock()
    lead, case = signed_in(world.lead), f"/cases/{world.slots[1].case_id}/"
    page = read(lead, case)
    assert "Discussed in a case clinic" in page
    assert "Problematic" in page
    assert "CR-3002" in read(lead, "/cases/not-yet-placed/")
    said = CaseDiscussion.objects.get(case=world.slots[1].case_id)
    place = f"{case}discussions/{said.pk}/"
    text = read(lead, place)
    assert "Took part: facilitator, colleague" in text
    assert "Hal asks the police" in text
    assert "CR-3001" not in text
    form = lead.get(place).context["form"]
    posted = {"placed_on": TODAY.isoformat(), "key": str(form["key"].value())}
    assert lead.post(place, posted).status_code == 302
    assert "CR-3002" not in read(lead, "/cases/not-yet-placed/")


def test_an_extract_holds_one_case_or_one_agency_and_nothing_of_any_other(world: World, signed_in: SignIn) -> None:
    base = f"/groups/{world.clinic.pk}/"
    of_second = f"{base}cases/{world.slots[1].pk}/extract/"
    assert signed_in(world.facilitator).get(of_second).status_code == 403  # it is not locked yet
    world.lock()
    text = read(signed_in(world.olive), of_second)
    assert "decision of CR-3002" in text
    assert "CR-3001" not in text
    assert signed_in(world.olive).get(f"{base}cases/{world.slots[0].pk}/extract/").status_code == 403
    text = read(signed_in(world.facilitator), f"{base}agencies/{world.second.agency_id}/extract/")
    assert "decision of CR-3002" in text
    assert "Hal asks the police" in text
    for foreign in ("CR-3001", "CR-3003", "Gwen", "Olive", "child_voice", "analysed"):
        assert foreign not in text
    assert signed_in(world.olive).get(f"{base}agencies/{world.second.agency_id}/extract/").status_code == 403
    nobodys = PartnerAgency.objects.exclude(pk__in=[world.guest.agency_id, world.second.agency_id])[0]
    assert signed_in(world.facilitator).get(f"{base}agencies/{nobodys.pk}/extract/").status_code == 404


def test_an_agencys_extract_holds_what_it_agreed_for_no_case_and_says_whom_else_it_names(
    world: World, signed_in: SignIn
) -> None:
    hal = {"guest_id": world.second.pk}
    cast.agree(world.clinic, [replace(world.point(1, "Hal sends a list, as for CR-3001", **hal), case_id=None)])
    world.lock()
    page = read(signed_in(world.facilitator), f"/groups/{world.clinic.pk}/agencies/{world.second.agency_id}/extract/")
    assert "For no case named above" in page
    assert "Hal sends a list" in page
    assert "agreed to nothing" not in page
    assert "This text also names CR-3001." in page
    page = read(signed_in(world.facilitator), f"/groups/{world.clinic.pk}/agencies/{world.guest.agency_id}/extract/")
    assert f"{world.guest.agency.name} agreed to nothing in this clinic." in html.unescape(page)


def test_the_facilitator_writes_it_over_the_web(world: World, signed_in: SignIn) -> None:
    client, slot = signed_in(world.facilitator), world.slots[0]
    address = f"/groups/{world.clinic.pk}/cases/{slot.pk}/outcome/"
    shown = str(client.get(address).context["form"]["shown"].value())
    posted = {"people": [world.lead.pk], "guests": [world.guest.pk], "analysed": "The way to school.", "shown": shown}
    assert client.post(address, {**posted, "decision": "A new way."}).status_code == 422  # and why?
    assert OTHER in client.post(address, {**posted, "child_needs": "As in CR-3009."}).content.decode()
    assert client.post(address, {**posted, "decision": "A new way.", "why": "It is calmer."}).status_code == 302
    assert CaseDiscussion.objects.get(case=slot.case_id).decision == "A new way."
    assert gathering_sign_off.missing_in(world.clinic, written_in(world.clinic), on=TODAY) == []


def test_another_case_is_said_in_what_a_guest_is_to_do_and_in_what_everybody_reads(
    world: World, signed_in: SignIn
) -> None:
    client, base = signed_in(world.facilitator), f"/groups/{world.clinic.pk}/"

    def is_told(page: str, **changed: Any) -> bool:
        posted: dict[str, Any] = whole_form(read(client, base + page)) | changed
        return OTHER in client.post(base + page, posted).content.decode()

    first, second = (world.slots[number].case_id for number in (0, 1))
    point = {"points-0-what": "Gwen rings the school, as for CR-3001", "points-0-owner": f"guest-{world.guest.pk}"}
    told = [is_told("action-points/", **point, **{"points-0-case": case}) for case in (second, "", first)]
    assert told == [True, True, False]
    assert is_told("write/", what_the_group_thought="The plans of CR-3001 and CR-3002 should say the same.")
    assert "The plans of" not in read(client, base)


def test_whoever_has_access_to_a_case_reads_its_outcome_without_the_clinic(world: World, signed_in: SignIn) -> None:
    reader = make_person("Rae Reader", Role.PRACTITIONER)
    case_cast.give(world.slots[0].case, reader)
    world.lock()
    assert "decision of CR-3001" in read(signed_in(reader), f"/cases/{world.slots[0].case_id}/")
    assert signed_in(reader).get(f"/groups/{world.clinic.pk}/").status_code == 404


def test_the_facilitator_reads_notes_that_follow_and_an_addition_brings_back_only_the_cases_of_its_writer(
    world: World, signed_in: SignIn
) -> None:
    world.lock()
    said = {one.case.reference: one for one in CaseDiscussion.objects.select_related("case")}
    first = said["CR-3001"]
    case_cast.note(first.case, first.case.lead, "Followedword", discussion=first)
    readers, address = (world.facilitator, world.lead, world.olive), f"/cases/notes-after/{first.pk}/"
    assert [address in read(signed_in(one), f"/groups/{world.clinic.pk}/") for one in readers] == [True, False, False]
    assert ["Followedword" in read(signed_in(one), address) for one in readers] == [True, False, False]
    writers = frozenset({CaseRelation.LEAD})
    for one in said.values():
        placements.place(discussion=one, placed_on=TODAY, relations=writers, key=uuid.uuid4(), by=one.case.lead, at=NOW)
    assert not [one for one in said.values() if one in not_yet_placed(one.case.lead, on=TODAY)]
    gathering_sign_off.add_addendum(
        supervision_session=world.clinic, reason="Left out", body="x", by=world.olive, at=NOW + timedelta(minutes=1)
    )
    back = {reference for reference, one in said.items() if one in not_yet_placed(one.case.lead, on=TODAY)}
    assert back == {"CR-3002"}
