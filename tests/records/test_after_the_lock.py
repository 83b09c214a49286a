"""Does a whole form that was open when the record was locked change it? Each is taken before the lock, and not after.

That it is taken before shows that it is whole: what refuses it afterwards is the lock and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from accounts.models import Person
from supervision.sessions.content import as_locked, hash_of
from supervision.sessions.kept_queries import kept_texts
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import drafts
from tests.canary.test_swapped_ids import checksums
from tests.gatherings import cast, clinic_cast
from tests.people import NOW, PASSWORD, TODAY, lock, make_person, send, start
from tests.support.whole_forms import whole_form

ANSWER = "the first question"
WRITER, REVIEWER = "practitioner", "supervisor"


@dataclass(frozen=True)
class Whole:
    """What somebody changes in a form, on top of what the page gave, and where it is sent."""

    by: str
    given: dict[str, Any] = field(default_factory=dict)
    page: str = ""  # where the form is, if it is sent elsewhere


RECORD_FORMS: dict[str, tuple[str, Whole]] = {
    "records:edit": ("draft", Whole(WRITER, {"minutes": "45", "place": "video", "send": "1", ANSWER: "He sat down."})),
    "records:autosave": ("draft", Whole(WRITER, {"minutes": "45", "control": "minutes"}, page="records:edit")),
    "records:discard": ("draft", Whole(WRITER)),
    "records:take_back": ("sent", Whole(WRITER)),
    "records:return": ("sent", Whole(REVIEWER, {"text": "Say more of the decision."})),
    "records:comment": ("sent", Whole(WRITER, {"text": "I have another thought."})),
    "records:sign": (
        "sent",
        Whole(REVIEWER, {"response": "do_not_agree", "statement": "The workload is missing.", "password": PASSWORD}),
    ),
    "records:rate": ("sent", Whole(REVIEWER, {f"rating_{number}": "2" for number in range(1, 11)})),
}  # fmt: skip
# Made for what comes after: they stand beside the record, or strike it through, and change nothing in it.
RECORD_AFTERWARDS = {"records:addendum", "records:strike", "records:note", "records:forget_kept"}

GROUP_FORMS: dict[str, tuple[str, Whole]] = {
    "gatherings:meeting": ("draft", Whole(REVIEWER, {"starts": "10:00", "venue": "The Quince Room"})),
    "gatherings:write": ("draft", Whole(REVIEWER, {"minutes": "45"})),
    "gatherings:attendance": ("draft", Whole(REVIEWER, {"presenter": ""})),
    "gatherings:points": ("draft", Whole(REVIEWER, {"points-0-what": "Ask the school once more."})),
    "gatherings:keep_texts": (
        "draft",
        Whole(REVIEWER, {"minutes": "45", "control": "minutes"}, page="gatherings:write"),
    ),
    "gatherings:send": ("draft", Whole(REVIEWER, {"password": PASSWORD})),
    "gatherings:discard": ("draft", Whole(REVIEWER)),
    "gatherings:take_back": ("sent", Whole(REVIEWER)),
    "gatherings:confirm": (
        "sent",
        Whole("attendee", {"response": "differs", "statement": "I left early.", "password": PASSWORD}),
    ),
}
CLINIC_FORMS: dict[str, tuple[str, Whole]] = {
    "gatherings:add_slot": ("draft", Whole(REVIEWER, {"case": "=case", "question": "What helps?", "minutes": "30"})),
    "gatherings:remove_slot": ("draft", Whole(REVIEWER, page="gatherings:show")),
    "gatherings:outcome": (
        "draft", Whole(REVIEWER, {"analysed": "Break times.", "people": "=came", "guests": "=guest"}),
    ),
    "gatherings:keep_outcome": (
        "draft", Whole(REVIEWER, {"analysed": "Break times.", "control": "analysed"}, page="gatherings:outcome"),
    ),
    "gatherings:pack": ("draft", Whole(WRITER, {"body": "Break times are calmer now."})),
    "gatherings:excerpt": ("draft", Whole(WRITER, {"body": "Decision\nA calmer way home."})),
    "gatherings:take_from_pack": ("draft", Whole(WRITER, page="gatherings:pack")),
    "gatherings:invite_guest": (
        "draft",
        Whole(REVIEWER, {"name": "Hal", "email": "hal@example.org", "agency": "=agency", "slots": "=slot"}),
    ),
    "gatherings:meeting": ("draft", Whole(REVIEWER, {"starts": "10:00", "venue": "The Quince Room"})),
    "gatherings:write": ("draft", Whole(REVIEWER, {"minutes": "45"})),
    "gatherings:attendance": ("draft", Whole(REVIEWER, {"others": "=third"})),
    "gatherings:points": ("draft", Whole(REVIEWER, {"points-0-what": "Ask the school once more."})),
}  # fmt: skip
# Who was let in, and what those who came say of it, is no part of the record.
GROUP_AFTERWARDS = {
    *("addendum", "strike", "note", "lock", "give_feedback", "ask_guests", "send_guest_again", "revoke_guest"),
    "forget_kept",
}

LEADS_BACK = {"gatherings:send"}  # a second press leads to the record, and changes nothing more


@dataclass
class Open:
    """A record in the state in which a form can be sent, and who are in it."""

    record: SupervisionSession
    people: dict[str, Person]
    lock: Callable[[SupervisionSession], Any]
    part: str = "record_id"
    known: dict[str, Any] = field(default_factory=dict)  # what a form of a clinic names with "="
    parts: dict[str, dict[str, Any]] = field(default_factory=dict)  # what else is in an address

    def address(self, route: str) -> str:
        return reverse(route, kwargs={self.part: self.record.pk, **self.parts.get(route, {})})

    def form(self, client: Client, route: str, whole: Whole) -> dict[str, Any]:
        form = whole_form(client.get(self.address(whole.page or route)).content.decode())
        first = next((name for name in form if name.startswith("answer_")), ANSWER)
        given = {name: self.known[value[1:]] if value[:1] == "=" else value for name, value in whole.given.items()}
        return form | {first if name == ANSWER else name: value for name, value in given.items()}


@pytest.fixture
def two(arrangement: SupervisionArrangement) -> Callable[[str], Open]:
    def reach(state: str) -> Open:
        record = start(arrangement)
        if state == "sent":
            send(record)
        return Open(record, {WRITER: arrangement.practitioner, REVIEWER: arrangement.supervisor}, _sent_and_locked)

    return reach


def _sent_and_locked(record: SupervisionSession) -> None:
    record.refresh_from_db()
    lock(record if record.content_version else send(record))


@pytest.fixture
def group(supervisor: Person, practitioner: Person) -> Callable[[str], Open]:
    came = [practitioner, make_person("Third")]

    def everybody_confirms(record: SupervisionSession) -> None:
        record.refresh_from_db()
        if not record.content_version:
            cast.send(record)
        for person in came:
            record.refresh_from_db()
            cast.confirm(record, person)

    def reach(state: str) -> Open:
        record = cast.fill(cast.start(supervisor, came), came=came, owners=came)
        if state == "sent":
            cast.send(record)
        return Open(record, {REVIEWER: supervisor, "attendee": practitioner}, everybody_confirms, "gathering_id")

    return reach


@pytest.fixture
def clinic(arrangement: SupervisionArrangement) -> Callable[[str], Open]:
    """Held, with two cases: a guest was asked to the first, and has a point; the second can still be taken out."""
    lead, facilitator, third = arrangement.practitioner, arrangement.supervisor, make_person("Third")
    record = clinic_cast.plan(facilitator)
    first, second = (clinic_cast.slot(record, clinic_cast.case_of(lead, name)) for name in clinic_cast.REFERENCES[:2])
    guest = clinic_cast.guest(record, [first])
    signed = lock(send(start(arrangement), cases=[first.case])).discussions.get()
    clinic_cast.hold(record, [lead])
    clinic_cast.agree(record, [cast.point(lead, "Ask.", TODAY)])

    def outcomes_and_answers(record: SupervisionSession) -> None:
        for slot in (first, second):
            clinic_cast.write_outcome(slot, [lead], [guest] if slot == first else [])
        cast.send(record)
        record.refresh_from_db()
        cast.confirm(record, lead)

    known = {
        "case": clinic_cast.case_of(lead, "CR-3003").pk, "came": [lead.pk], "guest": [guest.pk], "slot": [second.pk],
        "agency": guest.agency_id, "third": third.email,
    }  # fmt: skip
    of_first = {"slot_id": first.pk}
    parts = {f"gatherings:{name}": of_first for name in ("outcome", "keep_outcome", "pack")} | {
        "gatherings:take_from_pack": {**of_first, "extract_id": first.pack.all()[0].pk},
        "gatherings:excerpt": {**of_first, "discussion_id": signed.pk},
        "gatherings:remove_slot": {"slot_id": second.pk},
    }
    people = {REVIEWER: facilitator, WRITER: lead}
    return lambda _: Open(record, people, outcomes_and_answers, "gathering_id", known, parts)


@pytest.mark.parametrize("route", CLINIC_FORMS)
def test_a_form_of_a_clinic_is_taken_before_the_lock_and_not_after(
    route: str, clinic: Callable[[str], Open], signed_in: Callable[[Person], Client]
) -> None:
    state, whole = CLINIC_FORMS[route]
    _taken_before_and_not_after(route, clinic(state), whole, signed_in)


@pytest.mark.parametrize("route", RECORD_FORMS)
def test_a_form_of_a_record_is_taken_before_the_lock_and_not_after(
    route: str, two: Callable[[str], Open], signed_in: Callable[[Person], Client]
) -> None:
    state, whole = RECORD_FORMS[route]
    _taken_before_and_not_after(route, two(state), whole, signed_in)


@pytest.mark.parametrize("route", GROUP_FORMS)
def test_a_form_of_a_group_is_taken_before_the_lock_and_not_after(
    route: str, group: Callable[[str], Open], signed_in: Callable[[Person], Client]
) -> None:
    state, whole = GROUP_FORMS[route]
    _taken_before_and_not_after(route, group(state), whole, signed_in)


def _taken_before_and_not_after(route: str, one: Open, whole: Whole, signed_in: Callable[[Person], Client]) -> None:
    client = signed_in(one.people[whole.by])
    address, form = one.address(route), one.form(client, route, whole)
    before = checksums()
    with transaction.atomic():
        answer = client.post(address, form)
        assert answer.status_code in (200, 302), _errors(answer)
        assert checksums() != before, "the form changed nothing"
        transaction.set_rollback(True)
    one.lock(one.record)
    one.record.refresh_from_db()
    assert one.record.locked_at
    locked = checksums()
    answer = client.post(address, form)
    assert answer.status_code in ((302,) if route in LEADS_BACK else (403, 404))
    assert checksums() == locked
    assert hash_of(as_locked(one.record)) == one.record.content_hash


def _errors(answer: HttpResponse) -> object:
    context = getattr(answer, "context", None)
    return context["form"].errors if context and "form" in context else answer.status_code


def test_every_write_route_of_a_record_is_tried() -> None:
    written = {f"records:{name}" for name in _routes_of("records", "record_id")}
    only_read = {"records:show", "records:opened", "records:pdf"}
    assert written == set(RECORD_FORMS) | RECORD_AFTERWARDS | only_read


def test_every_write_route_of_a_group_is_tried() -> None:
    written = {f"gatherings:{name}" for name in _routes_of("gatherings", "gathering_id")}
    only_read = {f"gatherings:{name}" for name in ("show", "pdf", "feedback", "case_extract", "agency_extract")}
    afterwards = {f"gatherings:{name}" for name in GROUP_AFTERWARDS}
    assert written == set(GROUP_FORMS) | set(CLINIC_FORMS) | afterwards | only_read


def _routes_of(room: str, part: str) -> set[str]:
    namespace: Any = get_resolver().namespace_dict[room][1]
    return {
        name
        for name in namespace.reverse_dict
        if isinstance(name, str) and part in namespace.reverse_dict.getlist(name)[0][0][0][1]
    }


def test_what_comes_after_the_lock_leaves_what_was_signed(
    locked: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(locked.practitioner)
    for route, given in {
        "records:addendum": {"reason": "A date was wrong.", "body": "It was the 3rd."},
        "records:note": {"body": "For myself."},
        "records:strike": {"text": "This was somebody else's session."},
    }.items():
        address = reverse(route, kwargs={"record_id": locked.pk})
        form = whole_form(client.get(address).content.decode()) | given
        assert client.post(address, form).status_code == 302
        locked.refresh_from_db()
        assert hash_of(as_locked(locked)) == locked.content_hash
    assert locked.addenda.count() == 1


def test_a_text_of_ones_own_that_was_kept_beside_can_be_cleared_away(
    arrangement: SupervisionArrangement, signed_in: Callable[[Person], Client]
) -> None:
    draft = start(arrangement)
    drafts.keep_beside(draft, "minutes", ["50"], NOW)
    locked, kept = lock(send(draft)), kept_texts(draft.practitioner, draft).get()
    signed_in(draft.practitioner).post(f"/records/{draft.pk}/kept/{kept.pk}/forget/")
    assert not kept_texts(draft.practitioner, draft).exists()
    assert hash_of(as_locked(locked)) == locked.content_hash
