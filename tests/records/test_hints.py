"""Is a word said of what may name somebody, wherever people write, once, without a word of it kept?"""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import Place, RecordState
from tests.people import PASSWORD, TODAY, lock, send, start
from tests.records.test_cases_discussed import block, form

SignIn = Callable[[Person], Client]
NAMED = "Spoke with Jamie Smith."
SAID = "Jamie Smith</strong> may be a name"


def seen_in(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]


BOXES = {
    "an answer": "answer",
    "who else was there": "others_present",
    "the note": "private_note",
    "what was looked at": "cases-0-analysed",
    "the needs": "cases-0-child_needs",
    "the safety": "cases-0-others_safety",
    "the decision": "cases-0-decision",
    "the why": "cases-0-why",
    "the voice": "cases-0-child_voice",
    "an action": "actions-0-what",
    "its why": "actions-0-why",
    "its how": "actions-0-how",
}


def control_of(draft: SupervisionSession, box: str) -> str:
    question = draft.template_version.questions.first() if draft.template_version else None
    return f"answer_{question.pk.hex}" if box == "answer" and question else box


def whole(draft: SupervisionSession, case: Case, **given: str) -> dict[str, str]:
    point = {"actions-0-what": "Visit.", "actions-0-why": "", "actions-0-how": ""}
    point |= {"actions-0-owner": str(draft.practitioner_id), "actions-0-due_on": TODAY.isoformat()}
    return form(draft, block(case)) | point | given


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_a_name_in_any_box_of_a_record_is_said_once_and_then_sent(
    box: str, draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    client, address = signed_in(draft.practitioner), f"/records/{draft.pk}/edit/"
    posted = whole(draft, case, **{control_of(draft, box): NAMED})
    asked = client.post(address, posted)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert SAID in page
    assert "all the same</button>" in page
    where = page.split(SAID, 1)[1].split("</li>")[0]
    target = where.split('href="#')[1].split('"')[0]
    assert target == f"id_{control_of(draft, box)}"
    assert f'id="{target}"' in page
    draft.refresh_from_db()
    assert draft.state == RecordState.DRAFT
    assert NAMED in client.get(address).content.decode()  # kept, as everything that is typed
    assert client.post(address, posted | {"seen": seen_in(page)}).headers["Location"] == f"/records/{draft.pk}/"
    draft.refresh_from_db()
    assert draft.state == RecordState.SENT


def test_a_name_that_is_new_since_it_was_said_is_said_too(
    draft: SupervisionSession, case: Case, signed_in: SignIn
) -> None:
    client, address = signed_in(draft.practitioner), f"/records/{draft.pk}/edit/"
    seen = seen_in(client.post(address, whole(draft, case, others_present=NAMED)).content.decode())
    more = {"others_present": f"{NAMED} And Priya Patel.", "seen": seen, "draft_versions": '{"others_present": 1}'}
    again = client.post(address, whole(draft, case, **more))
    assert "Priya Patel</strong> may be a name" in again.content.decode()
    assert SAID not in again.content.decode()


def test_a_name_in_a_removed_block_is_not_spoken_of(draft: SupervisionSession, case: Case, signed_in: SignIn) -> None:
    posted = whole(draft, case, **{"cases-0-decision": NAMED, "cases-0-DELETE": "on"})
    assert signed_in(draft.practitioner).post(f"/records/{draft.pk}/edit/", posted).status_code == 302


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_the_answer_of_an_autosave_says_it_beside_the_box(
    box: str, draft: SupervisionSession, signed_in: SignIn
) -> None:
    name = control_of(draft, box)
    posted = {"control": [name, "minutes"], name: NAMED, "minutes": "60", "draft_versions": "{}"}
    said = signed_in(draft.practitioner).post(f"/records/{draft.pk}/autosave/", posted).json()
    expected = {"remarks": [{"found": "Jamie Smith", "says": "may be a name"}], "more": 0}
    assert said["hints"] == {name: expected}


def test_what_is_no_longer_in_the_box_is_no_longer_said(draft: SupervisionSession, signed_in: SignIn) -> None:
    client, address = signed_in(draft.practitioner), f"/records/{draft.pk}/autosave/"
    client.post(address, {"control": "others_present", "others_present": NAMED, "draft_versions": "{}"})
    posted = {"control": "others_present", "others_present": "A student.", "draft_versions": '{"others_present": 1}'}
    assert client.post(address, posted).json()["hints"] == {"others_present": {"remarks": [], "more": 0}}


def test_nothing_of_it_is_logged_or_put_on_the_trail(
    draft: SupervisionSession, case: Case, signed_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    client = signed_in(draft.practitioner)
    with caplog.at_level(logging.DEBUG):
        client.post(f"/records/{draft.pk}/autosave/", {"control": "others_present", "others_present": NAMED})
        client.post(f"/records/{draft.pk}/edit/", whole(draft, case, others_present=NAMED))
    assert "Jamie" not in "".join(record.getMessage() for record in caplog.records)
    assert "Jamie" not in str(list(AuditEvent.objects.values("detail")))
    assert not draft.draft_answers.filter(control="seen").exists()


Pages = dict[str, tuple[str, dict[str, str], str]]


@pytest.fixture
def pages(arrangement: SupervisionArrangement, sent: SupervisionSession, locked_too: SupervisionSession) -> Pages:
    """Where else people write: the address, what is posted, and the box."""
    point = sent.action_points.first()
    assert point is not None
    review = TODAY + timedelta(days=300)
    agreement = {
        "how_often": "policy", "minutes": "60", "place": Place.VIDEO.value, "disagreements": "x",
        "review_on_0": str(review.day), "review_on_1": str(review.month), "review_on_2": str(review.year),
    }  # fmt: skip
    planned = {"planned_on_0": str(TODAY.day), "planned_on_1": str(TODAY.month), "planned_on_2": str(TODAY.year)}
    not_held = {"kind": "one_to_one", "not_held_by": "supervisor", "reason": "leave", "start_key": str(uuid.uuid4())}
    with_you, of = f"/records/with/{arrangement.pk}", f"/records/{sent.pk}"
    return {
        "the agenda": (f"{with_you}/agenda/", {"shared": "yes"}, "body"),
        "the agreement": (f"{with_you}/agreement/write/", agreement, "confidentiality"),
        "a private note": (f"{of}/note/", {"base_version": "0"}, "body"),
        "a comment": (f"{of}/comment/", {}, "text"),
        "a statement": (
            f"{of}/sign/",
            {"response": "agree_with_comment", "password": PASSWORD, "shown_version": "1"},
            "statement",
        ),
        "a follow-up": (f"/records/action-points/{point.pk}/", {"kind": "update"}, "body"),
        "why it is struck": (f"{of}/entered-in-error/", {}, "text"),
        "an addendum": (f"/records/{locked_too.pk}/addendum/", {"reason": "x"}, "body"),
        "why it was not held": (f"/records/not-held/{arrangement.pk}/", planned | not_held, "explanation"),
    }


@pytest.fixture
def locked_too(arrangement: SupervisionArrangement) -> SupervisionSession:
    return lock(send(start(arrangement)))


@pytest.mark.parametrize(
    "page",
    ["the agenda", "the agreement", "a private note", "a comment", "a statement", "a follow-up", "why it is struck",
     "an addendum", "why it was not held"],
)  # fmt: skip
def test_a_name_is_said_once_wherever_people_write_and_then_saved(
    page: str, pages: Pages, practitioner: Person, signed_in: SignIn
) -> None:
    client, (address, given, box) = signed_in(practitioner), pages[page]
    posted = given | {box: NAMED}
    asked = client.post(address, posted)
    shown = asked.content.decode()
    assert asked.status_code == 200, shown
    assert SAID in shown
    assert NAMED in shown
    assert 'data-guard="/cases/hints/"' in shown
    assert "js/guard" in shown
    assert client.post(address, posted | {"seen": seen_in(shown)}).status_code == 302


def test_words_that_name_nobody_are_saved_at_once(pages: Pages, practitioner: Person, signed_in: SignIn) -> None:
    address, given, box = pages["a comment"]
    assert signed_in(practitioner).post(address, given | {box: "He was calm."}).status_code == 302
