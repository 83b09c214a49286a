"""Does a request for support move as it may, and only so; is it told of, and does nobody else read it?"""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.outbox.models import Notice, OutgoingMail
from supervision.policy import Denied
from supervision.reminders.mailing import queue_notice_mail
from supervision.rules.support_states import TRANSITIONS
from supervision.sessions.models import SupervisionArrangement
from supervision.support import queries, services
from supervision.support.models import SupportEvent, SupportRequest
from supervision.support_vocabulary import SupportKind, SupportState
from supervision.vocabulary import ArrangementKind, NoticeKind, Role
from tests.people import NOW, TODAY, begin, make_person, send, start
from tests.support_requests.cast import SOON, WHY, again, asked, finish, wanted

pytestmark = pytest.mark.django_db
S = SupportState


@pytest.fixture
def senior(team: object) -> Person:
    return make_person("Sue Senior", Role.SUPERVISOR)


@pytest.fixture
def specialist(practitioner: Person) -> Person:
    person = make_person("Una Special", Role.SUPERVISOR, hsb_training="AIM3, 2025")
    begin(make_person("Olga Other", Role.PRACTITIONER), person, kind=ArrangementKind.SPECIALIST)
    Notice.objects.all().delete()
    return person


def kinds_told(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person, settled_at=None).order_by("pk").values_list("kind", flat=True))


def test_a_request_is_offered_accepted_and_given_and_both_are_told(practitioner: Person, senior: Person) -> None:
    request = asked(practitioner, senior)
    assert kinds_told(senior) == [NoticeKind.SUPPORT_ASKED]
    request = services.offer(request=request, could_be_at=SOON, note="Bring the plan", by=senior, at=NOW)
    assert kinds_told(senior) == []
    assert kinds_told(practitioner) == [NoticeKind.SUPPORT_OFFERED]
    request = services.accept(request=request, by=practitioner, at=NOW)
    assert kinds_told(senior) == [NoticeKind.SUPPORT_MOVED]
    request = finish(request, senior)
    assert (request.state, request.given, request.done_on) == (S.DONE, SupportKind.JOINT_VISIT, TODAY)
    assert [event.step for event in request.events.all()] == ["ask", "offer", "accept", "done"]
    first, marker = queries.support_of(practitioner)
    assert (first.on, first.label) == (TODAY, "Asked for support")
    assert (marker.on, marker.label, len(marker.domain_ids)) == (TODAY, "Joint visit", 2)


def test_one_form_posted_twice_is_one_request(practitioner: Person, senior: Person) -> None:
    key = uuid.uuid4()
    made = {services.ask(wanted=wanted(senior), key=key, by=practitioner, at=NOW).pk for _ in range(2)}
    assert len(made) == SupportRequest.objects.count() == SupportEvent.objects.count() == 1


def test_each_specialist_may_answer_and_the_first_who_does_has_it_alone(
    practitioner: Person, specialist: Person
) -> None:
    second = make_person("Tess Two", Role.SUPERVISOR, hsb_training="AIM3, 2024")
    begin(make_person("Ola Other", Role.PRACTITIONER), second, kind=ArrangementKind.SPECIALIST)
    request = asked(practitioner, None)
    assert {one.pk for person in (specialist, second) for one in queries.inbox_of(person, on=TODAY)} == {request.pk}
    services.offer(request=request, could_be_at=SOON, note="", by=second, at=NOW)
    assert not queries.visible_to(specialist, on=TODAY).exists()
    with pytest.raises(Denied):
        services.offer(request=request, could_be_at=SOON, note="", by=specialist, at=NOW)


def test_without_recorded_training_nobody_is_one_of_the_specialists(practitioner: Person, specialist: Person) -> None:
    Person.objects.filter(pk=specialist.pk).update(hsb_training="")
    with pytest.raises(ValidationError):
        asked(practitioner, None)


def test_whoever_declines_says_why_and_passes_it_on_and_no_longer_reads_it(
    practitioner: Person, senior: Person, specialist: Person
) -> None:
    request = asked(practitioner, senior)
    services.pass_on(request=request, to=None, reason="Una knows more", by=senior, at=NOW)
    assert not queries.visible_to(senior, on=TODAY).exists()
    assert kinds_told(specialist) == [NoticeKind.SUPPORT_ASKED]
    assert kinds_told(practitioner) == [NoticeKind.SUPPORT_MOVED]
    assert [event.body for event in queries.events_of(request)] == ["Una knows more", WHY]
    with pytest.raises(ValidationError):  # to the very people they are one of
        services.pass_on(request=request, to=None, reason="x", by=specialist, at=NOW)


def test_whoever_asked_may_ask_again_and_the_offer_is_set_aside(practitioner: Person, senior: Person) -> None:
    request = again(asked(practitioner, senior, steps=1))
    assert (request.state, request.holder, request.could_be_at) == (S.ASKED, None, None)


@pytest.mark.parametrize("before", list(S))
@pytest.mark.parametrize("after", list(S))
def test_the_database_lets_a_request_move_only_as_the_table_says(
    before: SupportState, after: SupportState, practitioner: Person, senior: Person
) -> None:
    request = asked(practitioner, senior, steps=list(S).index(before) if before is not S.WITHDRAWN else 0)
    if before is S.WITHDRAWN:
        request = services.withdraw(request=request, by=practitioner, at=NOW)
    as_it_is = {"holder": request.holder, "could_be_at": request.could_be_at, "given": request.given}
    held = {"holder": senior, "could_be_at": SOON, "given": "", "done_on": None}
    fields = {
        S.ASKED: held | {"holder": None, "could_be_at": None},
        S.OFFERED: held,
        S.ACCEPTED: held,
        S.DONE: held | {"given": "debrief", "done_on": TODAY},
        S.WITHDRAWN: as_it_is | {"given": "", "done_on": None},
    }[after]
    may = {(state.value, to.value) for (state, _), to in TRANSITIONS.items()}
    try:
        with transaction.atomic():
            SupportRequest.objects.filter(pk=request.pk).update(state=after, **fields)
        moved = True
    except DatabaseError:
        moved = False
    assert moved == ((before.value, after.value) in may)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'offered'",
        "state = 'asked', done_on = current_date",
        "to_person_id = requester_id",
        "requester_id = to_person_id",
        "is_urgent = NOT is_urgent",
        "asked_on = asked_on - 9",
        "given = 'debrief'",
    ],
)
def test_the_database_refuses_what_cannot_be(change: str, practitioner: Person, senior: Person) -> None:
    asked(practitioner, senior)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE support_supportrequest SET {change}")


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE", "UPDATE {} SET body = body || 'x'"])
def test_a_step_that_was_taken_stands(statement: str, practitioner: Person, senior: Person) -> None:
    asked(practitioner, senior)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("support_supportevent"))


def test_the_supervisor_sees_that_it_waits_and_no_word_of_it(
    arrangement: SupervisionArrangement, senior: Person, case: Case
) -> None:
    request = asked(arrangement.practitioner, senior, case=case)
    assert [one.pk for one in queries.waiting_for(arrangement.supervisor, on=TODAY)] == [request.pk]
    pages = []
    for person in (arrangement.supervisor, senior):
        client = Client()
        client.force_login(person)
        pages.append(client.get(f"/support/{request.pk}/").content.decode())
    assert [WHY in page for page in pages] == [False, True]
    assert not any(case.reference in page for page in pages)


def test_a_mail_says_neither_who_nor_what_for(practitioner: Person, senior: Person) -> None:
    request = asked(practitioner, senior, is_urgent=True)
    services.offer(request=request, could_be_at=SOON, note="Bring the plan", by=senior, at=NOW)
    asked(practitioner, senior)
    queue_notice_mail(at=NOW.replace(hour=12) + timedelta(days=1))
    mails = OutgoingMail.objects.all()
    assert {mail.to for mail in mails} == {practitioner.email, senior.email}
    for mail in mails:
        for word in (WHY, "visit", "Bring", "Quill" if mail.to == senior.email else "Senior", str(request.pk)):
            assert word not in mail.subject + mail.body


@pytest.mark.parametrize(("score_at_most", "offers"), [(2, True), (0, False)])
def test_a_low_rating_offers_support_and_never_asks_for_it(
    score_at_most: int, offers: bool, arrangement: SupervisionArrangement, senior: Person
) -> None:
    record = send(start(arrangement))
    if not offers:
        record.ratings.filter(score__lte=2).update(score=3)
    client = Client()
    client.force_login(record.practitioner)
    page = client.get(f"/records/{record.pk}/").content.decode()
    address = f"/support/ask/?record={record.pk}"
    assert (address in page) == offers
    assert not SupportRequest.objects.exists()
    if offers:
        low = queries.low_areas(record.practitioner, record.pk)
        asking = client.get(address).content.decode()
        assert low
        assert all(f'value="{area}" checked' in asking or f'checked value="{area}"' in asking for area in low)


def test_a_session_or_a_case_of_others_cannot_be_what_led_to_a_request(
    sent: object, case: Case, colleague: Person
) -> None:
    client = Client()
    client.force_login(colleague)
    for address in (f"record={sent.pk}", f"case={case.pk}", "record=nonsense"):  # type: ignore[attr-defined]
        assert client.get(f"/support/ask/?{address}").status_code == 404


def test_passing_on_twice_leads_back_to_the_list_and_passes_on_once(
    practitioner: Person, senior: Person, specialist: Person
) -> None:
    request = asked(practitioner, senior)
    client = Client()
    client.force_login(senior)
    answers = [client.post(f"/support/{request.pk}/pass-on/", {"to": "", "note": "they know more"}) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {"/support/"}
    assert request.events.count() == 2
