"""What do the tests of mail share? A mail server that Django sends to, and a mail to queue."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from pytest_django import Settings

from tests.support.mail_server import MailServer, running_mail_server

if TYPE_CHECKING:
    from supervision.outbox.models import OutgoingMail


@pytest.fixture
def mail_server(settings: Settings) -> Iterator[MailServer]:
    with running_mail_server() as server:
        settings.EMAIL_BACKEND = "supervision.outbox.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = "", False, 5
        yield server


@pytest.fixture
def queue() -> "Callable[..., OutgoingMail]":
    from supervision.outbox.services import queue_mail
    from tests.people import NOW

    def queue(key: str = "one", **given: Any) -> "OutgoingMail":
        words = {"to": "amara@example.org", "subject": "Hello", "body": "Open this link", "kind": "test", "at": NOW}
        return queue_mail(**{**words, "key": key, **given})

    return queue
