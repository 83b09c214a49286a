"""Can an administrator set cover, hand over and plan that somebody leaves, seeing first what will happen?"""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person, Team
from supervision.sessions.models import Departure, Handover, IntervalPause, SupervisionArrangement
from supervision.sessions.services import notes
from supervision.times import long_day
from supervision.vocabulary import PauseReason, Role
from tests.people import NOW, TODAY, begin, make_person, send, sign, start

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def admin(administrator: Person, signed_in: Any) -> Client:
    client: Client = signed_in(administrator)
    return client


def to(name: str, *args: object) -> str:
    return reverse(f"administration:{name}", args=args)


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}_0": str(when.day), f"{name}_1": str(when.month), f"{name}_2": str(when.year)}


@pytest.fixture
def cover(team: Team) -> Person:
    return make_person("Vera Field", Role.SUPERVISOR, team=team)


def a_cover(arrangement: SupervisionArrangement, cover: Person, **given: Any) -> dict[str, Any]:
    days = day("starts_on", TODAY) | day("ends_on", TOMORROW)
    return {"arrangements": [arrangement.pk], "cover": cover.pk, **days, **given}


def test_cover_is_shown_first_and_then_set_for_all_at_once(
    admin: Client, arrangement: SupervisionArrangement, cover: Person, colleague: Person, signed_in: Any
) -> None:
    other = begin(colleague, arrangement.supervisor)
    asked = a_cover(arrangement, cover, arrangements=[arrangement.pk, other.pk])
    page = to("set_cover", arrangement.supervisor_id)
    shown = admin.post(page, asked)
    assert b"Vera Field covers for Priya Stone" in shown.content
    assert not arrangement.covered_by.exists()
    assert admin.post(page, asked | {"confirm": "yes"}).status_code == 302
    admin.post(page, asked | {"confirm": "yes"})
    assert (arrangement.covered_by.count(), other.covered_by.count()) == (1, 1)
    assert b"Cover for Priya Stone until" in signed_in(cover).get("/team/").content


def test_nothing_typed_is_lost_when_something_is_to_be_changed(
    admin: Client, arrangement: SupervisionArrangement, cover: Person
) -> None:
    page = to("set_cover", arrangement.supervisor_id)
    again = admin.post(page, a_cover(arrangement, cover, change="yes"))
    assert f'value="{TOMORROW.day}"'.encode() in again.content
    assert not arrangement.covered_by.exists()


def test_what_cannot_be_is_said_before_anything_is_planned(
    admin: Client, arrangement: SupervisionArrangement, cover: Person
) -> None:
    own = begin(cover, arrangement.supervisor)
    asked = a_cover(arrangement, cover, arrangements=[arrangement.pk, own.pk])
    refused = admin.post(to("set_cover", arrangement.supervisor_id), asked)
    assert refused.status_code == 422
    assert b"cannot cover their own supervision" in refused.content


def test_cover_is_ended_early(
    admin: Client, arrangement: SupervisionArrangement, cover: Person, signed_in: Any
) -> None:
    admin.post(to("set_cover", arrangement.supervisor_id), a_cover(arrangement, cover, confirm="yes"))
    one = arrangement.covered_by.get()
    admin.post(to("end_cover", one.pk))
    assert signed_in(cover).get(f"/records/with/{arrangement.pk}/agenda/").status_code == 404


def test_a_handover_is_planned_listed_and_cancelled(
    admin: Client, arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    asked = {"arrangements": [arrangement.pk], "to": next_supervisor.pk, **day("on", TOMORROW)}
    page = to("hand_over", arrangement.supervisor_id)
    assert b"no agreement yet, 0 open action points" in admin.post(page, asked).content
    send(start(arrangement))
    assert b"signs in place of" not in admin.post(page, asked).content
    old = arrangement.supervisor
    IntervalPause.objects.create(
        person=old,
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=90),
        reason=PauseReason.SICKNESS,
        recorded_by=old,
        recorded_at=NOW,
    )
    shown = admin.post(page, asked).content.decode()
    assert "past the day to sign by, Imran Cloud signs." in shown
    assert "Imran Cloud signs in place of Priya Stone." in shown
    admin.post(page, asked | {"confirm": "yes"})
    handover = Handover.objects.get()
    assert b"From Priya Stone to Imran Cloud" in admin.get(to("continuity")).content
    admin.post(to("cancel_handover", handover.pk))
    assert not Handover.objects.exists()


def test_a_departure_shows_what_becomes_of_each_record_and_no_word_of_it(
    admin: Client, arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    record = send(start(arrangement), text="CANARY")
    sign(record, record.practitioner)
    notes.save(supervision_session=record, body="CANARY", base_version=0, by=record.supervisor, at=NOW)
    start(arrangement, by=arrangement.supervisor)
    page = to("leave", arrangement.supervisor_id)
    asked = {**day("last_on", TODAY), "successor": next_supervisor.pk}
    shown = admin.post(page, asked).content.decode()
    assert "Imran Cloud signs in place of Priya Stone." in shown
    assert "Amara Quill writes it to its end." in shown
    assert "CANARY" not in shown
    assert not Departure.objects.exists()
    admin.post(page, asked | {"confirm": "yes"})
    departure = Departure.objects.get()
    assert b"Imran Cloud takes over" in admin.get(to("continuity")).content
    admin.post(to("cancel_departure", departure.pk))
    arrangement.refresh_from_db()
    assert (Departure.objects.count(), arrangement.ends_on) == (0, None)


def test_somebody_in_particular_takes_over_one_of_them(
    admin: Client, arrangement: SupervisionArrangement, next_supervisor: Person, cover: Person
) -> None:
    asked = {**day("last_on", TODAY), "successor": next_supervisor.pk, f"to_{arrangement.pk}": cover.pk}
    admin.post(to("leave", arrangement.supervisor_id), asked | {"confirm": "yes"})
    assert Handover.objects.get().to_arrangement.supervisor == cover


def test_without_a_successor_the_form_says_who_needs_one(admin: Client, arrangement: SupervisionArrangement) -> None:
    refused = admin.post(to("leave", arrangement.supervisor_id), day("last_on", TODAY))
    assert refused.status_code == 422
    assert b"Choose who supervises Amara Quill" in refused.content


def test_closing_an_account_warns_of_what_would_be_left_waiting(
    admin: Client, arrangement: SupervisionArrangement, colleague: Person
) -> None:
    send(start(arrangement))
    page = to("close_account", arrangement.supervisor_id)
    shown = admin.get(page).content.decode()
    assert "1 people they supervise, 1 records that are not finished" in shown
    assert to("leave", arrangement.supervisor_id) in shown
    assert "left waiting" not in admin.get(to("close_account", colleague.pk)).content.decode()


def test_a_page_says_who_signed_in_whose_place(
    admin: Client, arrangement: SupervisionArrangement, cover: Person, signed_in: Any
) -> None:
    record = send(start(arrangement))
    admin.post(to("set_cover", arrangement.supervisor_id), a_cover(arrangement, cover, confirm="yes"))
    sign(record, cover)
    shown = signed_in(record.practitioner).get(f"/records/{record.pk}/").content.decode()
    assert "by Vera Field in place of Priya Stone." in shown


def test_an_agreement_says_where_it_came_from(
    admin: Client, arrangement: SupervisionArrangement, next_supervisor: Person, signed_in: Any
) -> None:
    from tests.sessions.test_continuity import agree

    agree(arrangement)
    asked = {"arrangements": [arrangement.pk], "to": next_supervisor.pk, **day("on", TODAY), "confirm": "yes"}
    admin.post(to("hand_over", arrangement.supervisor_id), asked)
    new = Handover.objects.get().to_arrangement
    shown = signed_in(arrangement.practitioner).get(f"/records/with/{new.pk}/agreement/").content.decode()
    assert "passed over from your supervision with Priya Stone" in shown
    assert "Both of you should sign it" in shown


def a_departure(last_on: date, successor: Person | None = None) -> dict[str, Any]:
    return {**day("last_on", last_on), "successor": successor.pk if successor else ""}


def test_a_departure_says_which_handover_it_brings_forward(
    admin: Client, arrangement: SupervisionArrangement, cover: Person
) -> None:
    later = TODAY + timedelta(days=20)
    hand_over = {"arrangements": [arrangement.pk], "to": cover.pk, **day("on", later), "confirm": "yes"}
    admin.post(to("hand_over", arrangement.supervisor_id), hand_over)
    shown = admin.post(to("leave", arrangement.supervisor_id), a_departure(TODAY)).content.decode()
    assert f"With Vera Field from {long_day(TOMORROW)} already, not only from {long_day(later)}" in shown
    assert Handover.objects.get().on == later


def test_a_handover_says_that_who_takes_over_will_leave_and_the_page_counts_whom_that_leaves(
    admin: Client, arrangement: SupervisionArrangement, cover: Person
) -> None:
    admin.post(to("leave", cover.pk), a_departure(TODAY + timedelta(days=20)) | {"confirm": "yes"})
    hand_over = {"arrangements": [arrangement.pk], "to": cover.pk, **day("on", TODAY)}
    shown = admin.post(to("hand_over", arrangement.supervisor_id), hand_over).content.decode()
    assert "Vera Field leaves after" in shown
    assert "Nobody takes over then" in shown
    admin.post(to("hand_over", arrangement.supervisor_id), hand_over | {"confirm": "yes"})
    page = admin.get(to("continuity")).content.decode()
    assert "Came to them since this was planned, with nobody who takes over: 1." in page


def test_whoever_has_no_lead_supervisor_is_listed_with_the_day_since(
    admin: Client, arrangement: SupervisionArrangement, leaver: Person, manager: Person
) -> None:
    def listed() -> str:
        page = admin.get(to("continuity")).content.decode()
        return page[page.index('id="without_lead"') : page.index('id="supervisors"')]

    assert "Priya Stone" in listed()  # supervises, and was never supervised here
    assert "Never had one here" in listed()
    assert not {"Amara Quill", leaver.name, manager.name} & set(re.findall("[A-Z][a-z]+ [A-Z][a-z]+", listed()))
    SupervisionArrangement.objects.update(ends_on=TODAY - timedelta(days=3))
    assert "Amara Quill" in listed()
    assert f"ended on {long_day(TODAY - timedelta(days=3))}" in listed()
    assert f"?practitioner={arrangement.practitioner_id}" in listed()


def test_the_status_page_says_what_has_not_taken_place(
    admin: Client, arrangement: SupervisionArrangement, administrator: Person
) -> None:
    assert b"Planned and not done" not in admin.get(to("status")).content
    yesterday = TODAY - timedelta(days=1)
    Departure.objects.create(
        person=arrangement.practitioner, last_on=yesterday, planned_by=administrator, planned_at=NOW
    )
    shown = admin.get(to("status")).content.decode()
    assert "Amara Quill leaves" in shown
    assert "The account is still open" in shown
