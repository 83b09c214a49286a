"""Do two senders, or one that was killed, send a mail twice or lose it?"""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from supervision.embedded.environment import CHECKOUT
from supervision.embedded.postgres import RUNTIME, Cluster
from supervision.outbox import sending
from supervision.outbox.models import OutgoingMail
from supervision.outbox.sending import LEASE, PAUSES, send_waiting
from supervision.vocabulary import MailState
from tests.people import NOW
from tests.support.mail_server import MailServer

SENDER = """
import django; django.setup()
from django.utils import timezone
from supervision.outbox.sending import send_waiting
send_waiting(at=timezone.now())
"""


def test_four_senders_at_once_send_every_mail_once(
    own_database: str, mail_server: MailServer, queue: Callable[..., OutgoingMail], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 5)
    for number in range(40):
        queue(str(number))

    def send(_: int) -> int:
        try:
            return send_waiting(at=NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        counts = list(threads.map(send, range(4)))
    assert sum(counts) == 40
    assert len(mail_server.ids) == len(set(mail_server.ids)) == 40
    assert max(counts) < 40, "one sender did all the work: nothing was tried"


def test_a_mail_of_a_killed_sender_may_have_arrived_and_is_taken_again(
    own_database: str, cluster: Cluster, mail_server: MailServer, queue: Callable[..., OutgoingMail]
) -> None:
    queued = queue()
    mail_server.slow = 1
    sender = subprocess.Popen(
        [sys.executable, "-c", SENDER],
        cwd=CHECKOUT,
        env={
            **os.environ,
            "REFLECT_DATABASE_URL": cluster.url(RUNTIME, own_database),
            "REFLECT_MAIL_URL": f"smtp://127.0.0.1:{mail_server.port}?tls=0",
        },
    )
    assert mail_server.got_one.wait(30)
    sender.kill()
    sender.wait()
    mail_server.slow = 0
    queued.refresh_from_db()
    assert queued.state == MailState.SENDING
    assert send_waiting(at=queued.not_before - timedelta(seconds=1)) == 0
    assert queued.not_before - NOW < LEASE + timedelta(hours=1)
    assert send_waiting(at=queued.not_before) == 0
    queued.refresh_from_db()
    assert queued.state == MailState.UNCERTAIN
    assert send_waiting(at=queued.not_before + PAUSES[0]) == 1
    assert len(mail_server.ids) == 2
    assert len(set(mail_server.ids)) == 1, "the second is not known to be the same mail"
