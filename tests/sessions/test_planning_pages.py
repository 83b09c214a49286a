"""Do the pages for planning say what is planned, and do what their buttons say?"""

import re
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from supervision.sessions.models import PlannedSession, SupervisionArrangement, SupervisionSession
from supervision.sessions.outlook_queries import outlook_of
from supervision.times import appointment, long_day
from supervision.vocabulary import PlanState
from tests.people import NOW, TODAY
from tests.reminders.days import sign_both
from tests.sessions.test_planning import book, cancel

LONDON = ZoneInfo("Europe/London")
IN_TWO_YEARS = (TODAY + timedelta(days=720)).isoformat()
SOON = datetime.combine(TODAY + timedelta(days=9), time(10), tzinfo=LONDON)


@pytest.fixture
def mine(practitioner: Person, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(practitioner)


@pytest.fixture
def theirs(supervisor: Person, signed_in: Callable[[Person], Client]) -> Client:
    return signed_in(supervisor)


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(page: str) -> dict[str, str]:
    """What the button of a proposal would post."""
    found = re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"} | {"times": ""}


def form(**given: Any) -> dict[str, Any]:
    return {
        "starts_on": SOON.date().isoformat(), "starts": "10:00", "minutes": "60", "place": "video",
        "kind": "one_to_one", "every_weeks": "0", "times": "", "booking_key": "5f0c9f0e-3b86-4d52-8c1f-0f6d8f6f9a11",
    } | given  # fmt: skip


class TestOneClick:
    def test_the_next_session_is_booked_from_the_record(self, mine: Client, sent: SupervisionSession) -> None:
        proposal = outlook_of(sent.arrangement_id, at=timezone.now()).proposal
        assert proposal
        page = seen(mine, f"/records/{sent.pk}/")
        assert f"Book {appointment(proposal.starts_at)}</button>" in page
        for _ in range(2):  # the second is a double click
            answer = mine.post(f"/records/with/{sent.arrangement_id}/book/", hidden(page))
            assert answer.status_code == 302
        planned = PlannedSession.objects.get()
        assert answer["Location"] == f"/records/planned/{planned.pk}/"
        assert (planned.starts_at, planned.minutes) == (proposal.starts_at, proposal.minutes)
        again = seen(mine, f"/records/{sent.pk}/")
        assert f"{appointment(planned.starts_at)}</a>" in again
        assert "Book another session" in again

    def test_it_is_not_offered_to_others(
        self, locked: SupervisionSession, manager: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        answer = signed_in(manager).get(f"/records/{locked.pk}/")
        assert b"Next session" not in answer.content


class TestTheForm:
    def test_one_that_is_shorter_than_was_agreed_is_booked_with_a_word_about_it(
        self, mine: Client, arrangement: SupervisionArrangement
    ) -> None:
        agreement = arrangement.agreements.create(
            number=1, minutes=120, place="video", review_on=TODAY, written_by=arrangement.supervisor, written_at=NOW,
            confidentiality="x", disagreements="x", adjustments="x",
        )  # fmt: skip
        sign_both(agreement)
        said = "The two have agreed on 120 minutes."
        assert said in seen(mine, f"/records/with/{arrangement.pk}/book/")
        posted = mine.post(f"/records/with/{arrangement.pk}/book/", form(minutes="119"))
        assert f"This session is 119 minutes long. {said}" in seen(mine, posted["Location"])
        moved = mine.post(f"{posted['Location']}move/", form(minutes="120"))
        assert "minutes long" not in seen(mine, moved["Location"])

    def test_a_series_is_booked(self, mine: Client, arrangement: SupervisionArrangement) -> None:
        answer = mine.post(f"/records/with/{arrangement.pk}/book/", form(every_weeks="2", times="3"), follow=True)
        assert "3 sessions are booked" in answer.content.decode()
        days = [timezone.localdate(one.starts_at) for one in PlannedSession.objects.all()]
        assert days == [SOON.date() + timedelta(weeks=2 * n) for n in range(3)]

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"starts_on": ""}, "Enter the day"),
            ({"starts": "ten"}, "Enter a time, such as 10:00"),
            ({"starts_on": "2020-01-01"}, "Enter a day and a time that are still to come"),
            ({"starts_on": "9999-12-31"}, "Enter a date from"),
            ({"starts_on": IN_TWO_YEARS, "every_weeks": "4", "times": "5"}, "Enter days within the next two years"),
            ({"minutes": "5"}, "A session lasts at least 15 minutes"),
            ({"place": ""}, "Choose where it takes place"),
            ({"every_weeks": "2"}, "Enter how many sessions to book"),
            ({"every_weeks": "2", "times": "27"}, "Enter a number from 2 to 26"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
        self, mine: Client, arrangement: SupervisionArrangement, given: dict[str, str], said: str
    ) -> None:
        answer = mine.post(f"/records/with/{arrangement.pk}/book/", form(**given))
        assert answer.status_code == 422
        page = answer.content.decode()
        assert said in page
        assert f'value="{given.get("minutes", "60")}"' in page
        assert not PlannedSession.objects.exists()

    def test_a_time_that_is_taken_is_said_beside_the_day(
        self, mine: Client, arrangement: SupervisionArrangement
    ) -> None:
        book(arrangement, SOON, at=NOW)
        answer = mine.post(f"/records/with/{arrangement.pk}/book/", form())
        assert answer.status_code == 422
        assert "The two of you already have a session booked" in answer.content.decode()

    def test_a_day_that_is_not_worked_is_booked_with_a_word_about_it(
        self, mine: Client, arrangement: SupervisionArrangement
    ) -> None:
        saturday = SOON + timedelta(days=(5 - SOON.weekday()) % 7)
        answer = mine.post(
            f"/records/with/{arrangement.pk}/book/", form(starts_on=saturday.date().isoformat()), follow=True
        )
        assert "Not a day on which people usually work" in answer.content.decode()
        assert PlannedSession.objects.count() == 1


class TestMoveAndCancel:
    def test_a_session_is_moved(self, mine: Client, theirs: Client, arrangement: SupervisionArrangement) -> None:
        planned = book(arrangement, SOON, at=NOW)
        address = f"/records/planned/{planned.pk}/"
        assert 'value="10:00"' in seen(mine, f"{address}move/")
        moved = {"starts_on": SOON.date().isoformat(), "starts": "2pm", "minutes": "60", "place": "phone"}
        assert mine.post(f"{address}move/", moved).status_code == 302
        page = seen(theirs, address)
        assert "Moved" in page
        assert "By phone" in page
        assert "at 2:00pm" in page

    def test_a_session_is_cancelled_and_is_to_be_rebooked(
        self, mine: Client, theirs: Client, arrangement: SupervisionArrangement
    ) -> None:
        planned = book(arrangement, SOON, at=NOW)
        address = f"/records/planned/{planned.pk}/cancel/"
        assert "Did not attend" not in seen(mine, address)
        why = {"not_held_by": "supervisor", "reason": "urgent_work", "explanation": ""}
        first, second = mine.post(address, why), mine.post(address, why)
        assert first["Location"] == second["Location"]
        record = SupervisionSession.objects.get()
        assert record.rebook_by
        words = f"Rebook by {long_day(record.rebook_by)}"
        for client, page in (
            (mine, f"/records/{record.pk}/"), (mine, f"/records/planned/{planned.pk}/"), (mine, "/"),
            (mine, "/sessions/"), (theirs, f"/team/{arrangement.practitioner_id}/"),
        ):  # fmt: skip
            assert words in seen(client, page), page
        page = seen(mine, f"/records/{record.pk}/")
        assert mine.post(f"/records/with/{arrangement.pk}/book/", hidden(page)).status_code == 302
        assert "Rebook by" not in seen(mine, "/")

    def test_once_it_should_have_begun_somebody_may_not_have_come(
        self, mine: Client, arrangement: SupervisionArrangement
    ) -> None:
        planned = book(arrangement, NOW - timedelta(hours=1), at=NOW - timedelta(days=2))
        address = f"/records/planned/{planned.pk}/cancel/"
        assert "Did not attend" in seen(mine, address)
        mine.post(address, {"not_held_by": "practitioner", "reason": "did_not_attend", "explanation": ""})
        planned.refresh_from_db()
        assert planned.state == PlanState.NOT_HELD

    def test_the_rest_of_a_series_is_cancelled(self, mine: Client, arrangement: SupervisionArrangement) -> None:
        mine.post(f"/records/with/{arrangement.pk}/book/", form(every_weeks="1", times="4"))
        second = PlannedSession.objects.all()[1]
        address = f"/records/planned/{second.pk}/cancel-the-rest/"
        assert "Cancel 3 sessions" in seen(mine, address)
        why = {"not_held_by": "organisation", "reason": "other", "explanation": "The team is split"}
        for _ in range(2):
            assert mine.post(address, why)["Location"] == f"/records/planned/{second.pk}/"
        assert SupervisionSession.objects.count() == 3


class TestWhereItIsShown:
    def test_what_is_booked_is_on_every_page_that_asks_when(
        self, mine: Client, theirs: Client, arrangement: SupervisionArrangement
    ) -> None:
        planned = book(arrangement, SOON, at=NOW)
        link = f'href="/records/planned/{planned.pk}/"'
        for client, page in (
            (mine, "/"), (mine, "/sessions/"), (theirs, "/sessions/"), (theirs, "/team/"),
            (theirs, f"/team/{arrangement.practitioner_id}/"),
        ):  # fmt: skip
            assert link in seen(client, page), page

    def test_what_was_booked_and_has_no_record_is_offered_to_it(
        self, mine: Client, arrangement: SupervisionArrangement
    ) -> None:
        yesterday = datetime.combine(TODAY - timedelta(days=1), time(10), tzinfo=LONDON)
        book(arrangement, yesterday, at=NOW - timedelta(days=5), kind_id="observation")
        assert "There is no record of it yet" in seen(mine, "/")
        page = seen(mine, f"/records/start/{arrangement.pk}/")
        assert f'name="held_on_0" value="{yesterday.day}"' in page
        assert re.search(r'value="observation" checked', page)

    def test_each_count_of_what_did_not_happen_opens_its_rows(
        self, theirs: Client, mine: Client, arrangement: SupervisionArrangement
    ) -> None:
        for days, hours in ((9, 0), (10, 0), (11, 1)):
            starts_at = SOON + timedelta(days=days)
            cancel(book(arrangement, starts_at, at=NOW), at=starts_at - timedelta(hours=hours) if hours else NOW)
        address = f"/team/{arrangement.practitioner_id}/"
        page = seen(theirs, address)
        assert ">3 did not happen</a>" in page
        assert ">1 at short notice</a>" in page
        for shown, count in (("not_held", 3), ("short_notice", 1)):
            rows = re.findall(r'href="/records/[0-9a-f-]{36}/"', seen(theirs, f"{address}?shown={shown}"))
            assert len(rows) == count, shown
            found = seen(mine, f"/sessions/?state={shown}")
            assert len(re.findall(r'<th scope="row"', found)) == count, shown
