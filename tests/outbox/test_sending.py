"""Does mail that was queued arrive once, and does a failure only delay it?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from pytest_django import Settings

from supervision.outbox.models import OutgoingMail
from supervision.outbox.services import KEPT, PAUSES, TRIES, forget_old, send_waiting
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


def test_after_the_last_try_a_mail_has_failed_and_keeps_no_link(mail_server: MailServer, queue: Queue) -> None:
    mail_server.answer = "550 No such person"
    queued, at = queue(), NOW
    for pause in (*PAUSES, timedelta(days=30)):
        send_waiting(at=at)
        at += pause
    queued.refresh_from_db()
    assert (queued.state, queued.body, queued.attempts) == (MailState.FAILED, "", TRIES)
    assert (queued.last_error, send_waiting(at=at)) == ("SMTPDataError", 0)


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
    assert [send_waiting(at=later), send_waiting(at=later)] == [0, 1]


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
