"""Do the pages of cases open to the right people, and does the guard say its word once and let it be?"""

import html
import logging
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case, CaseNote, PartnerAgency
from supervision.casenotes.services import cases, notes
from supervision.casenotes.words import PathwayFor, PathwayStage
from supervision.sessions.services import covers
from supervision.times import long_day
from supervision.vocabulary import AuditAction
from tests.cases.cast import DETAILS, give, note
from tests.people import NOW, TODAY

SignedIn = Callable[[Person], Client]
LABEL = "an off" + "ender"  # in two pieces: the whole word stands nowhere here
NAMED = f"Visited with Jamie Smith, born 12/03/2013, call 07700 900123. He is {LABEL}."
CLEAN = "A calm visit. He showed me his drawings."

# Who reads the page, writes a note, changes what is known, and gives access.
EXPECTED = {
    "lead": (200, 200, 200, 200),
    "given": (200, 200, 403, 403),
    "lead_supervisor": (200, 403, 403, 200),
    "cover": (200, 403, 403, 403),
    **dict.fromkeys(["specialist", "expired", "taken", "former", "unrelated", "colleague"], (404, 404, 404, 404)),
}


@pytest.mark.parametrize("who", EXPECTED)
def test_each_relation_opens_what_it_should(
    who: str, case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    client = signed_in(people[who])
    pages = ("", "notes/add/", "change/", "access/")
    assert tuple(client.get(f"/cases/{case.pk}/{page}").status_code for page in pages) == EXPECTED[who]
    listed = b"CR-2041" in client.get("/cases/").content
    assert listed == (EXPECTED[who][0] == 200)


def test_open_cases_are_listed_before_closed_ones(case: Case, signed_in: SignedIn) -> None:
    cases.add(reference="CR-2090", details=DETAILS, by=case.lead, at=NOW)
    cases.close(case=case, closed_on=TODAY, by=case.lead, at=NOW)
    page = signed_in(case.lead).get("/cases/").content.decode()
    assert page.index("CR-2090") < page.index("CR-2041")


def test_the_form_that_adds_a_case_answers_alike_whether_others_have_one_and_whoever_opens_both_is_led_to_both(
    case: Case, colleague: Person, people: dict[str, Person], signed_in: SignedIn
) -> None:
    page = signed_in(colleague).get("/cases/add/").context["form"]
    posted = {name: field.choices[0][0] for name, field in page.fields.items() if name in
              ("age_band", "learning_disability", "autism", "assessment")}  # fmt: skip
    posted |= {"since_0": TODAY.day, "since_1": TODAY.month, "since_2": TODAY.year}
    answers = [
        signed_in(colleague).post("/cases/add/", {**posted, "reference": reference}, follow=True)
        for reference in ("CR-2041", "CR-9999")
    ]
    told = [answer.content.decode() for answer in answers]
    pk = [answer.context["case"].pk for answer in answers]
    same = [text.replace("CR-9999", "CR-2041").replace(str(pk[1]), str(pk[0])) for text in told]
    own = [re.sub(r'middlewaretoken" value="\w+"', "", text.split("<main")[1]) for text in same]
    assert own[0] == own[1]
    give(case, people["given"])
    give(Case.objects.get(pk=pk[0]), people["given"])
    found = signed_in(people["given"]).post("/cases/find/", {"reference": "CR-2041"})
    assert {one.pk for one in found.context["page"]} == {case.pk, pk[0]}


def test_access_counts_from_the_next_request_and_ends_with_the_next(
    case: Case, colleague: Person, signed_in: SignedIn
) -> None:
    client, lead = signed_in(colleague), signed_in(case.lead)
    assert client.get(f"/cases/{case.pk}/").status_code == 404
    assert lead.post(f"/cases/{case.pk}/access/", {"person": colleague.pk, "ends_on": ""}).status_code == 302
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    row = case.access.get()
    assert lead.post(f"/cases/{case.pk}/access/{row.pk}/take/").status_code == 302
    assert client.get(f"/cases/{case.pk}/").status_code == 404


def test_a_supervisor_reads_twelve_months_of_next_steps_and_no_more(
    case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    Case.objects.filter(pk=case.pk).update(since=TODAY - timedelta(days=900))
    for days, word in ((366, "Oldstep"), (365, "Newstep")):
        notes.add_step(
            case=case, need=PathwayFor.AUTISM, stage=PathwayStage.WAITING, dated_on=TODAY - timedelta(days=days),
            next_step=word, key=uuid.uuid4(), by=case.lead, at=NOW,
        )  # fmt: skip
    shown = {who: signed_in(people[who]).get(f"/cases/{case.pk}/").content.decode() for who in EXPECTED}
    assert {who for who, page in shown.items() if "Newstep" in page} == {
        "lead", "given", "lead_supervisor", "cover",
    }  # fmt: skip
    assert {who for who, page in shown.items() if "Oldstep" in page} == {"lead", "given"}
    known = shown["cover"].split('id="known"')[1]
    assert ["Next: Newstep" in known, "Oldstep" in shown["lead"].split('id="known"')[1]] == [True, False]


def test_what_is_known_says_how_far_each_way_to_a_diagnosis_has_come_who_is_in_it_and_who_opens_it(
    case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    agencies = PartnerAgency.objects.order_by("name")[:2]
    case.agencies.set(agencies)
    for days, need, stage in (
        (2, PathwayFor.AUTISM, PathwayStage.ASSESSING),
        (9, PathwayFor.AUTISM, PathwayStage.WAITING),
        (5, PathwayFor.LEARNING_DISABILITY, PathwayStage.STOPPED),
    ):
        notes.add_step(
            case=case, need=need, stage=stage, dated_on=TODAY - timedelta(days=days), next_step="x",
            key=uuid.uuid4(), by=case.lead, at=NOW,
        )  # fmt: skip
    page = signed_in(case.lead).get(f"/cases/{case.pk}/")
    card, access = page.content.decode().split('id="known"')[1].split("Who else has access")
    known = {
        "Learning disability": "Suspected", "Autism": "On a diagnosis pathway", "AIM3 assessment": "Referred",
        "Agencies": ", ".join(one.name for one in agencies),
    }  # fmt: skip
    terms = [f"<dt><strong>{term}</strong></dt><dd>{html.escape(said)}" for term, said in known.items()]
    assert [term for term in terms if term not in card] == []
    assert [people[who].name in access for who in ("given", "expired", "taken")] == [True, False, False]
    assert page.context["reached"] == {
        "autism": f"Being assessed, {long_day(TODAY - timedelta(days=2))}",
        "learning_disability": f"Not taken further, {long_day(TODAY - timedelta(days=5))}",
    }


def test_a_supervisor_reads_twelve_months_of_notes_and_no_more(
    case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    Case.objects.filter(pk=case.pk).update(since=TODAY - timedelta(days=900))
    old = note(case, case.lead, "Oldword", dated_on=TODAY - timedelta(days=366))
    note(case, case.lead, "Newword", dated_on=TODAY - timedelta(days=365))
    shown = {who: signed_in(people[who]).get(f"/cases/{case.pk}/").content.decode() for who in EXPECTED}
    assert {who for who, page in shown.items() if "Newword" in page} == {
        "lead", "given", "lead_supervisor", "cover",
    }  # fmt: skip
    assert {who for who, page in shown.items() if "Oldword" in page} == {"lead", "given"}
    address = f"/cases/{case.pk}/notes/{old.pk}/addendum/"
    assert signed_in(people["lead_supervisor"]).get(address).status_code == 404


def test_a_change_of_supervisor_counts_from_the_next_request(
    case: Case, people: dict[str, Person], signed_in: SignedIn
) -> None:
    client = signed_in(people["cover"])
    assert client.get(f"/cases/{case.pk}/").status_code == 200
    covers.end_now(cover=people["cover"].supervising.get(), by=case.lead, at=NOW)
    assert client.get(f"/cases/{case.pk}/").status_code == 404


def test_a_note_of_another_case_is_not_found_through_ones_own(
    case: Case, colleague: Person, signed_in: SignedIn
) -> None:
    other = cases.add(reference="CR-2050", details=DETAILS, by=colleague, at=NOW)
    theirs = note(other, colleague)
    address = f"/cases/{case.pk}/notes/{theirs.pk}/addendum/"
    assert signed_in(case.lead).get(address).status_code == 404
    assert signed_in(case.lead).post(address, {"reason": "x", "body": "x", "key": uuid.uuid4()}).status_code == 404


@pytest.mark.parametrize("typed", ["CR-2041", " cr 2041 ", "cr–2041"])
def test_a_case_is_found_by_its_reference_by_post_and_the_search_is_on_the_trail(
    typed: str, case: Case, colleague: Person, signed_in: SignedIn
) -> None:
    found = signed_in(case.lead).post("/cases/find/", {"reference": typed})
    assert found["Location"] == f"/cases/{case.pk}/"
    theirs = signed_in(colleague).post("/cases/find/", {"reference": typed})
    nobodys = signed_in(colleague).post("/cases/find/", {"reference": "CR-9999"})
    assert theirs.status_code == nobodys.status_code == 422
    assert "No case with this reference is open to you" in theirs.content.decode()
    rows = AuditEvent.objects.filter(action=AuditAction.SEARCHED).order_by("pk")
    assert list(rows.values_list("object_id", "detail")) == [(str(case.pk), {}), ("", {}), ("", {})]


def test_what_is_no_reference_is_not_looked_for(case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(case.lead).post("/cases/find/", {"reference": "Jamie Smith"})
    assert answer.status_code == 422
    assert not AuditEvent.objects.filter(action=AuditAction.SEARCHED).exists()
    assert "Jamie" not in str(list(AuditEvent.objects.values("detail")))


def posted(body: str, **given: Any) -> dict[str, Any]:
    return {"dated_on": TODAY.isoformat(), "kind": "contact", "body": body, "key": str(uuid.uuid4())} | given


def seen_in(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


def test_a_text_that_names_nobody_is_saved_at_once(case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(case.lead).post(f"/cases/{case.pk}/notes/add/", posted(CLEAN))
    assert answer["Location"] == f"/cases/{case.pk}/"
    assert case.notes.get().body == CLEAN


def test_a_note_posted_after_the_sign_in_ended_is_there_again(case: Case, signed_in: SignedIn) -> None:
    client, address = signed_in(case.lead), f"/cases/{case.pk}/notes/add/"
    token = client.get(address).content.decode().split('name="carry_token" value="')[1].split('"')[0]
    client.logout()
    assert client.post(address, posted(CLEAN, carry_token=token)).status_code == 302
    client.force_login(case.lead)
    assert CLEAN in client.get(address).content.decode()


def test_what_may_name_somebody_is_said_once_with_the_text_kept_and_then_saved(case: Case, signed_in: SignedIn) -> None:
    client, address, form = signed_in(case.lead), f"/cases/{case.pk}/notes/add/", posted(NAMED)
    asked = client.post(address, form)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert not case.notes.exists()
    for words in ("Jamie Smith</strong> may be a name", "may be a date of birth", "may be a telephone number",
                  "ender</strong> may label somebody", "Save it all the same", NAMED):  # fmt: skip
        assert words in page
    assert client.post(address, form | {"seen": seen_in(page)}).status_code == 302
    assert case.notes.get().body == NAMED


def test_a_name_that_is_new_since_it_was_said_is_said_too(case: Case, signed_in: SignedIn) -> None:
    client, address = signed_in(case.lead), f"/cases/{case.pk}/notes/add/"
    seen = seen_in(client.post(address, posted("Spoke with Jamie Smith.")).content.decode())
    again = client.post(address, posted("Spoke with Jamie Smith and Priya Patel.", seen=seen)).content.decode()
    assert "Priya Patel</strong> may be a name" in again
    assert "Jamie Smith</strong>" not in again
    assert client.post(address, posted("Spoke with Priya Patel.", seen=seen_in(again))).status_code == 302


def test_at_most_ten_are_listed_and_the_rest_counted(case: Case, signed_in: SignedIn) -> None:
    text = " ".join(f"Write to person{number}@example.org." for number in range(14))
    page = signed_in(case.lead).post(f"/cases/{case.pk}/notes/add/", posted(text)).content.decode()
    assert page.count("may be an e-mail address") == 10
    assert "and 4 more" in page


def test_a_text_with_more_to_say_than_travels_with_its_form_is_saved_too(case: Case, signed_in: SignedIn) -> None:
    client, address = signed_in(case.lead), f"/cases/{case.pk}/notes/add/"
    postcodes = product("MLBS", range(1, 7), range(1, 10), "ABD", "AB")
    text = ",".join(f"{area}{one} {two}{left}{right}" for area, one, two, left, right in postcodes)
    page = client.post(address, posted(text)).content.decode()
    assert client.post(address, posted(text, seen=seen_in(page))).status_code == 302


def test_the_guard_looks_at_addenda_and_steps(case: Case, signed_in: SignedIn) -> None:
    written, client, key = note(case, case.lead), signed_in(case.lead), str(uuid.uuid4())
    address = f"/cases/{case.pk}/notes/{written.pk}/addendum/"
    form = {"reason": "For Jamie Smith", "body": "More.", "key": key}
    page = client.post(address, form).content.decode()
    assert "Jamie Smith</strong> may be a name" in page
    assert client.post(address, form | {"seen": seen_in(page)}).status_code == 302
    assert written.addenda.get().reason == "For Jamie Smith"
    step = {"need": "autism", "stage": "waiting", "dated_on": TODAY.isoformat(), "key": key}
    address = f"/cases/{case.pk}/pathway/add/"
    page = client.post(address, step | {"next_step": "Jamie Smith rings."}).content.decode()
    assert "Jamie Smith</strong> may be a name" in page
    assert client.post(address, step | {"next_step": ""}).status_code == 302


def test_hints_beside_the_box_are_answered_and_neither_stored_nor_logged(
    case: Case, signed_in: SignedIn, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(case.lead)
    client.get("/cases/")
    rows = AuditEvent.objects.count()
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/cases/hints/", {"text": NAMED})
    said = answer.json()
    assert {"found": "Jamie Smith", "says": "may be a name"} in said["remarks"]
    assert said["more"] == 0
    assert AuditEvent.objects.count() == rows
    assert not CaseNote.objects.exists()
    assert "Jamie" not in "".join(record.getMessage() for record in caplog.records)


def test_a_text_too_long_is_told_so_and_kept(case: Case, signed_in: SignedIn) -> None:
    answer = signed_in(case.lead).post(f"/cases/{case.pk}/notes/add/", posted("x" * 10_001))
    assert answer.status_code == 422
    assert "Use 10,000 characters or fewer" in answer.content.decode()
    assert "x" * 10_001 in answer.content.decode()


def test_markup_in_a_note_is_shown_as_it_was_typed(case: Case, signed_in: SignedIn) -> None:
    note(case, case.lead, "<b>bold</b>")
    assert "&lt;b&gt;bold&lt;/b&gt;" in signed_in(case.lead).get(f"/cases/{case.pk}/").content.decode()


def test_a_case_is_added_changed_closed_and_opened_again(practitioner: Person, signed_in: SignedIn) -> None:
    client = signed_in(practitioner)
    known = {
        "reference": "cr 2077", "age_band": "13_to_15", "since_0": "5", "since_1": "1", "since_2": "2026",
        "learning_disability": "known", "autism": "on_pathway", "assessment": "referred", "agencies": [],
    }  # fmt: skip
    assert client.post("/cases/add/", known | {"reference": "CR-120313"}).status_code == 422
    told = client.post("/cases/add/", known | {"reference": "JS-2012"}).content.decode()
    assert ["could be initials" in told, Case.objects.count()] == [True, 0]  # and a year: said once
    again = {"reference": "JS-2012", "seen": seen_in(told)}
    assert client.post("/cases/add/", known | again).status_code == 302
    added = client.post("/cases/add/", known)
    case = Case.objects.get(reference="CR-2077")
    assert added["Location"] == f"/cases/{case.pk}/"
    assert client.post("/cases/add/", known).status_code == 422
    changed = client.post(f"/cases/{case.pk}/change/", known | {"assessment": "complete", "base_version": 1})
    assert changed.status_code == 302
    stale = client.post(f"/cases/{case.pk}/change/", known | {"base_version": 1})
    assert "changed in another tab" in stale.content.decode()
    day = {"closed_on_0": TODAY.day, "closed_on_1": TODAY.month, "closed_on_2": TODAY.year}
    assert client.post(f"/cases/{case.pk}/close/", day).status_code == 302
    assert client.get(f"/cases/{case.pk}/notes/add/").status_code == 403
    assert client.post(f"/cases/{case.pk}/reopen/").status_code == 302
    assert client.get(f"/cases/{case.pk}/notes/add/").status_code == 200


def test_reading_is_on_the_trail_with_what_was_shown(case: Case, signed_in: SignedIn) -> None:
    written = note(case, case.lead)
    signed_in(case.lead).get(f"/cases/{case.pk}/")
    read = AuditEvent.objects.get(action=AuditAction.READ, kind="case")
    assert (read.object_id, read.detail) == (str(case.pk), {"ids": [str(written.pk)]})


def test_the_lead_supervisor_gives_and_takes_access(case: Case, people: dict[str, Person], signed_in: SignedIn) -> None:
    client = signed_in(people["lead_supervisor"])
    given = {"person": people["colleague"].pk, "ends_on": (TODAY + timedelta(days=7)).isoformat()}
    assert client.post(f"/cases/{case.pk}/access/", given).status_code == 302
    past = given | {"ends_on": (TODAY - timedelta(days=1)).isoformat()}
    assert client.post(f"/cases/{case.pk}/access/", past).status_code == 422
    row = case.access.get(person=people["colleague"], taken_at=None)
    assert client.post(f"/cases/{case.pk}/access/{row.pk}/take/").status_code == 302
    assert client.post(f"/cases/{case.pk}/access/{row.pk}/take/").status_code == 404
