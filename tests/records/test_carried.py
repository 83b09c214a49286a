"""Does somebody whose sign-in ran out find what they had typed in the form again, and nobody else?"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Person
from supervision.policy import Denied
from supervision.records import keeping
from supervision.sessions.models import CarriedPost, DraftAnswer, PlannedSession, SupervisionSession
from supervision.sessions.services import carrying, planning, records
from supervision.vocabulary import Place
from tests.formpack.markup import Markup
from tests.people import NOW, PASSWORD, TODAY, lock, send

SignIn = Callable[[Person], Client]
WORDS = "He sat on the <third> step, and I waited."
DAY = {"0": str(TODAY.day), "1": str(TODAY.month), "2": str(TODAY.year + 1)}

FORMS: dict[str, tuple[str, dict[str, str]]] = {
    "a private note": ("/records/{record}/note/", {"body": WORDS}),
    "a comment": ("/records/{record}/comment/", {"text": WORDS}),
    "a return": ("/records/{record}/return/", {"text": WORDS}),
    "a statement": (
        "/records/{record}/sign/",
        {"response": "do_not_agree", "statement": WORDS, "password": PASSWORD},
    ),
    "a strike": ("/records/{record}/entered-in-error/", {"text": WORDS}),
    "progress": ("/records/action-points/{point}/", {"kind": "update", "body": WORDS}),
    "an agenda item": ("/records/with/{arrangement}/agenda/", {"shared": "no", "body": WORDS}),
    "an agreement": (
        "/records/with/{arrangement}/agreement/write/",
        {"how_often": "own", "interval_days": "28", "minutes": "60", "place": "video",
         "confidentiality": WORDS, "disagreements": "x",
         "less_often_reason": "x", **{f"review_on_{part}": value for part, value in DAY.items()}},
    ),
    "why it was not held": (
        "/records/not-held/{arrangement}/",
        {"kind": "one_to_one", "explanation": WORDS, "not_held_by": "practitioner", "reason": "other",
         "planned_on_0": str(TODAY.day), "planned_on_1": str(TODAY.month), "planned_on_2": str(TODAY.year)},
    ),
    "why it is cancelled": (
        "/records/planned/{planned}/cancel/",
        {"not_held_by": "practitioner", "reason": "other", "explanation": WORDS},
    ),
    "an addendum": ("/records/{locked}/addendum/", {"reason": "A new fact", "body": WORDS}),
}  # fmt: skip


@dataclass
class Late:
    """A form that somebody opened, and posts when they are not signed in any more."""

    address: str
    person: Person
    client: Client
    typed: dict[str, str]

    def post(self, **more: str) -> None:
        opened = self.client.get(self.address).content.decode()
        del self.client.cookies["sessionid"]
        answer = self.client.post(self.address, {**hidden(opened), **self.typed, **more})
        assert answer.headers["Location"] == f"/account/login/?next={self.address}"

    def found(self) -> Markup:
        self.client.force_login(self.person)
        answer = self.client.get(self.address)
        assert answer.status_code == 200
        return Markup(answer.content.decode())


def hidden(html: str) -> dict[str, str]:
    inputs = Markup(html).all("input", type="hidden")
    return {one.attrs["name"]: one.attrs.get("value", "") for one in inputs if "name" in one.attrs}


def boxes(page: Markup) -> list[str]:
    return [box.text for box in page.all("textarea")]


@pytest.fixture(params=FORMS)
def late(request: pytest.FixtureRequest, sent: SupervisionSession, signed_in: SignIn) -> Late:
    pattern, typed = FORMS[request.param]
    point = sent.action_points.first()
    assert point is not None
    if "{locked}" in pattern:
        lock(sent)
    of = {"record": sent.pk, "locked": sent.pk, "point": point.pk, "arrangement": sent.arrangement_id}
    address = pattern.format(**of, planned=booked(sent).pk if "{planned}" in pattern else "")
    return Late(address, sent.supervisor, signed_in(sent.supervisor), typed)


def booked(sent: SupervisionSession) -> PlannedSession:
    return planning.book(
        arrangement=sent.arrangement, slot=planning.Slot(NOW + timedelta(days=3), 60, Place.VIDEO),
        kind_id="one_to_one", booking_key=uuid.uuid4(), by=sent.supervisor, at=NOW,
    )  # fmt: skip


def test_the_words_are_in_the_form_again_until_it_is_posted(late: Late) -> None:
    late.post()
    for _ in range(2):  # also when the page did not arrive the first time
        page = late.found()
        assert WORDS in boxes(page)
        assert PASSWORD not in [one.attrs.get("value") for one in page.elements]
        assert page.all("input", name="response", value="do_not_agree", checked="") or "response" not in late.typed
    again = {
        one.attrs["name"]: one.attrs.get("value", "") for one in page.all("input", type="hidden") if "name" in one.attrs
    }
    assert late.client.post(late.address, {**again, **late.typed}).status_code == 302
    assert not CarriedPost.objects.exists()


def test_somebody_else_who_signs_in_there_sees_nothing_of_it(
    late: Late, sent: SupervisionSession, colleague: Person, administrator: Person
) -> None:
    late.post()
    for person in (sent.practitioner, colleague, administrator):
        late.client.force_login(person)
        assert b"He sat on the" not in late.client.get(late.address).content
    assert WORDS in boxes(late.found())


def test_what_is_stored_is_sealed_and_without_the_password(late: Late) -> None:
    late.post()
    with connection.cursor() as cursor:
        cursor.execute("SELECT fields FROM supervision_sessions_carriedpost")
        (stored,) = cursor.fetchone()
    assert b"third" not in bytes(stored)
    assert "password" not in carrying.fields_of(CarriedPost.objects.get())


def test_a_form_that_ran_out_twice_is_kept_once(late: Late) -> None:
    late.post()
    late.found()
    late.post()
    assert CarriedPost.objects.count() == 1
    assert WORDS in boxes(late.found())


def test_a_form_whose_token_is_not_ours_is_dropped(late: Late) -> None:
    late.post(carry_token="made:up:here")
    assert not CarriedPost.objects.exists()


@pytest.fixture
def from_before(late: Late) -> Late:
    """A form of a page from before its person signed in again, in another tab: its token is an old one."""
    late.client = Client(enforce_csrf_checks=True)
    late.client.force_login(late.person)
    late.typed |= hidden(late.client.get(late.address).content.decode())
    late.client.cookies["csrftoken"] = "n" * 32
    return late


def test_a_form_from_before_signing_in_again_leads_back_to_itself_filled_in(from_before: Late) -> None:
    answer = from_before.client.post(from_before.address, from_before.typed)
    assert answer.headers["Location"] == from_before.address
    assert WORDS in boxes(from_before.found())


def test_a_form_from_before_somebody_else_signed_in_shows_them_nothing(from_before: Late, colleague: Person) -> None:
    from_before.client.force_login(colleague)
    answer = from_before.client.post(from_before.address, from_before.typed)
    assert answer.status_code == 403
    assert b"He sat on the" not in answer.content
    assert WORDS in boxes(from_before.found())


@pytest.fixture
def writing(draft: SupervisionSession, signed_in: SignIn) -> Late:
    typed = {"private_note": WORDS, "minutes": "75", "later": "1"}
    return Late(f"/records/{draft.pk}/edit/", draft.practitioner, signed_in(draft.practitioner), typed)


def test_the_record_form_puts_the_words_into_the_draft(writing: Late) -> None:
    writing.post()
    writing.client.force_login(writing.person)
    assert writing.client.get(writing.address).headers["Location"] == writing.address
    page = writing.found()
    assert WORDS in boxes(page)
    assert page.one("input", name="minutes").attrs["value"] == "75"
    assert not CarriedPost.objects.exists()


def test_what_cannot_be_put_into_the_draft_stays_carried(writing: Late, draft: SupervisionSession) -> None:
    writing.post()
    with pytest.raises(Denied):
        keeping.restore(_sent_meanwhile(draft), writing.person, writing.address)
    assert CarriedPost.objects.count() == 1
    assert not DraftAnswer.objects.exists()
    writing.client.force_login(writing.person)
    answer = writing.client.get(writing.address)
    assert answer.status_code == 403
    assert "&lt;third&gt; step" in answer.content.decode()


def _sent_meanwhile(draft: SupervisionSession) -> SupervisionSession:
    return send(draft)


def test_discarding_a_draft_discards_what_was_carried_to_it(writing: Late, draft: SupervisionSession) -> None:
    writing.post()
    records.discard(supervision_session=draft, by=draft.writer, at=NOW)
    assert not CarriedPost.objects.exists()


def test_what_was_carried_is_handed_out_once_and_only_to_its_person(practitioner: Person, supervisor: Person) -> None:
    carrying.carry(person=practitioner, path="/here/", fields={"minutes": ["60"]}, at=NOW)
    handed_out = [carrying.take(path="/here/", by=person) for person in (supervisor, practitioner, practitioner)]
    assert handed_out == [[], [{"minutes": ["60"]}], []]
