"""Does mail that was queued arrive once, and does a failure only delay it?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import Settings

from accounts.models import Person
from supervision.outbox import sending
from supervision.outbox.models import OutgoingMail
from supervision.outbox.sending import LEASE, PAUSES, TRIES, send_waiting
from supervision.outbox.services import BODY_KEPT, KEPT, forget_old, resend
from supervision.outbox.tasks import send_waiting as task
from supervision.vocabulary import MailState
from tests.people import NOW
from tests.support.mail_server import MailServer
from tests.support.served import free_port

pytestmark = pytest.mark.django_db
Queue = Callable[..., OutgoingMail]
MINUTE = timedelta(minutes=1)


def test_a_queued_mail_reaches_a_real_mail_server(mail_server: MailServer, queue: Queue) -> None:
    queued = queue(subject="An account for Zoë", body="Open this link: http://testserver/x — once")
    assert send_waiting(at=NOW) == 1
    (received,) = mail_server.received
    assert received["To"] == "amara@example.org"
    assert str(queued.pk) in received["Message-ID"]
    assert "http://testserver/x — once" in received.get_payload(decode=True).decode()  # type: ignore[union-attr]


def test_what_is_sent_keeps_no_body(mail_server: MailServer, queue: Queue) -> None:
    queued = queue()
    send_waiting(at=NOW)
    queued.refresh_from_db()
    assert (queued.state, queued.body, queued.sent_at) == (MailState.SENT, "", NOW)


def test_the_same_key_is_queued_once(queue: Queue) -> None:
    assert queue("invitation 7") == queue("invitation 7")
    assert OutgoingMail.objects.count() == 1


def test_a_mail_is_sent_once_however_often_the_clock_strikes(mail_server: MailServer, queue: Queue) -> None:
    queue()
    assert [send_waiting(at=NOW + n * MINUTE) for n in range(3)] == [1, 0, 0]
    assert len(mail_server.received) == 1


def test_the_task_sends_what_waits(queue: Queue) -> None:
    queue()
    task()
    assert [message.subject for message in mail.outbox] == ["Hello"]


def test_without_its_act_there_is_no_mail(queue: Queue) -> None:
    def act() -> None:
        with transaction.atomic():
            queue()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert not OutgoingMail.objects.exists()


def test_a_line_break_in_a_name_starts_no_header(queue: Queue) -> None:
    queue(subject="Hello\nBcc: everybody@example.org")
    send_waiting(at=NOW)
    assert mail.outbox[0].message()["Bcc"] is None


def test_a_refused_mail_is_tried_again_later_and_later(mail_server: MailServer, queue: Queue) -> None:
    mail_server.answer = "451 Come back later"
    queued, at = queue(), NOW
    for pause in PAUSES:
        assert send_waiting(at=at) == 0
        queued.refresh_from_db()
        assert (queued.state, queued.not_before - at) == (MailState.WAITING, pause)
        assert send_waiting(at=at + pause - timedelta(seconds=1)) == 0
        at += pause
    assert len(mail_server.received) == TRIES - 1
    assert len(set(mail_server.ids)) == 1


def test_after_the_last_try_a_mail_has_failed_and_can_be_sent_again(
    mail_server: MailServer, queue: Queue, administrator: Person
) -> None:
    mail_server.answer = "451 Come back later"
    queued, at = queue(), NOW
    for pause in (*PAUSES, timedelta(days=30)):
        send_waiting(at=at)
        at += pause
    queued.refresh_from_db()
    assert (queued.state, queued.attempts, queued.last_error) == (MailState.FAILED, TRIES, "SMTPDataError")
    assert send_waiting(at=at) == 0
    mail_server.answer = "250 OK"
    resend(mail=queued, by=administrator, at=at)
    assert send_waiting(at=at) == 1
    assert len(set(mail_server.ids)) == 1
    with pytest.raises(ValidationError, match="Only mail that failed"):
        resend(mail=queued, by=administrator, at=at)


def test_a_failed_mail_keeps_its_words_for_a_week(mail_server: MailServer, queue: Queue, administrator: Person) -> None:
    mail_server.refused["amara@example.org"] = "550 No such person"
    queued = queue()
    send_waiting(at=NOW)
    forget_old(at=NOW + BODY_KEPT)
    queued.refresh_from_db()
    assert queued.body
    forget_old(at=NOW + BODY_KEPT + MINUTE)
    queued.refresh_from_db()
    assert (queued.state, queued.body) == (MailState.FAILED, "")
    with pytest.raises(ValidationError, match="no longer kept"):
        resend(mail=queued, by=administrator, at=NOW)


@pytest.mark.parametrize(("answer", "state"), [("550 No", MailState.FAILED), ("450 Later", MailState.WAITING)])
def test_one_refused_recipient_does_not_stop_the_others(
    mail_server: MailServer, queue: Queue, answer: str, state: MailState
) -> None:
    mail_server.refused["gone@example.org"] = answer
    refused = queue("a", to="gone@example.org", at=NOW - MINUTE)
    for key in "bc":
        queue(key)
    assert send_waiting(at=NOW) == 2
    refused.refresh_from_db()
    assert (refused.state, refused.attempts) == (state, 1)


def test_a_mail_refused_for_what_it_says_does_not_stop_the_others(mail_server: MailServer, queue: Queue) -> None:
    mail_server.answer = "554 Looks like spam"
    for key in "ab":
        queue(key)
    assert send_waiting(at=NOW) == 0
    assert set(OutgoingMail.objects.values_list("state", "attempts")) == {(MailState.FAILED, 1)}


def test_a_batch_goes_over_one_connection(mail_server: MailServer, queue: Queue) -> None:
    for number in range(5):
        queue(str(number))
    assert send_waiting(at=NOW) == 5
    assert len(mail_server.peers) == 1


def test_a_connection_that_breaks_before_the_answer_leaves_it_uncertain(mail_server: MailServer, queue: Queue) -> None:
    mail_server.hangs_up = True
    queued, other = queue("a", at=NOW - MINUTE), queue("b")
    assert send_waiting(at=NOW) == 0
    queued.refresh_from_db()
    other.refresh_from_db()
    assert (queued.state, queued.not_before) == (MailState.UNCERTAIN, NOW + PAUSES[0])
    assert (other.state, other.attempts) == (MailState.WAITING, 0)
    mail_server.hangs_up = False
    assert send_waiting(at=NOW + PAUSES[0]) == 2
    assert len(mail_server.ids) == 3
    assert len(set(mail_server.ids)) == 2


def test_what_may_have_arrived_stays_uncertain_until_it_is_sent(
    settings: Settings, mail_server: MailServer, queue: Queue
) -> None:
    mail_server.hangs_up = True
    queued = queue()
    send_waiting(at=NOW)
    settings.EMAIL_PORT = free_port()
    send_waiting(at=NOW + PAUSES[0])
    queued.refresh_from_db()
    assert (queued.state, queued.attempts) == (MailState.UNCERTAIN, 2)


def test_mail_of_a_dead_sender_is_uncertain_and_tried_again(mail_server: MailServer, queue: Queue) -> None:
    queued = queue()
    OutgoingMail.objects.update(state=MailState.SENDING, attempts=1, not_before=NOW + LEASE)
    assert send_waiting(at=NOW + LEASE - MINUTE) == 0
    queued.refresh_from_db()
    assert queued.state == MailState.SENDING
    assert send_waiting(at=NOW + LEASE) == 0
    queued.refresh_from_db()
    assert (queued.state, queued.last_error) == (MailState.UNCERTAIN, "SenderDied")
    assert send_waiting(at=NOW + LEASE + PAUSES[0]) == 1


def test_a_run_ends_when_its_time_is_up_and_gives_back_what_it_did_not_try(
    monkeypatch: pytest.MonkeyPatch, mail_server: MailServer, queue: Queue
) -> None:
    for number in range(3):
        queue(str(number))
    monkeypatch.setattr(sending, "BUDGET", 0.3)
    mail_server.slow = 0.5
    assert send_waiting(at=NOW) == 1
    assert list(OutgoingMail.objects.filter(state=MailState.WAITING).values_list("attempts", flat=True)) == [0, 0]
    mail_server.slow = 0
    monkeypatch.setattr(sending, "BUDGET", 60)
    assert send_waiting(at=NOW) == 2


def test_more_than_a_batch_goes_in_one_run(
    monkeypatch: pytest.MonkeyPatch, mail_server: MailServer, queue: Queue
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    for number in range(5):
        queue(str(number))
    assert send_waiting(at=NOW) == 5


def test_a_code_that_somebody_waits_for_goes_before_a_mornings_notices(mail_server: MailServer, queue: Queue) -> None:
    for number in range(200):
        queue(f"notice {number}", at=NOW - MINUTE)
    queue("the code", subject="Your code", kind="guest_code")
    assert send_waiting(at=NOW) == 201
    assert mail_server.received[0]["Subject"] == "Your code"


def test_what_cannot_be_done_before_sending_keeps_no_mail(
    monkeypatch: pytest.MonkeyPatch, mail_server: MailServer, queue: Queue
) -> None:
    def fails(*, at: object) -> None:
        OutgoingMail.objects.update(body="")  # the database refuses it

    monkeypatch.setattr(sending, "BEFORE", [fails, *sending.BEFORE])
    queue(kind="password_reset_key")
    assert send_waiting(at=NOW) == 1


def test_a_mail_that_may_be_stopped_says_how(mail_server: MailServer, queue: Queue) -> None:
    queue("a", unsubscribe="http://testserver/stop/x/")
    queue("b")
    send_waiting(at=NOW)
    first, second = sorted(mail_server.received, key=lambda one: one["List-Unsubscribe"] or "", reverse=True)
    assert first["List-Unsubscribe"] == "<http://testserver/stop/x/>"
    assert first["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert second["List-Unsubscribe"] is None


def test_a_mail_server_that_is_down_costs_one_try_and_loses_nothing(
    settings: Settings, mail_server: MailServer, queue: Queue
) -> None:
    for number in range(3):
        queue(str(number))
    settings.EMAIL_PORT = free_port()
    assert send_waiting(at=NOW) == 0
    assert sorted(OutgoingMail.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    settings.EMAIL_PORT = mail_server.port
    assert send_waiting(at=NOW + MINUTE) == 3


def test_an_address_that_cannot_be_written_does_not_stay_in_the_way(mail_server: MailServer, queue: Queue) -> None:
    queue("bad", to="not an address\n@example.org")
    queue("good", at=NOW + timedelta(seconds=1))
    later = NOW + timedelta(seconds=5)
    assert send_waiting(at=later) == 1
    assert OutgoingMail.objects.get(key="bad").state == MailState.FAILED


def test_old_mail_is_forgotten_and_waiting_mail_never(mail_server: MailServer, queue: Queue) -> None:
    queue("sent")
    send_waiting(at=NOW)
    queue("waiting")
    assert forget_old(at=NOW + KEPT) == 0
    assert forget_old(at=NOW + KEPT + MINUTE) == 1
    assert OutgoingMail.objects.get().key == "waiting"


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("mail_is_sent_at_a_time", {"state": MailState.SENT, "body": "", "attempts": 1}),
        ("mail_keeps_its_body_while_it_is_needed", {"state": MailState.SENT, "sent_at": NOW, "attempts": 1}),
        ("mail_keeps_its_body_while_it_is_needed", {"body": ""}),
        ("mail_being_sent_was_tried", {"state": MailState.SENDING}),
    ],
)
def test_the_database_refuses_a_mail_in_no_possible_state(
    queue: Queue, constraint: str, wrong: dict[str, object]
) -> None:
    queued = queue()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OutgoingMail.objects.filter(pk=queued.pk).update(**wrong)
