"""Can cases be written into a record, by one press or many, with nothing typed lost?"""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.sessions.models import DraftAnswer, KeptText, SupervisionSession
from tests.people import TODAY, add_case, lock
from tests.records.test_twice import whole_form

SignIn = Callable[[Person], Client]


def block(case: Case, number: int = 0, /, **given: str) -> dict[str, str]:
    told = {
        "case": str(case.pk), "analysed": "The evenings.", "continuum": "problematic", "tool": "orange",
        "child_needs": "Play.", "others_safety": "Doors.", "decision": "Football.", "why": "It keeps both.",
        "child_voice": "I want to swim.",
    }  # fmt: skip
    return {f"cases-{number}-{name}": value for name, value in (told | given).items()}


def form(draft: SupervisionSession, *blocks: dict[str, str]) -> dict[str, str]:
    posted = whole_form(draft) | {"cases-TOTAL_FORMS": str(len(blocks)), "cases-INITIAL_FORMS": "0"}
    for one in blocks:
        posted |= one
    return posted


def test_a_record_with_two_cases_is_sent_and_read(
    draft: SupervisionSession, case: Case, practitioner: Person, signed_in: SignIn
) -> None:
    other, client = add_case(practitioner, "CR-2042"), signed_in(practitioner)
    point = {"actions-0-what": "Visit", "actions-0-owner": str(practitioner.pk), "actions-0-case": str(other.pk)}
    posted = form(draft, block(case), block(other, 1, continuum="", tool="", child_voice="")) | point
    answer = client.post(
        f"/records/{draft.pk}/edit/", posted | {"actions-0-due_on": (TODAY + timedelta(days=30)).isoformat()}
    )
    assert answer.headers["Location"] == f"/records/{draft.pk}/"
    for person, page in ((practitioner, ""), (draft.supervisor, "sign/")):
        shown = signed_in(person).get(f"/records/{draft.pk}/{page}").content.decode()
        for words in ("CR-2041", "CR-2042", "Problematic", "Not placed", "Orange", "Not used", "The evenings.",
                      "It keeps both.", "I want to swim.", "For the case"):  # fmt: skip
            assert words in shown
    assert draft.action_points.get().case == other


def test_the_paper_holds_the_cases(sent_with_case: SupervisionSession, signed_in: SignIn) -> None:
    import io

    from pypdf import PdfReader

    lock(sent_with_case)
    answer = signed_in(sent_with_case.practitioner).get(f"/records/{sent_with_case.pk}/record.pdf")
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "CR-2041" in text
    assert "Problematic" in text


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"case": ""}, "Case 1: Choose the case"),
        ({"case": "11111111-1111-4111-8111-111111111111"}, "Case 1: Choose a case that is open to you"),
        ({"analysed": ""}, "Case 1: Write what was looked at together"),
        ({"why": ""}, "Case 1: Write why this was decided"),
    ],
)
def test_what_is_missing_is_said_beside_its_box_and_in_the_summary(
    given: dict[str, str], says: str, draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    answer = signed_in(draft.practitioner).post(f"/records/{draft.pk}/edit/", form(draft, block(case, **given)))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert says.removeprefix("Case 1: ") in page.split(says, 1)[1]
    assert "I want to swim." in page


def test_the_same_case_twice_is_said_at_the_second_block(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    answer = signed_in(draft.practitioner).post(f"/records/{draft.pk}/edit/", form(draft, block(case), block(case, 1)))
    assert answer.status_code == 422
    assert "Case 2: This case has a block of its own already" in answer.content.decode()


def test_an_empty_block_is_passed_over_and_a_removed_one_not_checked(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    removed = block(case, 1, analysed="") | {"cases-1-DELETE": "on"}
    empty = dict.fromkeys(block(case, 2), "")
    answer = signed_in(draft.practitioner).post(f"/records/{draft.pk}/edit/", form(draft, block(case), removed, empty))
    assert answer.status_code == 302
    assert draft.discussions.get().case == case


def test_only_the_cases_that_the_writer_may_open_are_offered(
    draft: SupervisionSession, case: Case, colleague: Person, signed_in: SignIn
) -> None:
    add_case(colleague, "CR-2050")
    page = signed_in(draft.practitioner).get(f"/records/{draft.pk}/edit/?row=cases").content.decode()
    assert "CR-2041" in page
    assert "CR-2050" not in page


def test_the_buttons_add_and_remove_a_block_without_scripts(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    client, address = signed_in(draft.practitioner), f"/records/{draft.pk}/edit/"
    assert '<legend class="govuk-fieldset__legend govuk-fieldset__legend--s" data-row-title>Case 1' not in (
        client.get(address).content.decode()
    )
    posted = {name: value for name, value in form(draft, block(case)).items() if name != "send"}
    added = client.post(address, posted | {"add_row": "cases"})
    assert added.headers["Location"] == f"{address}?row=cases#cases"
    page = client.get(f"{address}?row=cases").content.decode()
    assert "Case 2</legend>" in page
    assert "I want to swim." in page
    removed = client.post(address, posted | {"remove_row_1": "cases", "draft_versions": "{}"})
    assert removed.headers["Location"] == f"{address}#cases"
    page = client.get(address).content.decode()
    assert 'name="cases-0-DELETE" value="on"' in page
    assert client.post(address, posted | {"add_row": "actions"}).headers["Location"] == f"{address}?row=actions#actions"


def test_a_block_is_autosaved_with_versions_and_two_tabs_keep_both_texts(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    client, address = signed_in(draft.practitioner), f"/records/{draft.pk}/autosave/"
    name = "cases-0-decision"
    first = client.post(address, {"control": name, name: "Letters.", "draft_versions": "{}"})
    assert first.json()["versions"] == {name: 1}
    late = client.post(address, {"control": name, name: "Visits.", "draft_versions": "{}"})
    assert (late.status_code, late.json()["conflicts"]) == (409, {name: ["Letters."]})
    assert [json.loads(kept.values) for kept in KeptText.objects.all()] == [["Visits."]]
    page = client.get(f"/records/{draft.pk}/edit/").content.decode()
    assert "Letters." in page
    assert "Case 1: What was decided" in page  # above the other text


def test_a_case_chosen_in_two_tabs_is_kept_by_its_reference(
    draft: SupervisionSession, case: Case, practitioner: Person, signed_in: SignIn
) -> None:
    client, name = signed_in(practitioner), "cases-0-case"
    for one in (case, add_case(practitioner, "CR-2042")):
        client.post(f"/records/{draft.pk}/autosave/", {"control": name, name: str(one.pk), "draft_versions": "{}"})
    page = client.get(f"/records/{draft.pk}/edit/").content.decode()
    kept = page.split('id="kept-text-1"')[1].split("</section>")[0]
    assert "Case 1: Which case?" in kept
    assert "CR-2042" in kept


@pytest.mark.parametrize("name", ["cases-30-why", "cases-0-other", "cases-0-", "cases--why", "case-0-why"])
def test_what_is_no_control_of_a_block_is_not_kept(name: str, draft: SupervisionSession, signed_in: SignIn) -> None:
    answer = signed_in(draft.practitioner).post(
        f"/records/{draft.pk}/autosave/", {"control": name, name: "x", "draft_versions": "{}"}
    )
    assert answer.status_code == 200
    assert not DraftAnswer.objects.exists()


def test_a_block_posted_after_the_sign_in_ended_is_there_again(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    client, address = signed_in(draft.practitioner), f"/records/{draft.pk}/edit/"
    token = client.get(address).content.decode().split('name="carry_token" value="')[1].split('"')[0]
    client.logout()
    assert client.post(address, form(draft, block(case)) | {"carry_token": token}).status_code == 302
    client.force_login(draft.practitioner)
    page = client.get(address, follow=True).content.decode()
    assert "I want to swim." in page
    assert f'<option value="{case.pk}" selected' in page


def test_a_page_from_before_cases_were_asked_for_can_still_be_sent(
    draft: SupervisionSession, signed_in: SignIn
) -> None:
    answer = signed_in(draft.practitioner).post(f"/records/{draft.pk}/edit/", whole_form(draft))
    assert answer.status_code == 302
    assert not draft.discussions.exists()


def test_send_pressed_again_with_another_decision_is_refused_and_shown(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    client, address = signed_in(draft.practitioner), f"/records/{draft.pk}/edit/"
    assert client.post(address, form(draft, block(case))).status_code == 302
    assert client.post(address, form(draft, block(case))).status_code == 302
    answer = client.post(address, form(draft, block(case, decision="Chess instead.")))
    assert answer.status_code == 403
    assert "Chess instead." in answer.content.decode()


def test_markup_in_a_discussion_is_shown_as_it_was_typed(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    client = signed_in(draft.practitioner)
    client.post(f"/records/{draft.pk}/edit/", form(draft, block(case, decision="<b>bold</b>")))
    assert "&lt;b&gt;bold&lt;/b&gt;" in client.get(f"/records/{draft.pk}/").content.decode()
