"""Does a case pass to another lead practitioner on its day, told once, and is none left behind by whoever leaves?"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Person
from accounts.services import deactivate
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case, CaseHandover
from supervision.casenotes.queries import Supervised
from supervision.casenotes.services import cases, leading
from supervision.outbox.models import Notice
from supervision.policy import Denied
from supervision.sessions.services import continuity
from supervision.vocabulary import NoticeKind, Role
from tests.cases.cast import DETAILS, give, note
from tests.people import NOW, TODAY, make_person

SignedIn = Callable[[Person], Client]
TOMORROW = TODAY + timedelta(days=1)


def hand_on(case: Case, to: Person, on: date = TODAY, **given: Any) -> CaseHandover:
    asked = {"by": case.lead, "at": NOW, "supervised": Supervised()}
    return leading.hand_on(case=case, to=to, on=on, **asked | given)


def leave(person: Person, by: Person, **given: Any) -> Any:
    asked = {"last_on": TODAY, "successor": None, "each": {}, "by": by, "at": NOW}
    return continuity.plan_departure(person=person, **asked | given)


def lead_of(case: Case) -> Person:
    return Case.objects.get(pk=case.pk).lead


def test_today_it_passes_at_once_with_all_its_notes(case: Case, colleague: Person, signed_in: SignedIn) -> None:
    note(case, case.lead, "Oldword", dated_on=TODAY - timedelta(days=2))
    lead, next_lead = signed_in(case.lead), signed_in(colleague)
    answer = lead.post(f"/cases/{case.pk}/lead/", {"to": colleague.pk, "on": TODAY.isoformat()})
    assert (answer.status_code, answer["Location"]) == (302, "/cases/")
    assert lead.get(f"/cases/{case.pk}/").status_code == 404
    assert b"Oldword" in next_lead.get(f"/cases/{case.pk}/").content
    assert next_lead.get(f"/cases/{case.pk}/change/").status_code == 200


def test_it_waits_for_its_day_and_is_said_on_the_page(case: Case, colleague: Person, signed_in: SignedIn) -> None:
    hand_on(case, colleague, TOMORROW)
    assert leading.apply_due(at=NOW) == 0
    assert b"Ben Marsh from" in signed_in(case.lead).get(f"/cases/{case.pk}/").content
    assert signed_in(colleague).get(f"/cases/{case.pk}/").status_code == 404
    assert [leading.apply_due(at=NOW + timedelta(days=1)) for _ in range(2)] == [1, 0]
    assert lead_of(case) == colleague


def test_the_new_lead_is_told_once_and_led_there(case: Case, colleague: Person, signed_in: SignedIn) -> None:
    hand_on(case, colleague, TOMORROW)
    assert not Notice.objects.filter(kind=NoticeKind.CASE_PASSED_ON).exists()
    for _ in range(2):
        leading.apply_due(at=NOW + timedelta(days=1))
    notice = Notice.objects.get(kind=NoticeKind.CASE_PASSED_ON)
    assert (notice.person, notice.mail_after) == (colleague, NOW + timedelta(days=1))
    assert f'href="/cases/{case.pk}/"' in signed_in(colleague).get("/notices/").content.decode()


def test_what_was_told_is_settled_when_it_passes_on_again(case: Case, colleague: Person, practitioner: Person) -> None:
    hand_on(case, colleague)
    hand_on(case, practitioner, by=colleague)
    said = Notice.objects.filter(kind=NoticeKind.CASE_PASSED_ON).values_list("person", "settled_at")
    assert set(said) == {(colleague.pk, NOW), (practitioner.pk, None)}


def test_a_naming_gives_way_to_the_next_and_is_taken_back(case: Case, colleague: Person, signed_in: SignedIn) -> None:
    other = make_person("Ana Reed", Role.PRACTITIONER)
    for to in (other, colleague):
        hand_on(case, to, TOMORROW)
    assert CaseHandover.objects.filter(taken_back_at=None).get().to_lead == colleague
    assert signed_in(case.lead).post(f"/cases/{case.pk}/lead/keep/").status_code == 302
    assert leading.apply_due(at=NOW + timedelta(days=1)) == 0
    assert lead_of(case) == case.lead


@pytest.mark.parametrize("who", ["lead_supervisor", "specialist", "cover", "given", "colleague", "former"])
def test_nobody_else_hands_on_a_case_while_its_lead_is_here(
    who: str, case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    page = f"/cases/{case.pk}/lead/"
    known = 404 if who in ("specialist", "colleague", "former") else 403
    client = signed_in(people[who])
    posted = {"to": people["colleague"].pk, "on": TODAY.isoformat()}
    assert [client.get(page).status_code, client.post(page, posted).status_code] == [known, known]
    assert client.post(f"{page}keep/").status_code == known
    led = Supervised(ids=frozenset({case.lead_id}), led=frozenset({case.lead_id} if who == "lead_supervisor" else ()))
    with pytest.raises(Denied):
        hand_on(case, people["colleague"], by=people[who], supervised=led)
    assert lead_of(case) == case.lead


@pytest.mark.parametrize("has_left", [False, True])
def test_the_lead_supervisor_does_when_the_lead_leaves_or_has_left(
    has_left: bool, case: Case, people: dict[str, Person], administrator: Person, signed_in: SignedIn
) -> None:
    if has_left:
        continuity.end_cover(cover=people["cover"].supervising.get(), by=administrator, at=NOW)
        deactivate(person=case.lead, by=administrator, at=NOW)
        case.lead.arrangements.filter(kind="lead", ends_on=None).update(ends_on=TODAY - timedelta(days=1))
    else:
        leave(case.lead, administrator, cases_to=people["given"])
    client = signed_in(people["lead_supervisor"])
    shown = client.get(f"/cases/{case.pk}/").content.decode()
    assert "Hand on this case" in shown
    assert ("who has left" in shown) == has_left
    posted = {"to": people["colleague"].pk, "on": TODAY.isoformat()}
    assert client.post(f"/cases/{case.pk}/lead/", posted).status_code == 302
    assert lead_of(case) == people["colleague"]
    assert signed_in(people["specialist"]).get(f"/cases/{case.pk}/lead/").status_code == 404


def test_only_a_practitioner_who_is_here_can_be_named_and_no_day_that_is_past(
    case: Case, colleague: Person, next_supervisor: Person, leaver: Person
) -> None:
    for to in (case.lead, next_supervisor, leaver):
        with pytest.raises(ValidationError, match="another practitioner"):
            hand_on(case, to)
    with pytest.raises(ValidationError, match="today or later"):
        hand_on(case, colleague, TODAY - timedelta(days=1))


def test_access_that_the_new_lead_had_ends_with_it(case: Case, colleague: Person) -> None:
    given = give(case, colleague)
    hand_on(case, colleague)
    given.refresh_from_db()
    assert given.taken_at == NOW


def test_a_case_stays_where_it_is_when_whoever_was_named_has_left(
    case: Case, colleague: Person, administrator: Person
) -> None:
    hand_on(case, colleague, TOMORROW)
    deactivate(person=colleague, by=administrator, at=NOW)
    assert leading.apply_due(at=NOW + timedelta(days=1)) == 0
    assert lead_of(case) == case.lead
    assert not CaseHandover.objects.filter(taken_back_at=None).exists()


def test_every_step_is_on_the_trail(case: Case, colleague: Person) -> None:
    hand_on(case, colleague, TOMORROW)
    leading.take_back(case=case, supervised=Supervised(), by=case.lead, at=NOW)
    hand_on(case, colleague)
    trail = AuditEvent.objects.filter(kind="case_handover").order_by("pk").values_list("action", flat=True)
    assert list(trail) == ["created", "changed", "created", "stepped"]


def test_a_departure_passes_each_case_to_whoever_was_named_and_the_rest_to_one(
    case: Case, colleague: Person, administrator: Person
) -> None:
    named, other = make_person("Ana Reed", Role.PRACTITIONER), make_person("Kai Moss", Role.PRACTITIONER)
    closed = cases.add(reference="CR-2042", details=DETAILS, by=case.lead, at=NOW)
    cases.close(case=closed, closed_on=TODAY, by=case.lead, at=NOW)
    hand_on(case, named, TODAY + timedelta(days=30))
    with pytest.raises(ValidationError, match="Choose who leads their cases"):
        leave(case.lead, administrator)
    leave(case.lead, administrator, cases_to=colleague)
    late = cases.add(reference="CR-2043", details=DETAILS, by=case.lead, at=NOW)
    assert continuity.apply_due(at=NOW) == 0
    assert continuity.apply_due(at=NOW + timedelta(days=1)) == 1
    assert [lead_of(one) for one in (case, closed, late)] == [named, colleague, colleague]
    assert other.cases_led.count() == 0
    told = Notice.objects.filter(kind=NoticeKind.CASE_PASSED_ON).values_list("person", flat=True)
    assert sorted(told) == sorted([named.pk, colleague.pk, colleague.pk])


def test_nobody_leaves_their_cases_to_themselves(case: Case, administrator: Person) -> None:
    with pytest.raises(ValidationError, match="their own successor"):
        leave(case.lead, administrator, cases_to=case.lead)


def test_the_plan_lists_the_cases_by_reference_before_it_is_made(
    case: Case, colleague: Person, administrator: Person, signed_in: SignedIn
) -> None:
    note(case, case.lead, "Canaryword")
    page = f"/administration/continuity/departure/{case.lead_id}/"
    posted = {"last_on_0": TODAY.day, "last_on_1": TODAY.month, "last_on_2": TODAY.year}
    client = signed_in(administrator)
    refused = client.post(page, posted)
    assert (refused.status_code, b"Choose who leads their cases" in refused.content) == (422, True)
    shown = client.post(page, posted | {"cases_to": colleague.pk}).content.decode()
    assert "Cases they lead: 1" in shown
    assert "CR-2041" in shown
    assert f"{colleague.name} leads it from" in shown
    assert "Canaryword" not in shown
    client.post(page, posted | {"cases_to": colleague.pk, "confirm": "yes"})
    assert "Ben Marsh leads their cases." in client.get("/administration/continuity/").content.decode()


def test_somebody_without_cases_is_not_asked_about_them(
    colleague: Person, administrator: Person, signed_in: SignedIn
) -> None:
    page = signed_in(administrator).get(f"/administration/continuity/departure/{colleague.pk}/")
    assert b"Who leads their cases" not in page.content


def test_cases_left_behind_are_passed_on_by_an_administrator(
    case: Case, colleague: Person, administrator: Person, signed_in: SignedIn
) -> None:
    client = signed_in(administrator)
    page = f"/administration/continuity/cases/{case.lead_id}/"
    assert client.get(page).status_code == 404  # the lead is here
    assert b"1 cases they lead" in client.get(f"/administration/people/{case.lead_id}/close/").content
    client.post(f"/administration/people/{case.lead_id}/close/")
    assert b"Cases they still lead: 1" in client.get("/administration/continuity/").content
    assert client.post(page, {"to": colleague.pk}).status_code == 302
    assert lead_of(case) == colleague
    assert client.get(page).status_code == 404


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE casenotes_casehandover SET to_lead_id = from_lead_id",
        'UPDATE casenotes_casehandover SET "on" = "on" - 1',
        "DELETE FROM casenotes_casehandover",
        "UPDATE casenotes_casehandover SET applied_at = now(), taken_back_at = now()",
    ],
)
def test_the_database_keeps_what_was_named(attack: str, case: Case, colleague: Person) -> None:
    hand_on(case, colleague, TOMORROW)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)


def test_the_database_knows_one_naming_ahead(case: Case, colleague: Person) -> None:
    hand_on(case, colleague, TOMORROW)
    with pytest.raises(IntegrityError, match="one_case_handover_ahead"), transaction.atomic():
        CaseHandover.objects.create(
            case=case, from_lead=case.lead, to_lead=colleague, on=TODAY, planned_by=case.lead, planned_at=NOW
        )
