"""Does a button that is pressed twice lead to what the first press did, and leave one row?"""

from collections.abc import Callable

from django.test import Client

from accounts.models import Person
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import RecordState, RecordStep
from tests.people import PASSWORD, TODAY, send, sign

SignIn = Callable[[Person], Client]


def whole_form(draft: SupervisionSession) -> dict[str, str]:
    assert draft.template_version is not None
    asked = {
        f"answer_{question.pk.hex}": "He sat down.\r\nSo did I." for question in draft.template_version.questions.all()
    }
    held_on = {"held_on_0": str(TODAY.day), "held_on_1": str(TODAY.month), "held_on_2": str(TODAY.year)}
    row = {"actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0", "actions-0-what": "", "actions-0-owner": ""}
    about = {"kind": "one_to_one", "minutes": "60", "place": "video", "private_note": "Mine."}
    return {**asked, **held_on, **row, **about, "send": "1", "draft_versions": "{}"}


def test_send_pressed_twice_leads_to_the_record_and_sends_once(draft: SupervisionSession, signed_in: SignIn) -> None:
    client = signed_in(draft.practitioner)
    assert "The policy asks for at least 90 minutes." in client.get(f"/records/{draft.pk}/edit/").content.decode()
    answers = [client.post(f"/records/{draft.pk}/edit/", whole_form(draft)) for _ in range(2)]
    assert [answer.headers["Location"] for answer in answers] == [f"/records/{draft.pk}/"] * 2
    said = "This session is 60 minutes long. The policy asks for at least 90 minutes."  # though it went
    assert client.get(f"/records/{draft.pk}/").content.decode().count(said) == 1
    assert draft.events.filter(step=RecordStep.SEND).count() == 1
    draft.refresh_from_db()
    assert draft.content_version == 1


def test_other_words_after_the_sending_are_refused_and_shown(draft: SupervisionSession, signed_in: SignIn) -> None:
    client = signed_in(draft.practitioner)
    client.post(f"/records/{draft.pk}/edit/", whole_form(draft))
    answer = client.post(f"/records/{draft.pk}/edit/", whole_form(draft) | {"others_present": "A student was there."})
    assert answer.status_code == 403
    assert "A student was there." in answer.content.decode()


def test_send_pressed_again_after_the_lock_leads_to_the_record(draft: SupervisionSession, signed_in: SignIn) -> None:
    client = signed_in(draft.practitioner)
    form = whole_form(draft) | {"actions-0-what": "Visit", "actions-0-owner": str(draft.practitioner_id)}
    form |= {"actions-0-due_on": TODAY.isoformat(), "private_note": "Mine.\r\nStill.", "functions": "support"}
    client.post(f"/records/{draft.pk}/edit/", form)
    draft.refresh_from_db()
    for person in (draft.practitioner, draft.supervisor):
        sign(draft, person)
    assert client.post(f"/records/{draft.pk}/edit/", form).headers["Location"] == f"/records/{draft.pk}/"
    for changed in ({"private_note": "Another."}, {"minutes": "61"}, {"actions-0-what": "Call"}):
        assert client.post(f"/records/{draft.pk}/edit/", form | changed).status_code == 403


def test_sign_pressed_twice_leads_to_the_record_and_signs_once(sent: SupervisionSession, signed_in: SignIn) -> None:
    posted = {
        "response": "do_not_agree",
        "statement": "Workload\r\nis missing.",
        "password": PASSWORD,
        "shown_version": "1",
    }
    for person in (sent.practitioner, sent.supervisor):  # the second one's first press locks the record
        client = signed_in(person)
        answers = [client.post(f"/records/{sent.pk}/sign/", posted) for _ in range(2)]
        assert [answer.headers.get("Location") for answer in answers] == [f"/records/{sent.pk}/"] * 2
    assert sent.signatures.count() == 2
    sent.refresh_from_db()
    assert sent.state == RecordState.LOCKED


def test_another_answer_after_the_signature_is_refused_and_shown(sent: SupervisionSession, signed_in: SignIn) -> None:
    sign(sent, sent.practitioner)
    posted = {
        "response": "do_not_agree",
        "statement": "Workload is missing.",
        "password": PASSWORD,
        "shown_version": "1",
    }
    answer = signed_in(sent.practitioner).post(f"/records/{sent.pk}/sign/", posted)
    assert answer.status_code == 403
    assert "Workload is missing." in answer.content.decode()


def test_return_take_back_and_strike_pressed_twice_lead_where_the_first_press_led(
    sent: SupervisionSession, signed_in: SignIn
) -> None:
    writer, reviewer = signed_in(sent.writer), signed_in(sent.supervisor)
    record = f"/records/{sent.pk}/"

    def twice(client: Client, page: str, posted: dict[str, str], leads_to: str) -> None:
        answers = [client.post(f"{record}{page}", posted) for _ in range(2)]
        assert [answer.headers.get("Location") for answer in answers] == [leads_to] * 2

    twice(reviewer, "return/", {"text": "Please say more."}, record)
    assert writer.post(f"{record}return/", {"text": "Please say more."}).status_code == 403
    sent.refresh_from_db()
    send(sent)
    twice(writer, "take-back/", {}, f"{record}edit/")
    sent.refresh_from_db()
    send(sent)
    twice(writer, "entered-in-error/", {"text": "Of another day."}, record)
    assert reviewer.post(f"{record}entered-in-error/", {"text": "Of another day."}).status_code == 403
    for step in (RecordStep.RETURN, RecordStep.TAKE_BACK, RecordStep.STRIKE):
        assert sent.events.filter(step=step).count() == 1


def test_an_agreement_that_is_posted_twice_is_one_version(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    client, address = signed_in(arrangement.supervisor), f"/records/with/{arrangement.pk}/agreement/write/"
    posted = {
        "how_often": "own", "interval_days": "28", "minutes": "90", "place": "video",
        "confidentiality": "What is said\r\nstays here.", "disagreements": "We ask the manager.", "adjustments": "",
        "review_on_0": "1", "review_on_1": "6", "review_on_2": str(TODAY.year + 1),
    }  # fmt: skip
    answers = [client.post(address, posted) for _ in range(2)]
    assert [answer.headers.get("Location") for answer in answers] == [address.removesuffix("write/")] * 2
    assert arrangement.agreements.count() == 1
    client.post(address, posted | {"minutes": "60"})
    assert arrangement.agreements.count() == 2


def test_progress_that_is_posted_twice_is_one_row(locked: SupervisionSession, signed_in: SignIn) -> None:
    point, client = locked.action_points.all()[0], signed_in(locked.practitioner)
    address = f"/records/action-points/{point.pk}/"
    for kind, rows in (("update", 1), ("done", 2)):
        posted = {"kind": kind, "body": "I rang the school.\r\nThey will write."}
        answers = [client.post(address, posted) for _ in range(2)]
        assert [answer.headers.get("Location") for answer in answers] == [address] * 2
        assert point.progress.count() == rows
