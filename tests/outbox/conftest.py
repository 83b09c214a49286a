"""What do the tests of mail share? A mail to queue."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from supervision.outbox.models import OutgoingMail


@pytest.fixture
def queue() -> "Callable[..., OutgoingMail]":
    from supervision.outbox.services import queue_mail
    from tests.people import NOW

    def queue(key: str = "one", **given: Any) -> "OutgoingMail":
        words = {"to": "amara@example.org", "subject": "Hello", "body": "Open this link", "kind": "test", "at": NOW}
        return queue_mail(**{**words, "key": key, **given})

    return queue
