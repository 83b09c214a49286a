"""Do the two of an arrangement see which rule governs, agree on another, and record days away?"""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from supervision.sessions.models import IntervalPause, SupervisionAgreement, SupervisionArrangement
from supervision.sessions.services import arrangements, pauses
from supervision.vocabulary import ArrangementKind, PauseReason
from tests.people import NOW, TODAY


@pytest.fixture
def monthly(practitioner: Person, supervisor: Person) -> SupervisionArrangement:
    return arrangements.begin(
        practitioner=practitioner, supervisor=supervisor, kind=ArrangementKind.LEAD,
        starts_on=TODAY - timedelta(days=90), by=supervisor, at=NOW,
    )  # fmt: skip


@pytest.fixture
def theirs(practitioner: Person, signed_in: Any) -> Client:
    client: Client = signed_in(practitioner)
    return client


@pytest.fixture
def supervisors(supervisor: Person, signed_in: Any) -> Client:
    client: Client = signed_in(supervisor)
    return client


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}_0": str(when.day), f"{name}_1": str(when.month), f"{name}_2": str(when.year)}


def agreement(**given: str) -> dict[str, str]:
    asked = {
        "how_often": "policy", "interval_days": "", "less_often_reason": "", "minutes": "90", "place": "video",
        "confidentiality": "Safety is shared.", "disagreements": "We ask the manager.", "adjustments": "",
    }  # fmt: skip
    return asked | day("review_on", TODAY + timedelta(days=300)) | given


def write(client: Client, arrangement: SupervisionArrangement, **given: str) -> Any:
    return client.post(reverse("records:write_agreement", args=[arrangement.pk]), agreement(**given))


def test_less_often_without_a_reason_is_told_beside_the_field_and_nothing_is_lost(
    theirs: Client, monthly: SupervisionArrangement
) -> None:
    answer = write(theirs, monthly, how_often="own", interval_days="42", confidentiality="Kept words.")
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "less_often_reason": ["Write why this is less often than the policy, which asks for every month"]
    }
    assert b"Kept words." in answer.content
    assert b'value="42"' in answer.content
    assert not SupervisionAgreement.objects.exists()


WRONG = [
    ({"how_often": "own"}, "interval_days", "Enter how many days there are from one session to the next"),
    ({"interval_days": "14"}, "interval_days", "Leave this empty when you meet as often as the policy says"),
    (
        {"less_often_reason": "Because."},
        "less_often_reason",
        "Leave this empty when you meet as often as the policy says",
    ),
    ({"how_often": ""}, "how_often", "Choose how often you will meet"),
    ({"how_often": "own", "interval_days": "x"}, "interval_days", "Enter a whole number of days, such as 14"),
]


@pytest.mark.parametrize(("given", "field", "words"), WRONG)
def test_what_does_not_fit_together_is_told(
    theirs: Client, monthly: SupervisionArrangement, given: dict[str, str], field: str, words: str
) -> None:
    assert write(theirs, monthly, **given).context["form"].errors == {field: [words]}


def test_the_agreed_interval_governs_when_both_have_signed_and_pages_say_so(
    theirs: Client, supervisors: Client, monthly: SupervisionArrangement
) -> None:
    write(theirs, monthly, how_often="own", interval_days="42", less_often_reason="Two days a week.",
          prompts_ahead="on")  # fmt: skip
    page = reverse("records:agreement", args=[monthly.pk])
    assert b"Every month, by the policy" in theirs.get(page).content
    supervisors.post(reverse("records:sign_agreement", args=[monthly.pk]), {"number": "1"})
    monthly.refresh_from_db()
    assert (monthly.interval_days, monthly.is_less_often) == (42, True)
    shown = theirs.get(page).content
    for words in (b"Every 6 weeks, as the two have agreed with a reason", b"Two days a week.", b"Yes, 48 hours ahead"):
        assert words in shown
    again = theirs.get(reverse("records:write_agreement", args=[monthly.pk])).content
    assert b"Two days a week." in again


def away(**given: str) -> dict[str, str]:
    return {"reason": "leave"} | day("starts_on", TODAY) | day("ends_on", TODAY + timedelta(days=9)) | given


def to(practitioner: Person) -> str:
    return reverse("records:pauses", args=[practitioner.pk])


def test_a_practitioner_who_records_leave_is_excused_everywhere(
    theirs: Client, supervisors: Client, monthly: SupervisionArrangement, practitioner: Person
) -> None:
    assert b"overdue" in theirs.get("/").content
    assert theirs.post(to(practitioner), away()).status_code == 302
    assert b"You are excused until" in theirs.get("/").content
    assert b"Excused until" in supervisors.get("/team/").content
    assert b"Excused until" in supervisors.get(f"/team/{practitioner.pk}/").content
    team = supervisors.get("/team/?due=overdue").context
    assert {label: number for label, number, _ in team["due"]} == {
        "Overdue": 0, "Due in the next 7 days": 0, "Away, excused": 1,
    }  # fmt: skip
    assert list(team["rows"]) == []


def test_days_that_are_wrong_are_told_beside_the_field(theirs: Client, practitioner: Person) -> None:
    backwards = theirs.post(to(practitioner), away(**day("ends_on", TODAY - timedelta(days=1))))
    assert backwards.context["form"].errors == {"ends_on": ["Enter a last day that is not before the first day"]}
    theirs.post(to(practitioner), away())
    twice = theirs.post(to(practitioner), away())
    assert "are recorded already" in twice.context["form"].errors["starts_on"][0]
    assert twice.status_code == 422
    assert IntervalPause.objects.count() == 1


def test_nobody_suspends_themselves_or_ends_their_own_suspension(
    theirs: Client, supervisors: Client, practitioner: Person, monthly: SupervisionArrangement
) -> None:
    assert "reason" in theirs.post(to(practitioner), away(reason="suspension")).context["form"].errors
    assert supervisors.post(to(practitioner), away(reason="suspension")).status_code == 302
    pause = IntervalPause.objects.get()
    change = reverse("records:change_pause", args=[practitioner.pk, pause.pk])
    refused = theirs.post(change, {"take_out": "yes"})
    assert refused.status_code == 403
    assert b"A suspension is ended by your supervisor" in refused.content
    assert supervisors.post(change, day("ends_on", TODAY)).status_code == 302
    pause.refresh_from_db()
    assert pause.ends_on == TODAY


def test_coming_back_early_and_never_having_left(
    theirs: Client, practitioner: Person, monthly: SupervisionArrangement
) -> None:
    due = monthly.next_due_on
    pause = pauses.pause(
        person=practitioner, starts_on=due - timedelta(days=5), ends_on=due + timedelta(days=5),
        reason=PauseReason.SICKNESS, by=practitioner, at=NOW,
    )  # fmt: skip
    change = reverse("records:change_pause", args=[practitioner.pk, pause.pk])
    wrong = theirs.post(change, day("ends_on", due - timedelta(days=6)))
    assert wrong.context["form"].errors == {"ends_on": ["Enter a last day that is not before the first day"]}
    theirs.post(change, day("ends_on", due - timedelta(days=5)))
    monthly.refresh_from_db()
    assert monthly.next_due_on == due + timedelta(days=1)
    theirs.post(change, {"take_out": "yes"})
    monthly.refresh_from_db()
    assert monthly.next_due_on == due


def test_the_help_page_says_which_rule_governs(theirs: Client) -> None:
    help_page = theirs.get("/help/").content.decode()
    assert 'id="frequency"' in help_page
    assert "from 31 January to 28 February" in help_page
    assert "what was in force on the day of the last session counts until the next one" in help_page
    assert "Those of the practitioner's agency: the bank holidays of its country" in help_page
