"""Does what goes on the child's file hold this case alone, and is it known what is there and what is not yet?"""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.db import Error, connection, transaction
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case
from supervision.policy import CaseRelation, Denied
from supervision.sessions.extracts import other_references, text_of
from supervision.sessions.models import CaseDiscussion, Placement, SupervisionArrangement, SupervisionSession
from supervision.sessions.placement_queries import not_yet_placed
from supervision.sessions.services import notes, placements, records, sign_off
from supervision.times import long_day
from supervision.vocabulary import AuditAction
from tests.cases.cast import give
from tests.people import NOW, TODAY, add_case, content, discussed, lock, send, sign, start

SignedIn = Callable[[Person], Client]
LEAD = frozenset({CaseRelation.LEAD})


def signed(arrangement: SupervisionArrangement, *cases: Case, held_on: date = TODAY) -> SupervisionSession:
    record = start(arrangement, held_on=held_on)
    notes.save(supervision_session=record, body="Privateword", base_version=0, by=record.writer, at=NOW)
    whole = content(record, text="Reflectionword", points=2, cases=cases)
    said = [discussed(record, case, number, f"said{number}") for number, case in enumerate(cases)]
    agreed = [
        replace(point, what=f"point{number}", why="", how=f"known{number}")
        for number, point in enumerate(whole.action_points)
    ]
    whole = replace(whole, cases=said, action_points=agreed)
    return lock(records.send(supervision_session=record, content=whole, by=record.writer, at=NOW))


@pytest.fixture
def other(practitioner: Person) -> Case:
    return add_case(practitioner, "CR-2042")


@pytest.fixture
def both(arrangement: SupervisionArrangement, case: Case, other: Case) -> SupervisionSession:
    return signed(arrangement, case, other)


def address(discussion: CaseDiscussion) -> str:
    return f"/cases/{discussion.case_id}/discussions/{discussion.pk}/"


def test_the_text_is_the_decision_with_its_why_and_both_sides(both: SupervisionSession, case: Case) -> None:
    text = text_of(both.discussions.get(case=case), both.action_points.filter(case=case))
    day, due = long_day(TODAY), long_day(TODAY + timedelta(days=14))
    assert text == (
        f"Supervision: discussion of CR-2041\nDate of the session: {day}\nTook part: practitioner, supervisor\n"
        "Behaviour on the continuum: Problematic\nBrook's traffic light tool: Orange\n\n"
        "Decision\nCR-2041: said0\n\nWhy\nCR-2041: said0\n\nWhat this child needs\nCR-2041: said0\n\n"
        "What keeps others safe\nCR-2041: said0\n\nWhat the child says\nCR-2041: said0\n\n"
        f"Action points\n- point0 (practitioner, by {due})\n  Done when: known0\n\nSigned and locked on {day}"
    )


def test_the_page_of_one_case_holds_nothing_of_the_other_nor_of_the_people(
    both: SupervisionSession, case: Case, signed_in: SignedIn
) -> None:
    page = signed_in(case.lead).get(address(both.discussions.get(case=case))).content.decode()
    assert "said0" in page
    assert "point0" in page
    text = page.split('<pre class="app-copy"')[1].split("</pre>")[0]
    for word in ("CR-2042", "said1", "point1", "Reflectionword", "Privateword", both.supervisor.name, case.lead.name):
        assert word not in text
    for word in ("said1", "point1", "Reflectionword", "Privateword"):
        assert word not in page


def test_a_reference_of_another_case_in_the_text_is_pointed_out(
    arrangement: SupervisionArrangement, case: Case, signed_in: SignedIn
) -> None:
    record = start(arrangement)
    said = discussed(record, case, decision="As for CR-2042, letters.")
    whole = replace(content(record, points=0), cases=[said])
    lock(records.send(supervision_session=record, content=whole, by=record.writer, at=NOW))
    page = signed_in(case.lead).get(address(record.discussions.get())).content.decode()
    assert "This text also names CR-2042" in page
    assert other_references("CR-2041 and AB-123, AB-123", "CR-2041") == ["AB-123"]


@pytest.mark.parametrize(
    "written", ["cr-2042", "CR–2042", "CR 2042", "cr 2042", "CR2042", "Cr - 2042", "ab-123", "AB 1234"]
)
def test_a_reference_is_known_however_it_is_typed(written: str) -> None:
    assert other_references(f"Like {written}, in 2026 and of 1200; cr2041, NHS 111.", "CR-2041") == [written]


@pytest.mark.parametrize("end", ["sent", "returned", "struck"])
def test_only_what_is_signed_is_handed_off(
    end: str, sent_with_case: SupervisionSession, case: Case, signed_in: SignedIn
) -> None:
    record, by = sent_with_case, sent_with_case.supervisor
    if end == "returned":
        records.return_for_changes(supervision_session=record, text="x", by=by, at=NOW)
    if end == "struck":
        lock(record)
        records.strike(supervision_session=record, reason="x", by=by, at=NOW)
    discussion = record.discussions.get()
    assert signed_in(case.lead).get(address(discussion)).status_code == 404
    with pytest.raises(Denied):
        placements.place(discussion=discussion, placed_on=TODAY, relations=LEAD, key=uuid.uuid4(), by=by, at=NOW)
    assert "discussed in supervision" not in signed_in(case.lead).get(f"/cases/{case.pk}/").content.decode().lower()


def test_it_is_placed_once_however_often_it_is_posted(
    both: SupervisionSession, case: Case, signed_in: SignedIn
) -> None:
    client, discussion = signed_in(case.lead), both.discussions.get(case=case)
    posted = {"placed_on": TODAY.isoformat(), "key": str(uuid.uuid4())}
    for _ in range(3):
        assert client.post(address(discussion), posted).status_code == 302
    row = Placement.objects.get()
    assert (row.placed_on, row.by, row.discussion) == (TODAY, case.lead, discussion)
    page = client.get(address(discussion)).content.decode()
    assert f"Placed on {long_day(TODAY)}" in page
    assert AuditEvent.objects.filter(kind="placement", action=AuditAction.CREATED).count() == 1


def test_a_mistake_is_put_right_by_a_second_row(both: SupervisionSession, case: Case, signed_in: SignedIn) -> None:
    client, discussion = signed_in(case.lead), both.discussions.get(case=case)
    client.post(address(discussion), {"placed_on": TODAY.isoformat(), "key": str(uuid.uuid4())})
    assert discussion not in not_yet_placed(case.lead, on=TODAY)
    client.post(f"{address(discussion)}take-back/", {"key": str(uuid.uuid4())})
    assert [row.placed_on for row in Placement.objects.all()] == [TODAY, None]
    assert discussion in not_yet_placed(case.lead, on=TODAY)
    assert "Not there after all" in client.get(address(discussion)).content.decode()


@pytest.mark.parametrize(
    ("days", "says"), [(1, "today or in the past"), (-2, "not before the session"), (None, "Enter the day on which")]
)
def test_a_day_that_cannot_be_is_said(
    days: int | None, says: str, both: SupervisionSession, case: Case, signed_in: SignedIn
) -> None:
    day = "" if days is None else (TODAY + timedelta(days=days)).isoformat()
    answer = signed_in(case.lead).post(
        address(both.discussions.get(case=case)), {"placed_on": day, "key": str(uuid.uuid4())}
    )
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Placement.objects.exists()


def test_what_was_placed_comes_back_when_it_was_added_to_or_entered_in_error_with_the_reason(
    both: SupervisionSession, case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    client, discussion = signed_in(case.lead), both.discussions.get(case=case)
    later = iter(NOW + timedelta(minutes=number) for number in range(1, 9))

    def placed(day: date | None) -> None:
        now = {"key": uuid.uuid4(), "by": case.lead, "at": next(later)}
        placements.place(discussion=discussion, placed_on=day, relations=LEAD, **now)

    def waits(why: str) -> bool:
        found = next((one for one in not_yet_placed(case.lead, on=TODAY) if one == discussion), None)
        return found is not None and f"{why}</td>" in client.get("/cases/not-yet-placed/").content.decode()

    now = {"supervision_session": both, "reason": "Forgotten", "by": case.lead}
    placed(TODAY)
    assert discussion not in not_yet_placed(case.lead, on=TODAY)
    sign_off.add_addendum(body="Addedword", at=next(later), **now)
    assert waits("Added to since it was placed")
    page = client.get(address(discussion)).content.decode()
    assert ["Addedword" in page, "was added to on" in page, "It is right on the case system" in page] == [
        False, True, True,
    ]  # fmt: skip
    placed(TODAY)
    assert discussion not in not_yet_placed(case.lead, on=TODAY)
    records.strike(at=next(later), **now)
    assert waits("Entered in error since it was placed")
    page = client.get(address(discussion)).content.decode()
    words = ("said0", "It is right on the case system", "It is no longer on the case system")
    assert [word in page for word in words] == [False, False, True]
    key = {"key": str(uuid.uuid4())}
    assert client.post(address(discussion), {"placed_on": TODAY.isoformat(), **key}).status_code == 403
    assert signed_in(people["cover"]).post(f"{address(discussion)}take-back/", key).status_code == 403
    assert client.post(f"{address(discussion)}take-back/", key).status_code == 302
    assert discussion not in not_yet_placed(case.lead, on=TODAY)
    assert both.discussions.exclude(case=case).get() not in not_yet_placed(case.lead, on=TODAY)  # it never was there


# Who reads the text, and who says that it is placed.
EXPECTED = {
    "lead": (200, 302), "given": (200, 302), "lead_supervisor": (200, 302), "cover": (200, 403),
    "specialist": (404, 404), "expired": (404, 404), "taken": (404, 404), "former": (404, 404), "colleague": (404, 404),
}  # fmt: skip


@pytest.mark.parametrize("who", EXPECTED)
def test_each_relation_reads_and_places_what_it_should(
    who: str, both: SupervisionSession, case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    client, discussion = signed_in(people[who]), both.discussions.get(case=case)
    posted = {"placed_on": TODAY.isoformat(), "key": str(uuid.uuid4())}
    answers = (client.get(address(discussion)).status_code, client.post(address(discussion), posted).status_code)
    assert answers == EXPECTED[who]
    listed = "CR-2041" in signed_in(people[who]).get("/cases/not-yet-placed/").content.decode()
    assert listed == (EXPECTED[who][0] == 200 and EXPECTED[who][1] != 302)


def test_a_discussion_of_another_case_is_not_found_through_ones_own(
    arrangement: SupervisionArrangement, case: Case, colleague: Person, signed_in: SignedIn
) -> None:
    other = add_case(arrangement.practitioner, "CR-2042")
    give(case, colleague)
    discussion = signed(arrangement, other).discussions.get()
    found = signed_in(colleague).get(f"/cases/{case.pk}/discussions/{discussion.pk}/")
    assert found.status_code == 404


def test_a_supervisor_does_not_hand_off_what_is_older_than_twelve_months(
    case: Case, people: dict[str, Person], arrangement: SupervisionArrangement, signed_in: SignedIn
) -> None:
    old = signed(arrangement, case, held_on=TODAY - timedelta(days=366)).discussions.get()
    assert signed_in(people["lead_supervisor"]).get(address(old)).status_code == 404
    assert signed_in(case.lead).get(address(old)).status_code == 200
    assert list(not_yet_placed(people["lead_supervisor"], on=TODAY)) == []
    assert list(not_yet_placed(case.lead, on=TODAY)) == [old]


def test_the_list_says_for_how_many_days_the_longest_first(
    arrangement: SupervisionArrangement, case: Case, other: Case, signed_in: SignedIn
) -> None:
    later = send(start(arrangement), cases=[case])
    signed(arrangement, other)
    for by in (later.practitioner, later.supervisor):
        sign(later, by, at=NOW + timedelta(days=2))
    for days, told in ((2, ["2 days", "Since today"]), (3, ["3 days", "1 day"])):
        with time_machine.travel(NOW + timedelta(days=days)):
            page = signed_in(case.lead).get("/cases/not-yet-placed/").content.decode()
        assert page.index("CR-2042") < page.index("CR-2041")
        assert re.findall(r'data-label="For how long">([^<]+)<', page) == told
    assert ": 2 discussions" in signed_in(case.lead).get("/cases/").content.decode()


def test_reading_the_text_is_on_the_trail(both: SupervisionSession, case: Case, signed_in: SignedIn) -> None:
    discussion = both.discussions.get(case=case)
    signed_in(case.lead).get(address(discussion))
    row = AuditEvent.objects.get(action=AuditAction.READ, kind="hand_off")
    assert (row.actor, row.object_id) == (case.lead, str(discussion.pk))


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE supervision_sessions_placement SET placed_on = NULL",
        "UPDATE supervision_sessions_placement SET by_id = (SELECT max(id) FROM accounts_person)",
        "DELETE FROM supervision_sessions_placement",
        "TRUNCATE supervision_sessions_placement",
    ],
)
def test_the_database_only_takes_new_rows(attack: str, both: SupervisionSession, case: Case) -> None:
    discussion = both.discussions.get(case=case)
    placements.place(discussion=discussion, placed_on=TODAY, relations=LEAD, key=uuid.uuid4(), by=case.lead, at=NOW)
    with pytest.raises(Error) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert getattr(refused.value.__cause__, "pgcode", "") in {"23000", "42501"}


def test_the_database_takes_no_placement_of_what_is_not_signed(sent_with_case: SupervisionSession, case: Case) -> None:
    with pytest.raises(Error, match="is not signed"), transaction.atomic():
        Placement.objects.create(discussion=sent_with_case.discussions.get(), placed_on=TODAY, by=case.lead, at=NOW)
