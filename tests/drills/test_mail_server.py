"""Does every mail arrive, or show that it did not, when the mail server is away, refuses it, or says nothing more?

One worker and one scheduler go through it all. Pauses and leases are dated back instead of waited for.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from supervision.embedded.postgres import Cluster
from supervision.outbox.models import OutgoingMail
from supervision.outbox.services import queue_mail
from supervision.vocabulary import MailState, Role
from tests.drills.scene import Scene, kill, scene
from tests.people import make_person
from tests.support.mail_server import MailServer

FAILED, SENT, SENDING = MailState.FAILED, MailState.SENT, MailState.SENDING
UNCERTAIN, WAITING = MailState.UNCERTAIN, MailState.WAITING


class Post:
    """A scene with its worker at work: mail is queued, and its state waited for."""

    def __init__(self, stage: Scene, office: Client) -> None:
        self.stage, self.office, self.server, self.worker = stage, office, stage.mail_server, stage.worker()

    def queue(self, name: str) -> OutgoingMail:
        address, at = f"{name}@example.org", timezone.now()
        return queue_mail(to=address, subject="Hello", body="Something is due", kind="drill", key=name, at=at)

    def becomes(self, mail: OutgoingMail, state: MailState, error: str = "") -> None:
        def has_become() -> bool:
            mail.refresh_from_db()
            return mail.state == state

        self.stage.wait(has_become)
        assert mail.last_error == error

    def is_shown(self, mail: OutgoingMail) -> None:
        """On the status page of an administrator."""
        counted = self.office.get(reverse("administration:status")).context["counts"]
        assert dict(counted)[MailState(mail.state)] == 1
        assert mail.to in self.office.get(reverse("administration:mails", args=[mail.state])).content.decode()

    def copies_of(self, mail: OutgoingMail) -> int:
        """How many came; all are known to be the same mail."""
        ids = [str(one["Message-ID"]) for one in self.server.received if one["To"] == mail.to]
        assert len(set(ids)) == 1
        return len(ids)


@pytest.fixture
def post(
    own_database: str, cluster: Cluster, tmp_path: Path, mail_server: MailServer, signed_in: Callable[[Person], Client]
) -> Iterator[Post]:
    with scene(cluster, own_database, tmp_path, mail_server) as stage:
        stage.broker()
        stage.beat()
        yield Post(stage, signed_in(make_person("Nell Rush", Role.ADMINISTRATOR)))


def test_a_mail_server_that_is_away_refuses_or_says_nothing_more(post: Post) -> None:
    away_and_back(post)
    refused_for_now(post)
    refused_for_good(post)
    takes_a_mail_and_says_nothing(post)
    sender_dies_while_it_waits(post)
    assert not OutgoingMail.objects.exclude(state=SENT).exists()


def away_and_back(post: Post) -> None:
    post.server.stop()
    mails = [post.queue(f"away.{number}") for number in range(3)]
    post.stage.wait(lambda: OutgoingMail.objects.filter(state=WAITING, last_error="ConnectionRefusedError").exists())
    assert not OutgoingMail.objects.exclude(state__in=[WAITING, SENDING]).exists()
    post.server.start()
    post.stage.let_pauses_pass()
    for mail in mails:
        post.becomes(mail, SENT)
        assert post.copies_of(mail) == 1


def refused_for_now(post: Post) -> None:
    post.server.answer = "451 Come back later"
    mail = post.queue("later")
    post.stage.wait(lambda: OutgoingMail.objects.filter(pk=mail.pk, state=WAITING, attempts=1).exists())
    post.server.answer = "250 OK"
    post.stage.let_pauses_pass()
    post.becomes(mail, SENT)


def refused_for_good(post: Post) -> None:
    mail = post.queue("nobody")
    post.server.refused[mail.to] = "550 No such person"
    post.becomes(mail, FAILED, "SMTPRecipientsRefused")
    post.is_shown(mail)
    post.server.refused.clear()
    post.office.post(reverse("administration:resend_mail", args=[mail.pk]))
    post.becomes(mail, SENT)
    assert post.copies_of(mail) == 1


def takes_a_mail_and_says_nothing(post: Post) -> None:
    """Longer than a sender waits. The mail may have arrived, so that it goes once more, as the same mail."""
    post.server.slow = 12
    mail = post.queue("silence")
    post.becomes(mail, UNCERTAIN, "SMTPServerDisconnected")
    post.is_shown(mail)
    post.server.slow = 0
    post.stage.let_pauses_pass()
    post.becomes(mail, SENT)
    assert post.copies_of(mail) == 2


def sender_dies_while_it_waits(post: Post) -> None:
    post.server.slow = 2
    post.server.got_one.clear()
    mail = post.queue("death")
    assert post.server.got_one.wait(30)
    kill(post.worker)
    post.server.slow = 0
    post.worker = post.stage.worker()
    post.becomes(mail, SENDING)
    post.stage.let_pauses_pass()
    post.becomes(mail, UNCERTAIN, "SenderDied")
    post.is_shown(mail)
    post.stage.let_pauses_pass()
    post.becomes(mail, SENT)
    assert post.copies_of(mail) == 2
